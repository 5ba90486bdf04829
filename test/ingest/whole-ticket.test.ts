import { expect, test } from 'vitest';
import { type DemoJiraOptions, demoCredentials, generateCompany } from '../../src/demo/index.ts';
import { type Asker, CasebookError, type RawRecord, type Ticket } from '../../src/domain/index.ts';
import { fileReading, jiraClient } from '../../src/ingest/index.ts';
import type { JiraClient } from '../../src/ingest/sources/jira/client.ts';
import { fetchWhole } from '../../src/ingest/sources/jira/source.ts';
import { readTicket } from '../../src/knowledge/index.ts';
import { jiraSync } from '../support/jira-sync.ts';

const operator: Asker = { kind: 'operator' };

/** A company whose Jira counts what it is asked for, and an installation that has not synced yet. */
async function counted(options: Omit<DemoJiraOptions, 'company'> = {}, tickets = 40) {
  const company = generateCompany({ tickets, seed: 3 });
  const asked: string[] = [];
  const synced = await jiraSync({
    ...options,
    company,
    intercept(request) {
      asked.push(`${request.method} ${request.url.replace(/^\/rest\/api\/3/, '')}`);
      return options.intercept?.(request);
    },
  });
  const { database } = synced.open;
  const files = fileReading(database, 64);
  return {
    ...synced,
    company,
    asked,
    async sync(full = false) {
      asked.length = 0;
      expect(await synced.sync('', { files, full })).toMatchObject({ error: null, refused: 0 });
    },
    read: async (key: string) => (await readTicket(database, operator, key)) as Ticket,
    at: () => new Date(company.now.getTime() + 60_000),
  };
}

test('a ticket of five megabytes comes in whole', async () => {
  const { company, sync, read, at } = await counted();
  const { key } = company.tickets[0]!;
  const long = 'The lease of the worker is stale, and so the batch stops. '.repeat(500);
  company.editTicket(key, { description: long }, at());
  for (let n = 0; n < 130; n += 1) company.addComment(key, { text: `${n}. ${long}` }, at());
  for (let n = 0; n < 230; n += 1) company.editTicket(key, { summary: `Take ${n}` }, at());
  for (let n = 0; n < 45; n += 1)
    company.logWork(key, { seconds: 60 * (n + 1), comment: `${n}. ${long}` }, at());
  const told = company.ticket(key)!;
  await sync();
  const { comments, details, summary } = await read(key);
  expect(summary).toBe('Take 229');
  expect(comments.map(({ id }) => id)).toEqual(told.comments.map(({ id }) => id));
  expect(details.worklogs.map(({ id }) => id).sort()).toEqual(told.worklogs.map(({ id }) => id).sort());
  expect(details.history.map(({ id }) => id)).toEqual(told.changes.map(({ id }) => id));
  expect(details.incomplete).toEqual([]);
  expect(JSON.stringify([comments, details]).length).toBeGreaterThan(5_000_000);
});

test('nothing is asked for of tickets that Jira gives whole, and field names once', async () => {
  const { company, sync, asked } = await counted();
  await sync();
  const isText = ({ mimeType, size }: { mimeType: string; size: number }) =>
    /text/.test(mimeType) && size <= 64 * 1024;
  const files = company.tickets.flatMap(({ attachments }) => attachments.filter(isText));
  const more = company.tickets.filter(({ comments }) => comments.length > 20).length;
  expect(asked.filter((each) => each.endsWith('/field'))).toHaveLength(1);
  expect(asked.filter((each) => /\/(comment|worklog|changelog)\?/.test(each))).toHaveLength(more);
  expect(asked.filter((each) => each.includes('/attachment/'))).toHaveLength(files.length);
  // What is stored already is not fetched again.
  await sync(true);
  expect(asked.filter((each) => each.includes('/attachment/'))).toEqual([]);
});

test('fields go by the names that Jira has for them', async () => {
  const { company, sync, read } = await counted();
  await sync();
  const { key, own } = company.tickets.find((ticket) => ticket.own.impact)!;
  const { fields, sprints } = (await read(key)).details;
  expect(fields).toContainEqual({
    ...{ id: 'customfield_10041', name: 'Customer impact', type: 'option', textual: false },
    text: own.impact,
  });
  expect(sprints.map(({ name }) => name)).toEqual(company.ticket(key)?.sprints.map(({ name }) => name));
});

test('the text of files is read from the site itself, and a file that cannot be read costs no ticket', async () => {
  const { company, sync, read, at, asked } = await counted({
    intercept({ url }) {
      // Jira would lead a client that does not say so to another host.
      if (url.includes('/attachment/content/') && !url.endsWith('redirect=false')) return { status: 303 };
      return url.includes('/content/') && Number(/content\/(\d+)/.exec(url)?.[1]) % 2 === 1
        ? { status: 404 }
        : undefined;
    },
  });
  const { key } = company.tickets[0]!;
  const before = company.ticket(key)!.attachments.length;
  const attach = (filename: string, text: string, mimeType = 'text/plain') =>
    company.attachFile(key, { filename, mimeType, text }, at());
  const attached = [
    attach('1.log', 'The heron took it.'),
    attach('2.log', 'The heron took it back.'),
    attach('3.bin', 'no text', 'application/pdf'),
    attach('4.log', 'x'.repeat(64 * 1024 + 1)),
    attach('5.log', `a\0b`),
    attach('6.log', `c\0d`),
  ];
  await sync();
  const files = (await read(key)).details.attachments.slice(before);
  const isOdd = (index: number) => Number(attached[index]!.id) % 2 === 1;
  expect(files.map(({ id, text, omitted }) => [id, text, omitted])).toEqual([
    [attached[0]!.id, ...(isOdd(0) ? [null, 'not-given'] : ['The heron took it.', null])],
    [attached[1]!.id, ...(isOdd(1) ? [null, 'not-given'] : ['The heron took it back.', null])],
    [attached[2]!.id, null, null],
    [attached[3]!.id, null, 'too-large'],
    [attached[4]!.id, null, isOdd(4) ? 'not-given' : 'not-text'],
    [attached[5]!.id, null, isOdd(5) ? 'not-given' : 'not-text'],
  ]);
  expect(asked.filter((each) => each.includes(attached[3]!.id))).toEqual([]);
});

test('a file that Jira fails to give costs no ticket, and a Jira that fails ends the sync', async () => {
  let isDown = false;
  const { company, sync, read, at, open, jira } = await counted({}, 5);
  const { key } = company.tickets[0]!;
  const { id } = company.attachFile(key, { filename: 'a.log', mimeType: 'text/plain', text: 'x' }, at());
  const unavailable = async () => {
    throw new CasebookError('jira-unavailable', 'GET /rest/api/3/attachment/content/1 answered 503.');
  };
  const client: JiraClient = {
    ...jiraClient({ baseUrl: jira.url, ...demoCredentials }),
    fetchAttachment: unavailable,
    serverTime: () => (isDown ? unavailable() : Promise.resolve(0)),
  };
  const files = fileReading(open.database, 64)!;
  const ids = company.tickets.map((ticket) => ticket.id);
  const { records } = await fetchWhole(client, ids, files);
  await open.intake.take(open.runId, records);
  expect((await read(key)).details.attachments.at(-1)).toMatchObject({
    id,
    text: null,
    omitted: 'unavailable',
  });
  isDown = true;
  await expect(fetchWhole(client, ids, files)).rejects.toMatchObject({ code: 'jira-unavailable' });
  isDown = false;
  await client.close();
  // The text comes once Jira has it, though nothing says that the ticket was changed.
  await sync(true);
  expect((await read(key)).details.attachments.at(-1)).toMatchObject({ id, text: 'x', omitted: null });
});

test('of a ticket that was stored without details there are none, until it is read again', async () => {
  const { company, sync, read, open, client } = await counted({}, 10);
  const { key, id, changes } = company.tickets.find((ticket) => ticket.changes.length > 0)!;
  const [{ body, ...given }] = (await fetchWhole(client, [id])).records as [RawRecord];
  const { changelog: _, ...before } = body as Record<string, unknown>;
  await open.intake.take(open.runId, [{ ...given, body: before }]);
  expect((await read(key)).details.history).toEqual([]);
  await sync(true);
  expect((await read(key)).details.history).toHaveLength(changes.length);
});
