import { expect, test } from 'vitest';
import { type DemoCompany, type DemoJiraOptions, generateCompany } from '../../src/demo/index.ts';
import { positionOf } from '../../src/ingest/index.ts';
import type { JiraClient } from '../../src/ingest/sources/jira/client.ts';
import { OVERLAP_MS } from '../../src/ingest/sources/jira/source.ts';
import { jiraSync } from '../support/jira-sync.ts';

/** What makes a sync lose tickets: clocks that differ, an index that trails, changes while it reads, a page that is skipped. */

const TICKETS = 130;
const MINUTE = 60_000;

/** A company whose Jira tells the time by a clock that the test moves. */
async function setUp(options: Partial<DemoJiraOptions> = {}) {
  const company = generateCompany({ tickets: TICKETS, seed: 5 });
  let now = company.now.getTime() + 60 * MINUTE;
  const setup = await jiraSync({ company, clock: () => new Date(now), ...options });
  return {
    ...setup,
    company,
    now: () => new Date(now),
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}
type Setup = Awaited<ReturnType<typeof setUp>>;

async function bothSides({ company, open }: Setup) {
  const theirs = company.tickets.map(({ key, summary, updated }) => `${key} ${summary} ${Number(updated)}`);
  const rows = await open.database.selectFrom('tickets').select(['key', 'summary', 'updated_at']).execute();
  const ours = rows.map(({ key, summary, updated_at }) => `${key} ${summary} ${updated_at}`);
  return [ours.sort(), theirs.sort()] as const;
}

const keyAt = (company: DemoCompany, at: number) => company.tickets[at]?.key as string;

test.each([-10, 10])('clocks that differ by %i minutes lose nothing', async (minutes) => {
  const setup = await setUp();
  const { company } = setup;
  for (let i = 0; i < 5; i += 1) {
    await setup.sync();
    const at = new Date(setup.now().getTime() + minutes * MINUTE);
    company.editTicket(keyAt(company, i), { summary: `Changed ${i}` }, at);
    setup.pass(2 * MINUTE);
  }
  setup.pass(20 * MINUTE);
  await setup.sync();
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
});

test('an index that trails by ten minutes loses nothing, however often one looks', async () => {
  const setup = await setUp({ indexLagMs: 10 * MINUTE });
  const { company } = setup;
  await setup.sync();
  company.editTicket(keyAt(company, 3), { summary: 'Seen late' }, setup.now());
  const { key } = company.createTicket({ project: 'PAY', summary: 'Made late' }, setup.now());
  for (let i = 0; i < 4; i += 1) {
    expect(await setup.sync()).toMatchObject({ applied: 0 });
    setup.pass(2 * MINUTE);
  }
  setup.pass(2 * MINUTE);
  expect(await setup.sync()).toMatchObject({ applied: 2 });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
  expect(ours.some((each) => each.startsWith(`${key} `))).toBe(true);
});

/** Whether a change at the last moment that the overlap covers is found, where the checkpoint is moved by so much. */
async function findsLastMoment(movedBy: number): Promise<boolean> {
  const setup = await setUp({ indexLagMs: OVERLAP_MS + 1 });
  const { company, open } = setup;
  company.editTicket(keyAt(company, 3), { summary: 'At the last moment' }, setup.now());
  setup.pass(OVERLAP_MS);
  await setup.sync();
  const position = (await positionOf(open.database, setup.scope())) as number;
  expect(position).toBe(setup.now().getTime());
  await open.database
    .updateTable('checkpoints')
    .set({ position: position + movedBy })
    .execute();
  setup.pass(MINUTE);
  await setup.sync();
  const [ours] = await bothSides(setup);
  return ours.some((each) => each.includes('At the last moment'));
}

test('a checkpoint is not a second too far: one that is loses a ticket, and this one does not', async () => {
  expect(await findsLastMoment(0)).toBe(true);
  expect(await findsLastMoment(1000)).toBe(false);
});

test('what changes, is made and is deleted while a sync reads is as Jira has it after the next two', async () => {
  let fetches = 0;
  const setup = await setUp({
    intercept: ({ url }) => {
      if (!url.includes('bulkfetch')) return undefined;
      fetches += 1;
      if (fetches > 2) return undefined;
      const { company } = setup;
      company.editTicket(keyAt(company, 20 * fetches), { summary: `Meanwhile ${fetches}` }, setup.now());
      company.createTicket({ project: 'PAY', summary: `New ${fetches}` }, setup.now());
      company.deleteTicket(keyAt(company, 110 + fetches), setup.now());
      return undefined;
    },
  });
  await setup.sync();
  setup.pass(MINUTE);
  await setup.sync();
  expect(fetches).toBeGreaterThan(2);
  const [ours, theirs] = await bothSides(setup);
  expect(theirs.filter((each) => !ours.includes(each))).toEqual([]);
  await setup.verify();
  expect((await bothSides(setup))[0]).toEqual(theirs);
});

/** Gives ids in pages of ten, and leaves out the third of them where that is planted. */
function pagedClient(client: JiraClient, skips: boolean): JiraClient {
  return {
    ...client,
    async searchIds(jql, token) {
      const { ids } = await client.searchIds(jql, null);
      const start = Number(token ?? 0);
      const next = start + (skips && start === 10 ? 20 : 10);
      return { ids: ids.slice(start, start + 10), nextPageToken: next < ids.length ? String(next) : null };
    },
  };
}

test('a page that is skipped shows: in the tickets, and in the ledger ticket by ticket', async () => {
  const setup = await setUp();
  await setup.sync('', { client: pagedClient(setup.client, true) });
  const [ours, theirs] = await bothSides(setup);
  expect(theirs.filter((each) => !ours.includes(each))).toHaveLength(10);
  expect((await setup.verify({ dryRun: true })).check).toMatchObject({ found: { missing: 10 } });

  const whole = await setUp();
  await whole.sync('', { client: pagedClient(whole.client, false) });
  const [left, right] = await bothSides(whole);
  expect(left).toEqual(right);
});

test('a ticket that leaves the list between two of its pages moves no other past them', async () => {
  let searches = 0;
  const setup = await setUp({
    mostPerPage: 20,
    intercept: ({ url }) => {
      if (!url.includes('search')) return undefined;
      searches += 1;
      const { company } = setup;
      if (searches === 3) company.deleteTicket(keyAt(company, 2), setup.now());
      if (searches === 5) company.hideTicket(keyAt(company, 4));
      return undefined;
    },
  });
  expect(await setup.sync()).toMatchObject({ state: 'succeeded', announcedAll: true });
  const [ours, theirs] = await bothSides(setup);
  expect(theirs.filter((each) => !ours.includes(each))).toEqual([]);
});
