import { expect, test } from 'vitest';
import { openSiteAccess } from '../../src/access/index.ts';
import { loadState, saveState } from '../../src/access/store.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { accessState } from '../support/access-state.ts';
import { openIntake } from '../support/intake.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('an account that is erased stands in nothing that is known of the site, and others do as before', async () => {
  const { database } = await openIntake(temporaryFolder());
  await saveState(database, accessState('712020:gone', ['ann']));
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
  const alone = accessState('712020:gone', ['ann']);
  const found = await loadState(database, null);
  expect(found?.projects.get('INT')).toEqual(alone.projects.get('INT'));
  expect(found?.levels.get('7')?.holders).toEqual([{ type: 'user', id: 'ann', name: null }]);
  expect([...(found?.accounts.keys() ?? [])]).toEqual(['ann']);
});
