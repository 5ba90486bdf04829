import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DemoCompany, generateCompany } from '../../src/demo/index.ts';
import { CasebookError } from '../../src/domain/index.ts';
import { openErasureOver } from '../support/erasure.ts';
import { balance } from '../support/intake.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { SECRET, takenWebhooks } from '../support/taken-webhooks.ts';

const companyOf = (tickets: number) => generateCompany({ tickets, seed: 11 });
const later = (company: DemoCompany, minutes = 1) => new Date(company.now.getTime() + minutes * 60_000);
type Site = Awaited<ReturnType<typeof takenWebhooks>>;

/** Says something in Jira's name, whatever Jira itself thinks. */
function say(site: Site, body: unknown, identifier: string = crypto.randomUUID()) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = `sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`;
  return site.receive({ identifier, signature, body: bytes });
}

/** A busy hour: every kind of event, several about the same issues. */
function busyHour(company: DemoCompany): void {
  const [first, second, third] = company.tickets.map(({ key }) => key) as [string, string, string];
  const { key: fresh } = company.createTicket({ project: 'PAY', summary: 'New' }, later(company));
  for (const name of ['One', 'Two', 'Three'])
    company.editTicket(first, { summary: `${name} more` }, later(company));
  const { id } = company.addComment(second, { text: 'Said' }, later(company));
  company.editComment(second, id, 'Said better', later(company));
  company.deleteComment(second, id, later(company));
  company.addComment(fresh, { text: 'Stays' }, later(company));
  company.moveTicket(fresh, 'CORE', later(company));
  company.deleteTicket(third, later(company));
}

const databases = [
  ['SQLite', async () => undefined],
  ...(postgresServer ? ([['PostgreSQL', () => emptyPostgres()]] as const) : []),
] as const;

describe.each(databases)('on %s', (_, location) => {
  test('in order, in the reverse order and each three times, all ends as it is in Jira', async () => {
    for (const order of ['as it was', 'reversed', 'thrice'] as const) {
      const company = companyOf(12);
      const where = await location();
      const site = await takenWebhooks({ company }, where === undefined ? {} : { location: where });
      await site.sync();
      const webhook = site.register({ times: order === 'thrice' ? 3 : 1 });
      webhook.hold();
      busyHour(company);
      webhook.release(order === 'reversed' ? (held) => held.toReversed() : undefined);
      await site.settled();
      expect(await site.tickets()).toEqual(site.atJira());
      expect(webhook.deliveries.flatMap(({ answers }) => answers).every((status) => status === 202)).toBe(
        true,
      );
      const { received, disposed } = await balance(site.open);
      expect(received).toBe(disposed);
      expect(await site.state()).toMatchObject({ waiting: 0, trouble: null });
      expect((await site.state()).last).not.toBeNull();
    }
  });

  test('beside a sync that runs, too', async () => {
    const company = companyOf(250);
    const where = await location();
    const site = await takenWebhooks(
      { company, latencyMs: 5 },
      where === undefined ? {} : { location: where },
    );
    site.register();
    const synced = site.sync();
    busyHour(company);
    await synced;
    await site.settled();
    expect(await site.tickets()).toEqual(site.atJira());
    // The sync is what people see as such.
    expect(await synced).toMatchObject({ state: 'succeeded' });
  });
});

test('an issue that Jira still gives is not deleted because somebody says so', async () => {
  const company = companyOf(5);
  const site = await takenWebhooks({ company });
  await site.sync();
  const { id, key } = company.tickets[0]!;
  expect(await say(site, { webhookEvent: 'jira:issue_deleted', issue: { id, key } })).toBe('stored');
  await site.settled();
  expect(await site.tickets()).toEqual(site.atJira());
});

test('many deliveries about few issues are few questions', async () => {
  const company = companyOf(30);
  let asked = 0;
  const site = await takenWebhooks({
    company,
    intercept({ url }) {
      if (url.includes('bulkfetch')) asked += 1;
      return undefined;
    },
  });
  for (const { id } of company.tickets)
    for (const webhookEvent of ['jira:issue_created', 'jira:issue_updated', 'jira:issue_updated'])
      await say(site, { webhookEvent, issue: { id } });
  await site.settled();
  expect(await site.tickets()).toEqual(site.atJira());
  expect(asked).toBeLessThan(45);
});

describe('the choice of tickets', () => {
  test('keeps out what it does not name, and is asked of the present, not of an index that trails', async () => {
    const company = companyOf(20);
    const site = await takenWebhooks({ company, indexLagMs: 3_600_000 }, { jql: 'project = PAY' });
    site.register();
    const { key } = company.createTicket({ project: 'PAY', summary: 'Inside' }, later(company));
    company.createTicket({ project: 'CORE', summary: 'Outside' }, later(company));
    await site.settled();
    expect(await site.tickets()).toEqual({ [key]: 'Inside' });
    expect(await site.state()).toMatchObject({ waiting: 0 });
  });

  test('keeps nobody from seeing that a ticket has left it', async () => {
    const company = companyOf(20);
    const site = await takenWebhooks({ company }, { jql: 'project = PAY' });
    await site.sync('project = PAY');
    const { key } = company.tickets.find(({ project }) => project.key === 'PAY')!;
    site.register();
    const { key: moved } = company.moveTicket(key, 'CORE', later(company));
    await site.settled();
    expect(Object.keys(await site.tickets())).toContain(moved);
  });
});

test('while Jira is down deliveries wait, and the next process fetches them', async () => {
  const company = companyOf(4);
  let down = true;
  const site = await takenWebhooks(
    { company },
    {
      asking: (client) => ({
        ...client,
        fetchIssues: (ids) =>
          down
            ? Promise.reject(new CasebookError('jira-unavailable', 'It sleeps.'))
            : client.fetchIssues(ids),
      }),
    },
  );
  const webhook = site.register();
  const { key } = company.createTicket({ project: 'PAY', summary: 'Meanwhile' }, later(company));
  company.addComment(company.tickets[0]!.key, { text: 'Also' }, later(company));
  await site.settled();
  expect(webhook.deliveries.map(({ answers }) => answers)).toEqual([[202], [202]]);
  expect(await site.state()).toMatchObject({ waiting: 2, trouble: { code: 'jira-unavailable' } });
  // What this one began waits for its next try, and keeps nothing back from the one after it.
  await site.restart();
  await site.settled();
  down = false;
  await site.restart();
  await site.settled();
  expect(Object.keys(await site.tickets())).toEqual([company.tickets[0]!.key, key].sort());
  expect(await site.state()).toMatchObject({ waiting: 0, trouble: null });
});

test('an issue that spoils every answer does not keep others back', async () => {
  const company = companyOf(6);
  const bad = company.tickets[2]!.id;
  const site = await takenWebhooks(
    { company },
    {
      asking: (client) => ({
        ...client,
        fetchIssues: (ids) =>
          ids.includes(bad)
            ? Promise.reject(new CasebookError('jira-answer-invalid', 'Nobody can read this.'))
            : client.fetchIssues(ids),
      }),
    },
  );
  const webhook = site.register();
  webhook.hold();
  for (const { key } of company.tickets) company.editTicket(key, { labels: ['seen'] }, later(company));
  webhook.release();
  await site.settled();
  const { [company.tickets[2]!.key]: _, ...others } = site.atJira();
  // Each of them was asked for alone, after the first failure; the bad one waits for its next try.
  while ((await site.state()).waiting > 1) {
    await site.restart();
    await site.settled();
  }
  expect(await site.tickets()).toEqual(others);
});

test('a person who is erased while an issue is fetched does not come back with it', async () => {
  const company = companyOf(3);
  let erase = async (): Promise<unknown> => undefined;
  const site = await takenWebhooks(
    { company },
    {
      asking: (client) => ({
        ...client,
        async fetchIssues(ids) {
          const answer = await client.fetchIssues(ids);
          await erase();
          return answer;
        },
      }),
    },
  );
  await site.sync();
  const ticket = company.tickets[0]!;
  const { accountId } = ticket.reporter;
  const erasure = openErasureOver(site.open);
  erase = () => {
    erase = async () => undefined;
    return erasure.erase({ kind: 'person', accountId });
  };
  site.register();
  company.editTicket(ticket.key, { summary: 'Once more' }, later(company));
  await site.settled();
  const rows = await site.open.database
    .selectFrom('tickets')
    .select(['summary', 'reporter_json'])
    .where('key', '=', ticket.key)
    .execute();
  expect(rows[0]?.summary).toBe('Once more');
  expect(rows[0]?.reporter_json).not.toContain(accountId);
});

test('an account that lost its rights does not take tickets away one by one', async () => {
  const company = companyOf(60);
  const site = await takenWebhooks({ company });
  await site.sync();
  const all = company.tickets.map(({ id, key }) => ({ id, key }));
  for (const { key } of all.slice(0, 30)) company.hideTicket(key);
  for (const { id } of all.slice(0, 30)) {
    await say(site, { webhookEvent: 'jira:issue_updated', issue: { id } });
    await site.settled();
  }
  // As many as a comparison with Jira would take out unasked, and no more.
  expect(Object.keys(await site.tickets())).toHaveLength(60 - 20);
  // What Jira said was deleted, and does not give, is gone all the same.
  await say(site, { webhookEvent: 'jira:issue_deleted', issue: { id: all[29]!.id } });
  await site.settled();
  expect(Object.keys(await site.tickets())).toHaveLength(60 - 21);
});

test('an erased ticket is not fetched because of what Jira said before', async () => {
  const company = companyOf(3);
  const site = await takenWebhooks({ company });
  await site.sync();
  const { id, key } = company.tickets[1]!;
  await site.open.database
    .insertInto('webhook_work')
    .values({ issue_id: id, delivery: 0, deleted: 0 })
    .execute();
  await openErasureOver(site.open).erase({ kind: 'ticket', key });
  expect(await site.state()).toMatchObject({ waiting: 0 });
});

describe('what a webhook says', () => {
  test.each([
    ['a worklog', { webhookEvent: 'worklog_created', worklog: { issueId: '10001' } }],
    [
      'a link',
      { webhookEvent: 'issuelink_created', issueLink: { sourceIssueId: 10001, destinationIssueId: 10002 } },
    ],
    ['an issue', { webhookEvent: 'jira:issue_updated', issue: { id: '10001' }, comment: { id: '5' } }],
  ])('%s names issues to fetch', async (_, body) => {
    const site = await takenWebhooks({ company: companyOf(3) });
    expect(await say(site, body)).toBe('stored');
    await site.settled();
    expect(await site.state()).toMatchObject({ waiting: 0, last: { event: body.webhookEvent } });
  });

  test.each([
    ['an event without an issue', { webhookEvent: 'attachment_created', attachment: { id: 1 } }, 'ignored'],
    ['an event that nobody knows', { webhookEvent: 'board_created', board: {} }, 'ignored'],
    ['no JSON', '{"webhookEvent":', 'unreadable'],
    ['no event', { issue: { id: '10001' } }, 'unreadable'],
    [
      'an id that is none',
      { webhookEvent: 'jira:issue_updated', issue: { id: '1) OR project = X' } },
      'unreadable',
    ],
    [
      'what is nested without end',
      `{"webhookEvent":"x","issue":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      'unreadable',
    ],
    ['nothing', '', 'unreadable'],
  ])('%s is stored and causes nothing', async (_, body, outcome) => {
    const site = await takenWebhooks({ company: companyOf(1) });
    expect(await say(site, body)).toBe(outcome);
    expect(await site.state()).toMatchObject({ waiting: 0 });
    expect(await site.open.database.selectFrom('webhook_deliveries').select('outcome').execute()).toEqual([
      { outcome },
    ]);
    expect(await site.open.database.selectFrom('jobs').select('id').execute()).toEqual([]);
  });

  test('is forgotten after a day, also where nothing is ever fetched', async () => {
    const site = await takenWebhooks({ company: companyOf(1) });
    const { database } = site.open;
    await database
      .insertInto('webhook_deliveries')
      .values({ identifier: 'old', event: 'board_created', outcome: 'ignored', received_at: 1 })
      .execute();
    expect(await say(site, { webhookEvent: 'board_created' }, 'new')).toBe('ignored');
    expect(await database.selectFrom('webhook_deliveries').select('identifier').execute()).toEqual([
      { identifier: 'new' },
    ]);
  });

  test('is stored once, by the name that Jira gives it, else by what it says', async () => {
    const site = await takenWebhooks({ company: companyOf(1) });
    const body = { webhookEvent: 'jira:issue_updated', issue: { id: '10001' } };
    expect(await say(site, body, 'one')).toBe('stored');
    expect(await say(site, body, 'one')).toBe('repeated');
    expect(await say(site, body, 'two')).toBe('stored');
    expect(await say(site, body, '')).toBe('stored');
    expect(await say(site, body, '')).toBe('repeated');
  });
});
