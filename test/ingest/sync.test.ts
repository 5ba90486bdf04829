import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type DemoCompany, type DemoJiraOptions, generateCompany } from '../../src/demo/index.ts';
import { createSync, narrowed, positionOf } from '../../src/ingest/index.ts';
import { formatLine } from '../../src/ingest/lake/line.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { balance, openIntake } from '../support/intake.ts';
import { issue } from '../support/issue.ts';
import { jiraSync } from '../support/jira-sync.ts';
import { listSource } from '../support/list-source.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 250;

type Setup = Awaited<ReturnType<typeof setUp>>;

async function setUp(options: Partial<DemoJiraOptions> = {}, apiToken?: string) {
  const company = generateCompany({ tickets: TICKETS, seed: 5 });
  return { company, ...(await jiraSync({ company, ...options }, apiToken)) };
}

/** Every ticket with what can differ, as the company has it and as Casebook has it. */
async function bothSides({ company, open }: Setup) {
  const theirs = company.tickets.map(({ key, summary, updated, comments }) => ({
    key,
    summary,
    updated: Number(updated),
    comments: comments.map(({ id }) => id),
  }));
  const rows = await open.database
    .selectFrom('tickets')
    .select(['id', 'key', 'summary', 'updated_at'])
    .execute();
  const comments = await open.database
    .selectFrom('comments')
    .select(['ticket_id', 'id'])
    .orderBy('position')
    .execute();
  const ours = rows.map(({ id, key, summary, updated_at }) => ({
    key,
    summary,
    updated: updated_at,
    comments: comments.filter(({ ticket_id }) => ticket_id === id).map((comment) => comment.id),
  }));
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  return [ours.sort(byKey), theirs.sort(byKey)] as const;
}

const later = (company: DemoCompany, minutes: number) => new Date(company.now.getTime() + minutes * 60_000);

test('the first sync brings every ticket with all its comments, also those beyond the first embedded ones', async () => {
  const setup = await setUp();
  const { company } = setup;
  const key = company.tickets[3]?.key as string;
  for (let i = 0; i < 130; i += 1) company.addComment(key, { text: `Update ${i}` }, later(company, 1));

  const run = await setup.sync();
  expect(run).toMatchObject({
    state: 'succeeded',
    announced: TICKETS,
    announcedAll: true,
    received: TICKETS,
    applied: TICKETS,
    refused: 0,
  });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
});

test('a later sync reads what changed since, and a third one nothing new', async () => {
  const setup = await setUp();
  const { company } = setup;
  await setup.sync();
  const [edited, commented] = company.tickets.map(({ key }) => key) as [string, string];
  company.editTicket(edited, { summary: 'Now it is another matter' }, later(company, 30));
  company.addComment(commented, { text: 'Any news?' }, later(company, 1));
  company.createTicket({ project: 'PAY', summary: 'Refunds are rounded down' }, later(company, 1));

  const run = await setup.sync();
  expect(run).toMatchObject({ state: 'succeeded', applied: 3 });
  expect(run.received).toBeLessThan(TICKETS / 2);
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
  expect(await setup.sync()).toMatchObject({ state: 'succeeded', applied: 0 });
});

test('an issue that breaks the contract becomes a dead letter, and all others come in', async () => {
  const setup = await setUp();
  const broken = setup.company.tickets[7]?.key as string;
  setup.company.breakTicket(broken, (issue) => {
    if (issue.fields) issue.fields.summary = null;
  });
  expect(await setup.sync()).toMatchObject({
    state: 'succeeded',
    received: TICKETS,
    applied: TICKETS - 1,
    refused: 1,
  });
  const letters = await setup.open.database
    .selectFrom('dead_letters')
    .select(['path', 'record_json', 'state'])
    .execute();
  expect(letters).toMatchObject([{ path: 'fields.summary', state: 'waiting' }]);
  expect(JSON.parse(letters[0]?.record_json ?? '').body.key).toBe(broken);
  expect(await balance(setup.open)).toEqual({ received: TICKETS, disposed: TICKETS });
});

test('an issue that Jira cannot deliver becomes a dead letter with its reason, and holds up no other', async () => {
  const setup = await setUp({
    intercept: ({ url, body }) => {
      if (!url.includes('bulkfetch')) return undefined;
      const { issueIdsOrKeys: ids } = body as { issueIdsOrKeys: string[] };
      const id = setup.company.tickets[7]?.id as string;
      if (!ids.includes(id)) return undefined;
      // The whole group fails for the sake of one.
      const issueErrors = ids.map((one) => ({ id: one, errorMessage: 'Its field is broken.' }));
      return { status: 200, body: { issues: [], issueErrors } };
    },
  });
  expect(await setup.sync()).toMatchObject({
    state: 'succeeded',
    received: TICKETS,
    applied: TICKETS - 1,
    refused: 1,
  });
  const letters = await setup.open.database.selectFrom('dead_letters').select('record_json').execute();
  expect(letters.map(({ record_json }) => JSON.parse(record_json).body)).toEqual([
    { id: setup.company.tickets[7]?.id, error: 'Its field is broken.' },
  ]);
  const { received, disposed } = await balance(setup.open);
  expect(received).toBe(disposed);
});

test('a sync that fails half way keeps what it got, does not move the checkpoint, and the next one gets the rest', async () => {
  let failing = true;
  let fetches = 0;
  const setup = await setUp({
    intercept: ({ url }) => {
      if (!url.includes('bulkfetch')) return undefined;
      fetches += 1;
      return failing && fetches > 1 ? { status: 403, body: { errorMessages: ['Not for you.'] } } : undefined;
    },
  });
  expect(await setup.sync()).toMatchObject({
    state: 'failed',
    error: { code: 'jira-refused', detail: expect.stringContaining('Not for you.') },
  });
  expect(await setup.open.database.selectFrom('checkpoints').selectAll().execute()).toEqual([]);

  failing = false;
  expect(await setup.sync()).toMatchObject({ state: 'succeeded', received: TICKETS });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
  const { received, disposed } = await balance(setup.open);
  expect(received).toBe(disposed);
});

test('refusals that pass are waited out', async () => {
  let refusals = 0;
  const setup = await setUp({
    intercept: () => {
      refusals += 1;
      if (refusals === 1) return { status: 429, headers: { 'retry-after': '1' }, body: {} };
      return refusals % 3 === 0 ? { status: 503, body: {} } : undefined;
    },
  });
  expect(await setup.sync()).toMatchObject({ state: 'succeeded', received: TICKETS });
});

test('a ticket that is deleted between its listing and its fetching leaves, and is no dead letter', async () => {
  let before = () => {};
  const setup = await setUp({
    intercept: ({ url }) => {
      if (url.includes('bulkfetch')) before();
      return undefined;
    },
  });
  const { company } = setup;
  await setup.sync();
  const [key, other] = company.tickets.map((ticket) => ticket.key) as [string, string];
  company.editTicket(key, { summary: 'Soon gone' }, later(company, 30));
  company.editTicket(other, { summary: 'Soon hidden' }, later(company, 30));
  const { id } = company.ticket(other) as { id: string };
  before = () => {
    before = () => {};
    company.deleteTicket(key, later(company, 1));
    company.hideTicket(other);
  };
  expect(await setup.sync()).toMatchObject({ state: 'succeeded', refused: 0 });
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toHaveLength(TICKETS - 2);
  expect(ours.map((each) => each.key)).toEqual(theirs.map((each) => each.key));
  company.showTicket(id);
  company.editTicket(other, { summary: 'Back again' }, later(company, 30));
  await setup.sync();
  expect((await bothSides(setup))[0]).toHaveLength(TICKETS - 1);
  const { received, disposed } = await balance(setup.open);
  expect(received).toBe(disposed);
});

test('a ticket that is moved keeps its id and is there once, and knows its former keys', async () => {
  const setup = await setUp();
  const { company } = setup;
  await setup.sync();
  const { id, key } = company.tickets.find(({ project }) => project.key === 'PAY') as {
    id: string;
    key: string;
  };
  const moved = company.moveTicket(key, 'CORE', later(company, 30));
  await setup.sync();
  const back = company.moveTicket(moved.key, 'DATA', later(company, 30));
  await setup.sync();
  const [ours, theirs] = await bothSides(setup);
  expect(ours).toEqual(theirs);
  const ticket = setup.open.database
    .selectFrom('tickets')
    .select(['key', 'project_key'])
    .where('id', '=', id);
  expect(await ticket.execute()).toEqual([{ key: back.key, project_key: 'DATA' }]);
  const former = await setup.open.database.selectFrom('former_keys').selectAll().orderBy('until').execute();
  expect(former).toMatchObject([
    { key, ticket_id: id },
    { key: moved.key, ticket_id: id },
  ]);
});

test('only the tickets that the scope names are read', async () => {
  const setup = await setUp();
  await setup.sync('project = PAY AND statusCategory = Done');
  const wanted = setup.company.tickets
    .filter(({ project, status }) => project.key === 'PAY' && status.category === 'done')
    .map(({ key }) => key);
  const rows = await setup.open.database.selectFrom('tickets').select('key').execute();
  expect(wanted.length).toBeGreaterThan(3);
  expect(rows.map(({ key }) => key).sort()).toEqual(wanted.sort());
});

test('what is wanted of the settings’ choice is asked of Jira in one JQL, and has a position of its own', async () => {
  const setup = await setUp();
  const { company } = setup;
  company.renameProject('CORE', { key: 'CC' });
  const jql = narrowed('created <= 2026-06-01', {
    projects: ['CC', 'PAY'],
    statusCategory: 'Done',
    startDate: '2025-11-01',
  });
  expect(jql).toBe(
    '(created <= 2026-06-01) AND project in ("CC", "PAY") AND statusCategory = "Done" AND created >= "2025-11-01"',
  );
  const wanted = company.tickets.filter(
    ({ project, status, created }) =>
      ['CC', 'PAY'].includes(project.key) &&
      status.category === 'done' &&
      Number(created) >= Date.UTC(2025, 10, 1) &&
      Number(created) <= Date.UTC(2026, 5, 1),
  );
  expect(wanted.length).toBeGreaterThan(3);
  expect(await setup.sync(jql)).toMatchObject({ state: 'succeeded', received: wanted.length });
  const done = company.tickets.filter(
    ({ project, status, created }) =>
      String(project.key) === 'CC' && status.category === 'done' && Number(created) >= Date.UTC(2025, 10, 1),
  );
  expect(done.length).toBeGreaterThan(3);
  expect(await setup.sync('project = CC AND statusCategory = Done AND created >= 2025-11-01')).toMatchObject({
    state: 'succeeded',
    received: done.length,
  });
  // Nothing of this says that the rest has been read.
  expect(await setup.sync()).toMatchObject({ received: TICKETS });
  expect(narrowed('', { statusCategory: 'say "done" \\ ' })).toBe('statusCategory = "say \\"done\\" \\\\ "');
  expect(narrowed('a = 1 OR b = 2', {})).toBe('a = 1 OR b = 2');
});

test('a sync that reads some does not move on, and one that reads all anew does', async () => {
  const setup = await setUp();
  const { company, open } = setup;
  const position = () => positionOf(open.database, setup.scope());
  expect(await setup.sync('', { maxIssues: 120 })).toMatchObject({
    state: 'succeeded',
    received: 120,
    announced: 120,
  });
  expect(await position()).toBeNull();
  expect(await setup.sync()).toMatchObject({ received: TICKETS });
  const before = await position();
  company.editTicket(company.tickets[200]?.key as string, { summary: 'Changed' }, later(company, 60));
  company.editTicket(company.tickets[201]?.key as string, { summary: 'Changed too' }, later(company, 60));
  expect(await setup.sync('', { maxIssues: 1 })).toMatchObject({ received: 1 });
  expect(await position()).toBe(before);
  expect(await setup.preview({ maxIssues: 1 })).toBe(1);
  expect(await setup.preview({ full: true })).toBe(TICKETS);
  const left = await setup.preview();
  expect(left).toBeGreaterThanOrEqual(2);
  expect(left).toBeLessThan(TICKETS);
  expect(await setup.sync('', { full: true })).toMatchObject({ received: TICKETS });
  expect(await position()).toBeGreaterThan(before as number);
});

test.each<[string, () => Promise<Setup>, string, string]>([
  ['a wrong token', () => setUp({}, 'wrong'), '', 'jira-refused'],
  ['a scope that Jira does not understand', () => setUp(), 'colour = red', 'jira-query-refused'],
  [
    'an answer of another shape',
    () =>
      setUp({
        intercept: ({ url }) =>
          url.includes('serverInfo') ? { status: 200, body: { hello: 1 } } : undefined,
      }),
    '',
    'jira-answer-invalid',
  ],
])('%s ends the run with what Jira said', async (_, make, jql, code) => {
  const setup = await make();
  const run = await setup.sync(jql);
  expect(run).toMatchObject({ state: 'failed', error: { code } });
  expect(run.error?.detail).not.toBe('');
});

test('one sync runs at a time', async () => {
  const { open } = await setUp();
  const sync = createSync({
    database: open.database,
    intake: open.intake,
    log: createLog('silent'),
    onApplied: () => {},
  });
  const slow = {
    scope: 's',
    changesSince: async () => ({ position: 1, batches: (async function* () {})() }),
  };
  await sync.start(slow);
  const second = sync.start(slow);
  await expect(second).rejects.toMatchObject({ code: 'sync-running' });
  await sync.settled();
});

test('what a crash tore from the end of the lake is fetched again: no checkpoint has passed it', async () => {
  const folder = temporaryFolder();
  const options = { log: createLog('silent'), onApplied: () => {} };
  const before = await openIntake(folder);
  const first = createSync({ ...before, ...options });
  // The disk fails while the second batch is in hand: its lines are torn, and the process is gone.
  const [whole, torn] = [
    [issue(1), issue(2)],
    [issue(3), issue(4)],
  ];
  const append = before.lake.append;
  vi.spyOn(before.lake, 'append').mockImplementation(async (entries) => {
    if (entries[0]?.record.externalId !== '10003') return append(entries);
    const text = entries
      .map((entry, i) => formatLine({ seq: 3 + i, group: 3, ...entry }, entry.bodyText))
      .join('');
    appendFileSync(join(folder, 'lake', '000000000001.jsonl'), text.slice(0, -100));
    throw new Error('the process is gone');
  });
  await first.start(listSource(whole, torn));
  await first.settled();
  await before.lake.close();
  await before.database.destroy();

  const after = await openIntake(folder);
  expect(after.cuts).toMatchObject([{ lastSeq: 3 }]);
  // The whole line of the torn group is applied; the torn one is not there yet.
  expect(await after.intake.recover()).toBe(1);
  const second = createSync({ ...after, ...options });
  const source = listSource(whole, torn);
  await second.start(source);
  await second.settled();
  expect(source.askedFrom).toEqual([null]);
  expect(await second.latest()).toMatchObject({ state: 'succeeded', received: 4, applied: 1, duplicate: 3 });
  const rows = await after.database.selectFrom('tickets').select('id').orderBy('id').execute();
  expect(rows.map(({ id }) => id)).toEqual(['10001', '10002', '10003', '10004']);
  const { received, disposed } = await balance(after);
  expect(received).toBe(disposed);
});
