import { expect, test } from 'vitest';
import { openSiteAccess } from '../../src/access/index.ts';
import type { AccessState } from '../../src/access/state.ts';
import { loadState, saveState } from '../../src/access/store.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { openIntake } from '../support/intake.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What Jira says where an account leads a project, fills a role, is let in by name and by a level, and is in a group. */
function stateAround(accountId: string, others: readonly string[]): AccessState {
  const users = [accountId, ...others];
  const letIn = users.map((id) => ({ type: 'user', id, name: null }));
  const roles = [{ id: '1', name: 'Developers', actors: { is: { users, groups: [] } } }];
  return {
    readAt: 1,
    projects: new Map([
      [
        'PAY',
        {
          is: {
            ...{ key: 'PAY', archived: false, lead: accountId, service: false },
            ...{ browse: { is: letIn }, roles: { is: roles } },
          },
        },
      ],
      ['INT', { refused: '403' }],
    ]),
    levels: new Map([['7', { id: '7', name: 'Inside', holders: letIn }]]),
    levelsRefused: null,
    accounts: new Map(
      users.map((id) => [
        id,
        {
          is: {
            ...{ id, active: true, products: ['jira-software'], productCount: 1 },
            ...{ groups: { is: [] }, organizations: { is: [] } },
          },
        },
      ]),
    ),
    participants: { is: [] },
  };
}

test('an account that is erased stands in nothing that is known of the site, and others do as before', async () => {
  const { database } = await openIntake(temporaryFolder());
  await saveState(database, stateAround('712020:gone', ['ann']));
  const access = await openSiteAccess({
    database,
    alone: (work) => work(),
    onRelabelled: () => {},
    log: createLog('silent'),
  });
  expect([...access.heldBy('712020:gone').keys()]).toContain('project:PAY');
  await access.forget('712020:gone');

  expect([...access.heldBy('712020:gone').keys()]).toEqual([]);
  expect([...access.heldBy('ann').keys()]).toContain('project:PAY');
  const kept = await Promise.all(
    (['access_projects', 'access_levels', 'access_accounts'] as const).map((table) =>
      database.selectFrom(table).selectAll().execute(),
    ),
  );
  expect(JSON.stringify(kept)).not.toContain('712020:gone');
  const alone = stateAround('712020:gone', ['ann']);
  const found = await loadState(database);
  expect(found?.projects.get('INT')).toEqual(alone.projects.get('INT'));
  expect(found?.levels.get('7')?.holders).toEqual([{ type: 'user', id: 'ann', name: null }]);
  expect([...(found?.accounts.keys() ?? [])]).toEqual(['ann']);
});
