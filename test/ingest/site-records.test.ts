import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RawRecord, sourceAt } from '../../src/domain/index.ts';
import { forgetTickets } from '../../src/ingest/erasure/forget-tickets.ts';
import { gate } from '../../src/ingest/gate.ts';
import { fileReading } from '../../src/ingest/index.ts';
import { withCheck } from '../../src/ingest/lake/checked.ts';
import type { LakeEntry } from '../../src/ingest/lake/lake.ts';
import { openLine } from '../../src/ingest/lake/line.ts';
import { NOT_DELIVERED } from '../../src/ingest/sources/jira/source.ts';
import { tombstoneRecord } from '../../src/ingest/sources/jira/tombstone.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const at = (site: string, body: ReturnType<typeof issue>): RawRecord => ({
  ...record(body),
  source: sourceAt(site),
  externalId: `${site}:${body.id}`,
  atJira: true,
});
/** A row of a file that knows its ticket's key alone. */
const row = (key: string): RawRecord => ({
  ...{ source: 'jira', kind: 'issue', format: 'jira-csv', externalId: null, fetchedAt: 1 },
  body: {
    timeZone: 'UTC',
    dateOrder: null,
    cells: {
      ...{ 'Issue key': [key], Summary: ['From a file'], Status: ['Done'], 'Issue Type': ['Bug'] },
      ...{ Created: ['2026-01-01 10:00'], Updated: ['2026-01-01 10:00'] },
    },
  },
});

const ids = async ({ database }: OpenIntake) =>
  (await database.selectFrom('tickets').select(['id', 'key']).orderBy('id').execute()).map(
    ({ id, key }) => `${id} ${key}`,
  );
const letters = ({ database }: OpenIntake) =>
  database.selectFrom('dead_letters').select(['source', 'external_id', 'rule', 'reason']).execute();

test('two tickets of one id are two, and that one is gone says nothing of the other', async () => {
  const open = await openIntake(temporaryFolder());
  const first = { ...record(issue(1)), atJira: true as const };
  await open.intake.take(open.runId, [first, at('us', issue(1, {}, { key: 'US-1' }))]);
  expect(await ids(open)).toEqual(['10001 PAY-1', 'us:10001 US-1']);
  await open.intake.take(open.runId, [tombstoneRecord('10001', 2, 'us')]);
  expect(await ids(open)).toEqual(['10001 PAY-1']);
  const again = await openIntake(temporaryFolder());
  for (const line of await Array.fromAsync(open.lake.readAfter(0)))
    await again.intake.take(again.runId, [line.record]);
  expect(await ids(again)).toEqual(['10001 PAY-1']);
});

test('what a file brought by its key alone is of the first site, whoever comes first', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [row('PAY-1')]);
  expect(await ids(open)).toEqual(['key:PAY-1 PAY-1']);
  await open.intake.take(open.runId, [at('us', issue(1)), at('us', issue(2))]);
  await open.intake.take(open.runId, [row('PAY-2')]);
  expect(await ids(open)).toEqual(['key:PAY-1 PAY-1', 'us:10002 PAY-2']);
  expect(await letters(open)).toMatchObject([
    {
      ...{ source: 'jira:us', external_id: 'us:10001', rule: 'key-taken' },
      reason: 'PAY-1 belongs to ticket key:PAY-1 already: this one is of site us, that one of site first',
    },
    {
      ...{ source: 'jira', external_id: 'key:PAY-2', rule: 'key-taken' },
      reason: 'PAY-2 belongs to ticket us:10002 already: this one is of site first, that one of site us',
    },
  ]);
  // The first site's own ticket takes the place of what the file brought, as it always did.
  await open.intake.take(open.runId, [record(issue(1))]);
  expect(await ids(open)).toEqual(['10001 PAY-1', 'us:10002 PAY-2']);
});

test('lines of a lake that nobody held against each other take no ticket of another site away', async () => {
  const open = await openIntake(temporaryFolder());
  const lines = [row('PAY-1'), at('us', issue(1))].map(
    (each) => (gate(each) as { accepted: LakeEntry }).accepted,
  );
  await open.lake.append(lines);
  await open.intake.recover();
  expect(await ids(open)).toEqual(['key:PAY-1 key:PAY-1', 'us:10001 PAY-1']);
});

test('what is erased by its id goes out of records of its own site alone', () => {
  const linked = (number: number) => ({
    id: String(10_000 + number),
    key: `PAY-${number}`,
    fields: { summary: 'Secret' },
  });
  const type = { name: 'Relates', inward: 'relates to', outward: 'relates to' };
  const body = issue(2, { issuelinks: [{ type, outwardIssue: linked(1) }] });
  const eraser = (id: string) =>
    forgetTickets({
      ids: new Set([id]),
      keys: new Set([id.replace('10001', 'PAY-1')]),
      othersKeys: new Set(),
    });
  const [ours, theirs] = [record(body), at('us', body)];
  for (const [id, own, other] of [
    ['10001', ours, theirs],
    ['us:10001', theirs, ours],
  ] as const) {
    expect(JSON.stringify(eraser(id).erase(own))).not.toContain('Secret');
    expect(eraser(id).erase(other)).toBe(other);
    expect(eraser(id).mayConcern(Buffer.from('{"id":"10001"}'), own)).toBe(true);
    expect(eraser(id).mayConcern(Buffer.from('{"id":"10001"}'), other)).toBe(false);
  }
  const twin = at('us', issue(1));
  expect(eraser('10001').erase(twin)).toBe(twin);
  expect(eraser('us:10001').erase(twin)).toBeNull();
});

test('what neither site could deliver is a dead letter of each, and one delivery ends its own alone', async () => {
  const open = await openIntake(temporaryFolder());
  const fault = { rule: NOT_DELIVERED, reason: 'Jira could not deliver it.' };
  const failed = (site: string | null): RawRecord => ({
    ...record({ id: '10001', error: 'busy' }),
    ...{ source: sourceAt(site), externalId: site ? `${site}:10001` : '10001', fault },
  });
  await open.intake.take(open.runId, [failed(null), failed('us')]);
  expect(await letters(open)).toHaveLength(2);
  await open.intake.take(open.runId, [at('us', issue(1))]);
  expect(await letters(open)).toMatchObject([{ source: 'jira', external_id: '10001' }]);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
});

test('the text of a file is that of its own site, though another has a file of the same id', async () => {
  const { database, intake, runId } = await openIntake(temporaryFolder());
  await intake.take(runId, [record(issue(1)), at('us', issue(2))]);
  await database
    .insertInto('attachment_texts')
    .values([
      { ticket_id: '10001', attachment_id: '7', text: 'ours' },
      { ticket_id: 'us:10002', attachment_id: '8', text: 'theirs' },
    ])
    .execute();
  const known = async (site: string | null) => [
    ...((await fileReading(database, 64, site)?.known(['7', '8'])) ?? []),
  ];
  expect(await known(null)).toEqual([['7', 'ours']]);
  expect(await known('us')).toEqual([['8', 'theirs']]);
});

test('a line of the lake names its site; one of a site that cannot be is damage', async () => {
  const { intake, runId, lake, folder } = await openIntake(temporaryFolder());
  await intake.take(runId, [at('us', issue(1))]);
  const [line] = await Array.fromAsync(lake.readAfter(0));
  expect(line?.record).toMatchObject({ source: 'jira:us', externalId: 'us:10001', body: { id: '10001' } });
  const [text] = readFileSync(join(folder, 'lake', '000000000001.jsonl'), 'utf8').split('\n');
  const json = (source: string) => {
    const { check: _, ...rest } = JSON.parse(text as string);
    return Buffer.from(withCheck(JSON.stringify({ ...rest, source })));
  };
  expect(openLine(json('jira:eu')).head.record.source).toBe('jira:eu');
  for (const source of ['jira:', 'jira:key', 'github', 'jira:US'])
    expect(() => openLine(json(source)), source).toThrow('its source is not one that this version writes');
});
