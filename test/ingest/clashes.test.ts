import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { gate } from '../../src/ingest/gate.ts';
import type { LakeEntry } from '../../src/ingest/lake/lake.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const at = (month: number) => ({ updated: `2026-${String(month).padStart(2, '0')}-01T00:00:00.000+0000` });
const state = (number: number, key: string, month: number) => record(issue(number, at(month), { key }));

const keys = async ({ database }: OpenIntake) =>
  (await database.selectFrom('tickets').select(['id', 'key']).orderBy('id').execute()).map(
    ({ id, key }) => `${Number(id) - 10_000} ${key}`,
  );
const letters = ({ database }: OpenIntake) =>
  database.selectFrom('dead_letters').select(['external_id', 'rule', 'reason']).execute();

/** Writes lines as a version would that did not look at whose keys they are. */
async function append({ lake }: OpenIntake, records: readonly RawRecord[]): Promise<void> {
  await lake.append(records.map((each) => (gate(each) as { accepted: LakeEntry }).accepted));
}

test('an older state that is known takes no key away from its ticket', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [state(2, 'PAY-2', 5)]);
  const counts = await open.intake.take(open.runId, [state(1, 'PAY-2', 6), state(2, 'PAY-9', 1)]);
  expect(counts).toMatchObject({ applied: 0, duplicate: 1, refused: 1 });
  expect(await keys(open)).toEqual(['2 PAY-2']);
  expect(await letters(open)).toMatchObject([{ external_id: '10001', rule: 'key-taken' }]);
});

test('neither does a state that is refused, also where that shows only afterwards', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [state(2, 'PAY-2', 1), state(3, 'PAY-5', 1)]);
  const counts = await open.intake.take(open.runId, [
    state(4, 'PAY-4', 2),
    state(1, 'PAY-2', 2),
    state(2, 'PAY-5', 2),
  ]);
  expect(counts).toMatchObject({ applied: 1, refused: 2 });
  expect(await keys(open)).toEqual(['2 PAY-2', '3 PAY-5', '4 PAY-4']);
});

test('lines of one batch may be recovered in two groups', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  const many = Array.from({ length: 97 }, (_, i) => state(i + 3, `PAY-${i + 3}`, 1));
  await open.intake.take(open.runId, [...many, state(1, 'PAY-1', 1), state(2, 'PAY-2', 1)]);
  await open.intake.take(open.runId, [state(1, 'PAY-2', 2), state(2, 'PAY-1', 2)]);
  const expected = await keys(open);
  await open.lake.close();
  const again = await openIntake(folder, join(folder, 'again.sqlite'));
  expect(await again.intake.recover()).toBe(101);
  expect(await keys(again)).toEqual(expected);
  expect(expected.slice(0, 2)).toEqual(['1 PAY-2', '2 PAY-1']);
});

describe.each([
  ['SQLite', true, async () => undefined],
  ['PostgreSQL', postgresServer !== null, () => emptyPostgres()],
])('on %s', (_, present, location) => {
  test.skipIf(!present)(
    'who lost its key to a later line goes by its id, is indexed anew, and gets its key back from its source',
    async () => {
      const open = await openIntake(temporaryFolder(), await location());
      await append(open, [state(2, 'PAY-2', 1), state(1, 'PAY-2', 2)]);
      expect(await open.intake.recover()).toBe(2);
      expect(await keys(open)).toEqual(['1 PAY-2', '2 10002']);
      await open.database.deleteFrom('index_work').execute();
      await append(open, [state(3, 'PAY-2', 3)]);
      await open.intake.recover();
      expect(await keys(open)).toEqual(['1 10001', '2 10002', '3 PAY-2']);
      const work = await open.database
        .selectFrom('index_work')
        .select('ticket_id')
        .orderBy('ticket_id')
        .execute();
      expect(work.map(({ ticket_id }) => ticket_id)).toEqual(['10001', '10003']);
      await open.intake.take(open.runId, [state(3, 'PAY-3', 4), state(2, 'PAY-2', 1)]);
      expect(await keys(open)).toEqual(['1 10001', '2 PAY-2', '3 PAY-3']);
    },
  );

  test.skipIf(!present)(
    'ids that are the same once they are stored are refused before the lake',
    async () => {
      const open = await openIntake(temporaryFolder(), await location());
      const twins = ['a\ud800', 'a\udbff'].map((id) => comment(1, 'text', { id }));
      const counts = await open.intake.take(open.runId, [
        record(issue(1, { comment: { total: 2, comments: twins } })),
        record(issue(2, { comment: { total: 1, comments: [comment(1, 'text', { id: 'x'.repeat(256) })] } })),
        record(issue(3)),
      ]);
      expect(counts).toMatchObject({ applied: 1, refused: 2 });
      expect((await letters(open)).map(({ rule }) => rule)).toEqual([
        'contract:fields.comment.comments',
        'contract:fields.comment.comments.*.id',
      ]);
    },
  );

  test.skipIf(!present)(
    'a line that the database refuses becomes a dead letter and holds no other back',
    async () => {
      const open = await openIntake(temporaryFolder(), await location());
      await append(
        open,
        [1, 2, 3].map((number) => record(issue(number))),
      );
      // Stands for whatever a database has against a record that the contract lets in.
      await open.database.schema
        .createIndex('refuses_the_second')
        .on('tickets')
        .unique()
        .columns(['created_at', 'summary'])
        .execute();
      await append(open, [record(issue(4, { summary: 'Payment 1 is charged twice' })), record(issue(5))]);
      expect(await open.intake.recover()).toBe(5);
      expect(await keys(open)).toEqual(['1 PAY-1', '2 PAY-2', '3 PAY-3', '5 PAY-5']);
      expect(await letters(open)).toEqual([
        { external_id: '10004', rule: 'not-storable', reason: expect.stringMatching(/unique/i) },
      ]);
      expect(await open.intake.pending()).toBe(0);
      expect(await balance(open)).toEqual({ received: 5, disposed: 5 });
    },
  );

  test.skipIf(!present)(
    'a database that cannot take anything stops recovery with a catalogued error that names the lines',
    async () => {
      const open = await openIntake(temporaryFolder(), await location());
      await append(open, [record(issue(1)), record(issue(2))]);
      await open.database.schema.dropTable('index_work').execute();
      await expect(open.intake.recover()).rejects.toMatchObject({
        code: 'recovery-failed',
        detail: expect.stringMatching(/lines 1 to 2 of the lake: .*index_work/),
      });
      expect(await open.intake.pending()).toBe(2);
    },
  );
});

const row = (month: string, cells: Record<string, string>): RawRecord => ({
  ...record({}),
  format: 'jira-csv',
  externalId: null,
  body: {
    timeZone: 'UTC',
    dateOrder: null,
    cells: Object.fromEntries(
      Object.entries({
        'Issue key': 'PAY-1',
        Summary: 'from a row',
        'Issue Type': 'Bug',
        Status: 'Open',
        Created: '2026-01-01 10:00',
        Updated: `2026-${month}-01 10:00`,
        ...cells,
      }).map(([name, cell]) => [name, [cell]]),
    ),
  },
});

test.each([{ 'Issue id': '10001' }, {}])('a CSV row never replaces what the API gave %o', async (cells) => {
  const open = await openIntake(temporaryFolder());
  const restricted = issue(1, { ...at(2), security: { id: '7' } });
  await open.intake.take(open.runId, [record(restricted)]);
  const before = await open.database.selectFrom('tickets').selectAll().execute();
  expect(await open.intake.take(open.runId, [row('09', cells)])).toMatchObject({ duplicate: 1 });
  expect(await open.database.selectFrom('tickets').selectAll().execute()).toEqual(before);
});

test('what the API gives replaces a CSV row, however late that says it is', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [row('09', { 'Issue id': '10001' })]);
  expect(await open.intake.take(open.runId, [record(issue(1, at(2)))])).toMatchObject({ applied: 1 });
  expect(await open.intake.take(open.runId, [row('10', { 'Issue id': '10001' })])).toMatchObject({
    duplicate: 1,
  });
  const tickets = await open.database.selectFrom('tickets').select(['summary', 'format']).execute();
  expect(tickets).toEqual([{ summary: 'Payment 1 is charged twice', format: 'jira-v3' }]);
});
