import { expect, test } from 'vitest';
import { type RawRecord, sourceAt } from '../../src/domain/index.ts';
import { openErasure } from '../support/erasure.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { twoSites } from '../support/two-sites.ts';

/** Which of two sites' tickets of one key is erased. */

const atUs = (body: { readonly id: string }): RawRecord => ({
  ...record(body),
  ...{ source: sourceAt('us'), externalId: `us:${body.id}` },
});
/** Jira names it by a key alone: nobody knows which ticket it is. */
const withoutId = (of: RawRecord, key: string, text: string): RawRecord => ({
  ...of,
  externalId: null,
  body: { key, fields: { summary: text } },
});

/** PAY-1 of the first site, the one of `us` that was refused, and one of each that lacks its id. */
async function bothSites() {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [record(issue(1)), atUs(issue(1, { summary: 'Theirs' }))]);
  await open.intake.take(open.runId, [
    withoutId(record(issue(1)), 'PAY-1', 'Ours'),
    withoutId(atUs(issue(1)), 'PAY-1', 'Theirs'),
  ]);
  const left = async () => {
    const tickets = await open.database.selectFrom('tickets').select('id').orderBy('id').execute();
    const letters = await open.database
      .selectFrom('dead_letters')
      .select(['source', 'external_id'])
      .orderBy('id')
      .execute();
    return [
      ...tickets.map(({ id }) => id),
      ...letters.map(({ source, external_id }) => `${source} ${external_id}`),
    ];
  };
  return { ...open, left };
}

const OURS = ['10001', 'jira null'];
const THEIRS = ['jira:us us:10001', 'jira:us null'];

test('a key that two sites have, one of them in a dead letter, is not erased until the site is named', async () => {
  const { erasure, left } = await bothSites();
  const before = await left();
  expect([...before].sort()).toEqual([...OURS, ...THEIRS].sort());
  await expect(erasure.erase({ kind: 'ticket', key: 'PAY-1' })).rejects.toMatchObject({
    code: 'ticket-ambiguous',
    detail: expect.stringMatching(/first:PAY-1, us:PAY-1/),
  });
  expect(await left()).toEqual(before);
});

test.each([
  ['us:PAY-1', OURS],
  ['first:PAY-1', THEIRS],
  ['us:pay-1', OURS],
  ['us:10001', OURS],
  ['first:10001', THEIRS],
  ['10001', THEIRS],
])('%s is the ticket of its site, with what lacks its id, and no other', async (key, stays) => {
  const { erasure, left } = await bothSites();
  await erasure.erase({ kind: 'ticket', key });
  expect(await left()).toEqual(stays);
});

test('what is at no site by that name is not found', async () => {
  const { erasure } = await bothSites();
  for (const key of ['x:us:PAY-1', 'eu:PAY-1', 'us:10009', 'us:PAY-9', 'PAY-9'])
    await expect(erasure.plan({ kind: 'ticket', key }), key).rejects.toMatchObject({
      code: 'ticket-not-found',
    });
});

test('what another site calls by the key of an erased ticket keeps what is said beside it', async () => {
  const { erasure, intake, runId, lake } = await openErasure(temporaryFolder());
  // As Data Center and files write it: by the key alone.
  const linked = issue(2, {
    issuelinks: [
      {
        type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
        outwardIssue: { key: 'PAY-1', fields: { summary: 'Theirs' } },
      },
    ],
  });
  await intake.take(runId, [record(issue(1)), atUs({ ...linked, ...{ key: 'UPAY-2' } })]);
  const { found } = await erasure.erase({ kind: 'ticket', key: 'PAY-1' });
  expect(found).toMatchObject({ tickets: 1, changedTickets: 0, changedLines: 0 });
  const lines = await Array.fromAsync(lake.readAfter(0));
  expect(JSON.stringify(lines.map((line) => line.record.body))).toContain('Theirs');
});

test('the answer names keys and sites', async () => {
  const sites = await twoSites();
  await sites.sync();
  const { key } = sites.there.tickets[0]!;
  const plan = (named: string) =>
    sites.operate('POST', '/api/erasures', { subject: { kind: 'ticket', key: named }, dryRun: true });
  for (const named of [key, key.toLowerCase(), `us:${key}`])
    expect((await plan(named)).body).toMatchObject({ keys: [`us:${key}`], sites: ['us'], tickets: 1 });
  expect((await plan(sites.here.tickets[0]!.key)).body).toMatchObject({ sites: ['first'] });
  expect((await plan(`first:${key}`)).body.code).toBe('ticket-not-found');
});

/** Nine, which was refused and is known by a dead letter alone, and two, whose parent is the ticket of a key. */
async function withRefusedParent(parent: string) {
  const open = await openErasure(temporaryFolder());
  const refused = { ...record(issue(9)), body: { id: '10009', key: 'PAY-9', fields: { summary: 3 } } };
  const child = issue(2, { parent: { key: parent, fields: { summary: 'What the parent is about' } } });
  await open.intake.take(open.runId, [record(child), refused]);
  return open;
}

test.each(['PAY-9', '10009'])(
  '%s, refused whenever it came, goes out of what others say of it by its key',
  async (named) => {
    const { erasure, lake } = await withRefusedParent('PAY-9');
    const { keys, found } = await erasure.erase({ kind: 'ticket', key: named });
    expect({ keys, found }).toMatchObject({ keys: ['PAY-9'], found: { deadLetters: 1, changedTickets: 1 } });
    const lines = await Array.fromAsync(lake.readAfter(0));
    expect(JSON.stringify(lines.map((line) => line.record.body))).not.toContain('is about');
  },
);

test('a ticket that was refused for having the key of another takes nothing of that one', async () => {
  const { erasure, intake, runId, lake } = await withRefusedParent('PAY-1');
  await intake.take(runId, [
    record(issue(1)),
    record(issue(7, {}, { key: 'PAY-1', fields: { summary: 3 } })),
  ]);
  const { keys } = await erasure.erase({ kind: 'ticket', key: '10007' });
  expect(keys).toEqual([]);
  const lines = await Array.fromAsync(lake.readAfter(0));
  expect(JSON.stringify(lines.map((line) => line.record.body))).toContain('is about');
});
