import { expect, test } from 'vitest';
import type { DemoTicket } from '../../src/demo/company/model.ts';
import { type DemoCompany, type DemoJiraOptions, generateCompany } from '../../src/demo/index.ts';
import { erasedTickets, rememberErased } from '../../src/ingest/erasure/erased-tickets.ts';
import type { Difference } from '../../src/ingest/ledger/compare.ts';
import { transact } from '../../src/platform/database/index.ts';
import { balance } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { jiraSync } from '../support/jira-sync.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';

const TICKETS = 240;

async function setUp(options: Partial<DemoJiraOptions> = {}, location?: string) {
  const company = generateCompany({ tickets: TICKETS, seed: 5 });
  return { company, ...(await jiraSync({ company, ...options }, undefined, location)) };
}
type Setup = Awaited<ReturnType<typeof setUp>>;

const later = (company: DemoCompany, minutes: number) => new Date(company.now.getTime() + minutes * 60_000);

/** Every ticket as the company has it and as Casebook has it. */
async function bothSides({ company, open }: Setup) {
  const line = (...parts: (string | number)[]) => parts.join(' | ');
  const theirs = company.tickets.map(({ id, key, project, summary, updated }) =>
    line(id, key, project.key, project.name, summary, Number(updated)),
  );
  const rows = await open.database.selectFrom('tickets').selectAll().execute();
  const ours = rows.map((row) =>
    line(row.id, row.key, row.project_key, row.project_name, row.summary, row.updated_at),
  );
  return [ours.sort(), theirs.sort()] as const;
}

const keysOf = (differences: readonly (Difference & { kind: string })[] | undefined, kind: string) =>
  (differences ?? []).filter((each) => each.kind === kind).map(({ key }) => key);

const databases = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', emptyPostgres],
] as const;

test.for(databases)(
  'on %s, what Jira changed without saying so, hid, deleted and made is named one by one, and mended',
  async ([name, location], { skip }) => {
    skip(name === 'PostgreSQL' && !postgresServer);
    const setup = await setUp({}, await location());
    const { company, open } = setup;
    await setup.sync();
    expect((await setup.verify()).check).toMatchObject({ found: { missing: 0, stale: 0, extra: 0 } });

    const keys = company.tickets.filter(({ project }) => project.key === 'CORE').map(({ key }) => key);
    const [deleted, hidden, edited] = company.tickets
      .filter(({ project }) => project.key === 'PAY')
      .map(({ key }) => key) as [string, string, string];
    company.deleteTicket(deleted, later(company, 1));
    company.hideTicket(hidden);
    company.editTicket(edited, { summary: 'Changed since' }, later(company, 30));
    const { key: made } = company.createTicket({ project: 'WEB', summary: 'New since' }, later(company, 1));
    company.renameProject('CORE', { key: 'CC', name: 'Card Core' });

    const looked = await setup.verify({ dryRun: true });
    expect(looked.run).toMatchObject({ state: 'succeeded', received: 0 });
    const mended = await setup.verify();
    expect(mended.run).toMatchObject({ state: 'succeeded', error: null });
    for (const { check, left } of [
      { check: looked.check, left: true },
      { check: mended.check, left: false },
    ]) {
      expect(check?.dryRun).toBe(left);
      expect(keysOf(check?.named, 'missing')).toEqual([made]);
      expect(keysOf(check?.named, 'stale').sort()).toEqual([edited, ...keys].sort());
      expect(keysOf(check?.named, 'extra').sort()).toEqual([deleted, hidden].sort());
      expect(check?.named.every((each) => each.left === left)).toBe(true);
    }
    const [ours, theirs] = await bothSides(setup);
    expect(ours).toEqual(theirs);
    const former = await open.database.selectFrom('former_keys').select('key').execute();
    expect(former.map(({ key }) => key)).toEqual(expect.arrayContaining([...keys, deleted]));

    const { run, check, days } = await setup.verify();
    expect(run).toMatchObject({ kind: 'sync', state: 'succeeded', received: 0 });
    expect(check).toMatchObject({ found: { missing: 0, stale: 0, extra: 0 }, named: [] });
    expect(days.reduce((sum, { jira }) => sum + jira, 0)).toBe(company.tickets.length);
    expect(days.every(({ jira, live }) => jira === live)).toBe(true);
    expect(new Set(days.map(({ project }) => project))).toEqual(
      new Set(company.tickets.map(({ project }) => project.key)),
    );
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
  },
);

test('a large part of all tickets is not taken out unasked, and is told; what comes back is live again', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  await setup.sync();
  const hidden = company.tickets.slice(0, TICKETS / 4).map(({ id, key }) => ({ id, key }));
  for (const { key } of hidden) company.hideTicket(key);
  const edited = company.tickets.at(-1)?.key as string;
  company.editTicket(edited, { summary: 'Changed since' }, later(company, 30));

  const live = async () => (await open.database.selectFrom('tickets').select('id').execute()).length;
  const refused = await setup.verify();
  expect(refused.run).toMatchObject({
    state: 'failed',
    error: { code: 'removals-refused', detail: expect.stringMatching(/^60 of 240 tickets \(25 %\)/) },
  });
  expect(await live()).toBe(TICKETS);
  // Everything else is mended, and what is refused stands in the ledger.
  expect(refused.check).toMatchObject({ total: { extra: 60, stale: 0, missing: 0 } });
  expect(keysOf(refused.check?.named, 'stale')).toEqual([edited]);
  expect(refused.days.reduce((sum, { extra }) => sum + extra, 0)).toBe(60);

  expect((await setup.verify({ acceptRemovals: true })).check).toMatchObject({ total: { extra: 0 } });
  expect(await live()).toBe(TICKETS - 60);
  for (const { id } of hidden) company.showTicket(id);
  const back = await setup.verify();
  expect(back.check).toMatchObject({ found: { missing: 60 }, total: { missing: 0, jira: TICKETS } });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
});

test('a sync in which Jira gives nothing of what it lists takes nothing out, and does not move on', async () => {
  let silent = false;
  const setup = await setUp({
    intercept: ({ url }) =>
      silent && url.includes('bulkfetch') ? { status: 200, body: { issues: [] } } : undefined,
  });
  const { company, open } = setup;
  await setup.sync();
  for (const { key } of company.tickets.slice(0, 60))
    company.editTicket(key, { summary: `${key} changed` }, later(company, 10));
  silent = true;
  expect(await setup.sync()).toMatchObject({ state: 'failed', error: { code: 'removals-refused' } });
  expect(await open.database.selectFrom('tickets').select('id').execute()).toHaveLength(TICKETS);
  silent = false;
  await setup.sync();
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
});

test('what came from files alone is no business of Jira’s, and what Jira has of it is asked for once', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  const theirs = company.tickets[0] as DemoTicket;
  await open.intake.take(open.runId, [
    record(issue(900_000, {}, { key: 'FILE-1' })),
    { ...record(issue(1, {}, { id: theirs.id, key: theirs.key })) },
  ]);
  const { check } = await setup.verify();
  expect(check).toMatchObject({
    found: { missing: TICKETS - 1, stale: 1, extra: 0 },
    total: { live: TICKETS },
  });
  company.deleteTicket(theirs.key, later(company, 1));
  expect((await setup.verify()).check).toMatchObject({ found: { missing: 0, stale: 0, extra: 1 } });
  const rows = await open.database.selectFrom('tickets').select('key').execute();
  expect(rows.map(({ key }) => key)).toContain('FILE-1');
  expect(rows).toHaveLength(TICKETS);
});

test('a ticket that left what the settings choose stays, and is as Jira has it', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  const jql = 'project = PAY';
  await setup.sync(jql);
  const key = company.tickets.find(({ project }) => project.key === 'PAY')?.key as string;
  const moved = company.moveTicket(key, 'CORE', later(company, 30));
  const { check } = await setup.verify({ jql });
  expect(check).toMatchObject({ found: { missing: 0, stale: 0, extra: 0 }, total: { outside: 1 } });
  const ours = open.database.selectFrom('tickets').select(['key', 'project_key']).where('id', '=', moved.id);
  expect(await ours.execute()).toEqual([{ key: moved.key, project_key: 'CORE' }]);
});

test('a ticket that the list skips is asked for before it is taken for gone', async () => {
  const setup = await setUp({
    intercept: ({ url, body }) => {
      if (!skipping || !url.includes('search/jql') || !JSON.stringify(body).includes('updated'))
        return undefined;
      const heads = setup.company.tickets.slice(3).map(({ id, key, created, updated, project }) => ({
        id,
        key,
        fields: {
          created: new Date(Number(created)).toISOString(),
          updated: new Date(Number(updated)).toISOString(),
          project,
        },
      }));
      return { status: 200, body: { issues: heads, isLast: true } };
    },
  });
  let skipping = false;
  await setup.sync();
  skipping = true;
  expect((await setup.verify()).check).toMatchObject({ found: { missing: 0, stale: 0, extra: 0 } });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
});

test('what was erased or refused here is not missing', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  const [broken, erased] = company.tickets as unknown as [DemoTicket, DemoTicket];
  company.breakTicket(broken.key, (each) => {
    if (each.fields) each.fields.summary = null;
  });
  await setup.sync();
  await transact(open.database, async (tx) => {
    await tx.deleteFrom('tickets').where('id', '=', erased.id).execute();
    await rememberErased(tx, [erased.id, 'key:PAY-1']);
  });
  expect((await erasedTickets(open.database))(erased.id)).toBe(true);
  const { run, check } = await setup.verify();
  // What was refused is asked for again: Jira may have mended it.
  expect(run).toMatchObject({ received: 1, applied: 0 });
  expect(check?.total).toMatchObject({ jira: TICKETS, live: TICKETS - 2, missing: 0, refused: 1, erased: 1 });
  company.mendTicket(broken.key);
  const mended = await setup.verify();
  expect(mended.run).toMatchObject({ received: 1, applied: 1 });
  expect(mended.check?.total).toMatchObject({ live: TICKETS - 1, missing: 0, refused: 0, erased: 1 });
});

test('nothing is compared while a sync runs, and no sync while it is compared', async () => {
  let arrived = () => {};
  const listing = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const setup = await setUp({
    intercept: ({ url }) => {
      if (url.includes('search/jql')) arrived();
      return undefined;
    },
  });
  const comparing = setup.verify();
  await listing;
  await expect(setup.sync()).rejects.toMatchObject({ code: 'sync-running' });
  await comparing;
});

test('one that breaks off leaves the ledger as it was, and takes nothing out', async () => {
  let failing = false;
  const setup = await setUp({
    intercept: ({ url }) => (failing && url.includes('bulkfetch') ? { status: 403, body: {} } : undefined),
  });
  const { company, open } = setup;
  await setup.sync();
  const before = (await setup.verify()).check?.id;
  company.deleteTicket(company.tickets[0]?.key as string, later(company, 1));
  failing = true;
  const { run, check } = await setup.verify();
  expect(run).toMatchObject({ state: 'failed', error: { code: 'jira-refused' } });
  expect(check?.id).toBe(before);
  expect(await open.database.selectFrom('tickets').select('id').execute()).toHaveLength(TICKETS);
});

test('a ticket that was refused once, came in since, left and is back is missing, and is fetched', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  const { id, key } = company.tickets[7] as DemoTicket;
  company.breakTicket(key, (broken) => {
    if (broken.fields) broken.fields.summary = null;
  });
  await setup.sync();
  expect((await setup.verify()).check).toMatchObject({ total: { refused: 1, missing: 0 } });
  company.mendTicket(key);
  company.editTicket(key, { summary: 'Mended' }, later(company, 30));
  await setup.sync();
  company.hideTicket(key);
  await setup.verify();
  company.showTicket(id);
  expect((await setup.verify()).check).toMatchObject({ found: { missing: 1 }, total: { refused: 0 } });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
  const { received, disposed } = await balance(open);
  expect(received).toBe(disposed);
});
