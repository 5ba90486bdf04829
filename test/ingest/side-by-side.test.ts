import { expect, test } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import type { RawRecord } from '../../src/domain/index.ts';
import { createSync, jiraSource } from '../../src/ingest/index.ts';
import { thisMoment } from '../../src/ingest/moment.ts';
import type { JiraClient } from '../../src/ingest/sources/jira/client.ts';
import { tombstoneRecord } from '../../src/ingest/sources/jira/tombstone.ts';
import type { TicketSource } from '../../src/ingest/sources/source.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { filesWith, type OpenErasure, openErasure } from '../support/erasure.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { jiraSync } from '../support/jira-sync.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const given = (summary: string, fields: Record<string, unknown> = {}): RawRecord => ({
  ...record(issue(1, { summary, ...fields })),
  atJira: true,
});
const gone = () => tombstoneRecord('10001', Date.now());

const summaries = async ({ database }: OpenIntake) =>
  (await database.selectFrom('tickets').select('summary').execute()).map(({ summary }) => summary);

/** Two who read at once: `early` asked first, and comes second. */
async function bothRead(early: RawRecord, late: RawRecord): Promise<OpenIntake> {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [given('as it was long ago')]);
  const [one, other] = [open.intake.openReader(), open.intake.openReader()];
  const [askedEarly, askedLate] = [thisMoment(), thisMoment()];
  await open.intake.take(open.runId, [late], { reader: other, asked: askedLate });
  await open.intake.take(open.runId, [early], { reader: one, asked: askedEarly });
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
  return open;
}

test('what was asked for earlier does not overwrite what was asked for later', async () => {
  expect(await summaries(await bothRead(given('earlier'), given('later')))).toEqual(['later']);
});

test('what Jira itself calls newer does, whoever asked first', async () => {
  const newer = given('earlier, and newer', { updated: '2026-01-04T08:00:00.000+0000' });
  expect(await summaries(await bothRead(newer, given('later')))).toEqual(['earlier, and newer']);
});

test('a ticket that is gone is not brought back by who asked before', async () => {
  expect(await summaries(await bothRead(given('earlier'), gone()))).toEqual([]);
});

test('a ticket that is there again is not taken away by who asked before', async () => {
  expect(await summaries(await bothRead(gone(), given('later')))).toEqual(['later']);
});

test('who asks after all that is believed as ever', async () => {
  const open = await bothRead(given('earlier'), given('later'));
  const reader = open.intake.openReader();
  await open.intake.take(open.runId, [given('changed without a stamp')], { reader, asked: thisMoment() });
  expect(await summaries(open)).toEqual(['changed without a stamp']);
});

const anna = { accountId: 'acc-anna', displayName: 'Anneliese Kolb' };
const ofAnna = (number: number, more: object = {}): RawRecord =>
  record(
    issue(number, {
      reporter: anna,
      comment: { total: 1, comments: [comment(number, 'Anneliese Kolb says so', { author: anna })] },
      updated: '2026-01-04T08:00:00.000+0000',
      ...more,
    }),
  );

/** A source that somebody asks, and that answers only when something else has happened. */
function slowSource(records: readonly RawRecord[], meanwhile: () => Promise<unknown>): TicketSource {
  return {
    scope: null,
    changesSince: async () => ({
      position: null,
      batches: (async function* () {
        const asked = thisMoment();
        await meanwhile();
        yield { records, asked, announced: records.length, announcedAll: true };
      })(),
    }),
  };
}

async function syncFrom(open: OpenErasure, source: TicketSource): Promise<void> {
  const sync = createSync({ ...open, log: createLog('error'), onApplied: () => {} });
  await sync.start(source);
  await sync.settled();
  expect(await sync.latest()).toMatchObject({ state: 'succeeded' });
}

test('a person who is erased while tickets are on their way does not come back with them', async () => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [ofAnna(1)]);
  // Married since, which nothing that is stored has said yet.
  const married = { accountId: anna.accountId, displayName: 'Anneliese Huber' };
  const onTheWay = [
    ofAnna(1, { summary: 'Another word', updated: '2026-01-05T08:00:00.000+0000' }),
    ofAnna(2, { assignee: married, summary: 'Anneliese Huber called' }),
    record(issue(3)),
  ];
  await syncFrom(
    open,
    slowSource(onTheWay, () => open.erasure.erase({ kind: 'person', accountId: anna.accountId })),
  );
  expect(filesWith(open.folder, 'Anneliese', 'acc-anna')).toEqual([]);
  const rows = await open.database.selectFrom('tickets').select('reporter_json').orderBy('id').execute();
  const reporters = rows.map(({ reporter_json }) => JSON.parse(reporter_json as string).accountId);
  // The same nobody in both, and others untouched.
  expect(reporters[0]).toMatch(/^erased-/);
  expect(reporters).toEqual([reporters[0], reporters[0], 'u1']);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
});

test('a ticket that is erased while it is on its way does not come back', async () => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [given('Zwetschgendatschi')]);
  const onTheWay = [given('Zwetschgendatschi again', { updated: '2026-01-05T08:00:00.000+0000' })];
  await syncFrom(
    open,
    slowSource([...onTheWay, record(issue(2))], () => open.erasure.erase({ kind: 'ticket', key: 'PAY-1' })),
  );
  expect(filesWith(open.folder, 'Zwetschgendatschi')).toEqual([]);
  const rows = await open.database.selectFrom('tickets').select('key').execute();
  expect(rows).toEqual([{ key: 'PAY-2' }]);
});

test('what Jira is asked for after the erasure is taken as it is', async () => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [ofAnna(1)]);
  const reader = open.intake.openReader();
  await open.erasure.erase({ kind: 'person', accountId: anna.accountId });
  await open.intake.take(open.runId, [ofAnna(2)], { reader, asked: thisMoment() });
  expect(filesWith(open.folder, 'acc-anna')).not.toEqual([]);
});

test('the issues of a sync count as asked for before Jira answers', async () => {
  const company = generateCompany({ tickets: 3, seed: 1 });
  const { open, client, jira } = await jiraSync({ company });
  const { key, id } = company.tickets[0]!;
  const moved = { summary: 'Kaiserschmarrn' };
  // Between Jira's answer and its turn, somebody else asks and hands over.
  const overtaken: JiraClient = {
    ...client,
    async fetchIssues(ids) {
      const answer = await client.fetchIssues(ids);
      company.editTicket(key, moved, new Date(company.ticket(id)!.updated));
      const { issues } = await client.fetchIssues([id]);
      const reader = open.intake.openReader();
      const fresh = { ...record(issues[0]), atJira: true } as const;
      await open.intake.take(open.runId, [fresh], { reader, asked: thisMoment() });
      reader.close();
      return answer;
    },
  };
  const sync = createSync({ ...open, log: createLog('error'), onApplied: () => {} });
  await sync.start(jiraSource({ client: overtaken, baseUrl: jira.url, jql: '', concurrency: 1 }));
  await sync.settled();
  expect(await summaries(open)).toContain('Kaiserschmarrn');
});
