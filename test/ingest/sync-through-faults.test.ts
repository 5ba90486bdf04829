import { expect, test } from 'vitest';
import { type FaultRule, generateCompany } from '../../src/demo/index.ts';
import { balance } from '../support/intake.ts';
import { jiraSync } from '../support/jira-sync.ts';

/** A company with long threads, so that all three kinds of requests are many. */
const company = generateCompany({ tickets: 1200, seed: 5 });
const TICKETS = company.tickets.length;

/** A whole sync from a Jira with faults into an installation of its own. */
async function syncThrough(faults: readonly FaultRule[]) {
  const synced = await jiraSync({ company, faults });
  const { database } = synced.open;
  return {
    ...synced,
    /** Each ticket with its comments as text, by key; without what differs by order of arrival and the site's port. */
    async tickets(): Promise<Map<string, string>> {
      const rows = await database.selectFrom('tickets').selectAll().execute();
      const comments = Map.groupBy(
        await database.selectFrom('comments').selectAll().orderBy('position').execute(),
        ({ ticket_id }) => ticket_id,
      );
      return new Map(
        rows.map(({ lake_seq: _, digest: __, ...row }) => [
          row.key,
          JSON.stringify([row, comments.get(row.id) ?? []]),
        ]),
      );
    },
  };
}

/** Arranged so that no request can meet more faults than it is repeated for, whichever meets which. */
const mixture: readonly FaultRule[] = [
  { fault: { kind: 'drop', when: 'before-head' }, match: 'serverInfo', times: 1 },
  { fault: { kind: 'page' }, match: 'serverInfo', times: 1 },
  { fault: { kind: 'refusal', status: 502 }, match: 'serverInfo', times: 1 },
  {
    fault: { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'seconds' } },
    match: 'search',
    times: 1,
  },
  { fault: { kind: 'truncated', contentLength: 'right' }, match: 'search', times: 1 },
  { fault: { kind: 'truncated', contentLength: 'wrong' }, match: 'search', times: 1 },
  { fault: { kind: 'refusal', status: 500 }, match: 'search', times: 1 },
  {
    fault: { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'date' } },
    match: 'bulkfetch',
    times: 1,
  },
  {
    fault: { kind: 'refusal', status: 429, wait: { seconds: 0.2, form: 'reset' } },
    match: 'bulkfetch',
    times: 1,
  },
  { fault: { kind: 'drop', when: 'in-body' }, match: 'bulkfetch', times: 1 },
  { fault: { kind: 'truncated', contentLength: 'wrong' }, match: 'bulkfetch', times: 1 },
  { fault: { kind: 'truncated', contentLength: 'right' }, match: 'bulkfetch', times: 1 },
  { fault: { kind: 'page' }, match: 'bulkfetch', times: 1 },
  { fault: { kind: 'slow', overMs: 200, pieces: 20 }, match: 'bulkfetch', times: 2 },
  { fault: { kind: 'drop', when: 'in-body' }, match: '/comment', times: 1 },
  { fault: { kind: 'truncated', contentLength: 'right' }, match: '/comment', times: 1 },
  { fault: { kind: 'refusal', status: 503 }, match: '/comment', times: 1 },
  { fault: { kind: 'slow', overMs: 50, pieces: 5 }, match: '/comment', share: 0.3 },
];

test('a sync through every fault at once ends with exactly the tickets of an undisturbed one, each counted once', async () => {
  const calm = await syncThrough([]);
  expect(await calm.sync()).toMatchObject({ state: 'succeeded', received: TICKETS });
  const rough = await syncThrough(mixture);
  const run = await rough.sync();
  expect(run.error).toBeNull();
  expect(run).toMatchObject({
    state: 'succeeded',
    announced: TICKETS,
    received: TICKETS,
    applied: TICKETS,
    duplicate: 0,
    refused: 0,
  });
  expect(rough.jira.faults.left).toBe(0);
  expect(Object.keys(rough.jira.faults.served).sort()).toEqual([
    'drop before-head',
    'drop in-body',
    'page',
    'refusal 429',
    'refusal 500',
    'refusal 502',
    'refusal 503',
    'slow',
    'truncated, right length',
    'truncated, wrong length',
  ]);
  const [ours, theirs] = [await rough.tickets(), await calm.tickets()];
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  expect([...ours].filter(([key, text]) => theirs.get(key) !== text)).toEqual([]);
  expect(await balance(rough.open)).toEqual({ received: TICKETS, disposed: TICKETS });
}, 60_000);

test('an answer that stays broken fails the run by name, and the next sync gets the rest, each ticket counted once', async () => {
  const { jira, sync, open } = await syncThrough([]);
  jira.faults.set([{ fault: { kind: 'page' }, match: 'bulkfetch', share: 0.7, seed: 2 }]);
  const failed = await sync();
  expect(failed).toMatchObject({
    state: 'failed',
    error: {
      code: 'jira-answer-invalid',
      detail: expect.stringMatching(
        /bulkfetch answered 200 with something that is not JSON after \d tries\./,
      ),
    },
  });
  jira.faults.set([]);
  expect(await sync()).toMatchObject({ state: 'succeeded', received: TICKETS });
  const rows = await open.database.selectFrom('tickets').select('key').execute();
  expect(rows).toHaveLength(TICKETS);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
}, 60_000);
