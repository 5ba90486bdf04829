import { expect, test } from 'vitest';
import { examine } from '../../src/access/examine.ts';
import { openSiteAccess } from '../../src/access/index.ts';
import { loadState } from '../../src/access/store.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { siteThatLetsIn } from '../support/site-that-lets-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function installation() {
  const open = await openIntake(temporaryFolder());
  const { database, intake, runId } = open;
  const internal = comment(1, 'among us', { jsdPublic: false });
  await intake.take(runId, [
    record(issue(1, { comment: { total: 1, comments: [internal] }, security: { id: '7' } })),
    record(issue(2, { reporter: null })),
  ]);
  await database.deleteFrom('index_work').execute();
  const access = async (alone: <T>(work: () => Promise<T>) => Promise<T> = (work) => work()) => {
    let relabelled = 0;
    const opened = await openSiteAccess({
      database,
      alone,
      onRelabelled: () => {
        relabelled += 1;
      },
      log: createLog('silent'),
    });
    return { ...opened, relabelled: () => relabelled };
  };
  const labels = async () => {
    const tickets = await database
      .selectFrom('tickets')
      .select(['key', 'access_json'])
      .orderBy('key')
      .execute();
    const comments = await database.selectFrom('comments').select('access_json').execute();
    return [...tickets, ...comments].map(({ access_json }) => JSON.parse(access_json));
  };
  const work = async () =>
    (await database.selectFrom('index_work').select('ticket_id').execute()).map(({ ticket_id }) => ticket_id);
  return { ...open, access, labels, work };
}

const PLAIN = [['project:PAY'], ['security:7']];
const WITH_REPORTER = [['project:PAY', 'project:PAY:reporter:u1'], ['security:7']];

test('what a change of scheme concerns is labelled anew, and is work for the index; the rest is left alone', async () => {
  const { access, labels, work } = await installation();
  const site = await access();
  await site.refresh(siteThatLetsIn(['applicationRole']));
  expect(await labels()).toEqual([PLAIN, [['project:PAY']], [...PLAIN, ['agent:PAY']]]);
  expect([await work(), site.relabelled()]).toEqual([[], 0]);
  await site.refresh(siteThatLetsIn(['applicationRole', 'reporter']));
  expect(await labels()).toEqual([
    WITH_REPORTER,
    [['project:PAY']],
    [...WITH_REPORTER, ['agent:PAY', 'project:PAY:reporter:u1']],
  ]);
  // Ticket 2 has no reporter.
  expect([await work(), site.relabelled()]).toEqual([['10001'], 1]);
  await site.refresh(siteThatLetsIn(['reporter', 'applicationRole']));
  expect(site.relabelled()).toBe(1);
});

test('what comes in after a reading is labelled by it', async () => {
  const { access, labels, intake, runId } = await installation();
  await (await access()).refresh(siteThatLetsIn(['assignee']));
  await intake.take(runId, [record(issue(3, { assignee: { accountId: 'u3', displayName: 'x' } }))]);
  expect((await labels())[2]).toEqual([['project:PAY', 'project:PAY:assignee:u3']]);
});

test('labels that a process did not come to are made by the next one', async () => {
  const { access, labels, work } = await installation();
  const killed = await access(() => Promise.reject(new Error('killed')));
  await expect(killed.refresh(siteThatLetsIn(['reporter']))).rejects.toThrow('killed');
  expect((await labels())[0]).toEqual(PLAIN);
  const next = await access();
  await next.resume();
  expect((await labels())[0]).toEqual(WITH_REPORTER);
  expect(await work()).toEqual(['10001']);
});

test('rows of an older version are labelled by the level that they demand', async () => {
  const { access, labels, database } = await installation();
  await database.updateTable('tickets').set({ holders_json: null }).execute();
  await (await access()).refresh(siteThatLetsIn(['reporter']));
  expect((await labels())[0]).toEqual(WITH_REPORTER);
});

test('a reading that is older than a day is said to be', async () => {
  const { access, database } = await installation();
  const site = await access();
  await site.refresh(siteThatLetsIn(['applicationRole']));
  const [state, status] = [await loadState(database, null), await site.status()];
  const findings = async (hoursLater: number) =>
    (
      await examine(
        { database, site: null, state, isConfigured: true },
        status,
        (status.readAt ?? 0) + hoursLater * 3_600_000,
      )
    ).findings.map(({ what }) => what);
  expect(await findings(23)).toEqual(['security level 7']);
  expect(await findings(25)).toEqual(['the age of what is known', 'security level 7']);
});

test('worklogs and files are labelled anew with their ticket', async () => {
  const { access, database, intake, runId } = await installation();
  const [ines, at] = [{ accountId: 'u1', displayName: 'Ines Roth' }, '2026-01-02T09:00:00.000+0000'];
  await intake.take(runId, [
    record(
      issue(3, {
        worklog: { total: 1, worklogs: [{ id: '5', author: ines, started: at, timeSpentSeconds: 60 }] },
        attachment: [
          { id: '8', filename: 'a.log', mimeType: 'text/plain', size: 3, author: ines, created: at },
        ],
      }),
    ),
  ]);
  await (await access()).refresh(siteThatLetsIn(['applicationRole', 'reporter']));
  const rows = await database
    .selectFrom('ticket_details')
    .innerJoin('tickets', 'tickets.id', 'ticket_details.ticket_id')
    .where('tickets.key', '=', 'PAY-3')
    .select(['tickets.access_json as ticket', 'ticket_details.access_json as details'])
    .execute();
  const ticket = JSON.parse(rows[0]!.ticket);
  expect(ticket[0]).toContain('project:PAY:reporter:u1');
  expect(JSON.parse(rows[0]!.details)).toEqual({ worklogs: { 5: ticket }, attachments: { 8: ticket } });
});
