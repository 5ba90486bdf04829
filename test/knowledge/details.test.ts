import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Asker } from '../../src/domain/index.ts';
import { documentFromText } from '../../src/domain/index.ts';
import { exportableTickets, readTicket, search } from '../../src/knowledge/index.ts';
import { keepAccessPlan } from '../../src/platform/database/index.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testData } from '../support/test-data.ts';

const operator: Asker = { kind: 'operator' };
const holding = (...principals: string[]): Asker => {
  return { kind: 'user', accountId: 'u9', principals: new Set(principals) };
};
const member = holding('project:PAY');
const ops = holding('project:PAY', 'group:g-7');

const ines = { accountId: 'u1', displayName: 'Ines Roth' };
const omar = { accountId: 'u2', displayName: 'Omar Diaz' };
const at = '2026-01-02T09:00:00.000+0000';
const forOps = { type: 'group', value: 'ops', identifier: 'g-7' };

const file = (id: string, author: typeof ines) => {
  return { id, filename: `${id}.log`, mimeType: 'text/plain', size: 3, author, created: at };
};
const changed = (id: string, ...items: { field: string; toString: unknown }[]) => {
  return { id, author: ines, created: at, items };
};

/** A ticket with a closed worklog and a closed file beside open ones, and a history that names what is closed. */
const whole = issue(
  1,
  {
    worklog: {
      total: 2,
      worklogs: [
        {
          ...{ id: '1', author: ines, started: at, timeSpentSeconds: 60, visibility: forOps },
          comment: documentFromText('Talked to the kingfisher about it.'),
        },
        {
          ...{ id: '2', author: ines, started: at, timeSpentSeconds: 60 },
          comment: documentFromText('Talked to the wagtail about it.'),
        },
      ],
    },
    comment: { total: 1, comments: [comment(1, 'for ops', { author: ines, visibility: forOps })] },
    attachment: [file('8', ines), file('9', omar)],
    subtasks: [{ key: 'PAY-2' }, { key: 'CORE-1' }],
    customfield_1: documentFromText('A dipper held the lease.'),
    customfield_2: 'CORE-1',
    customfield_3: { data: { key: 'CORE-1', text: 'closed' } },
    customfield_4: { value: 'ISO-9001' },
  },
  {
    names: {
      ...{ customfield_1: 'Root cause', customfield_2: 'Epos-Verknüpfung' },
      ...{ customfield_3: 'Parent Link', customfield_4: 'Norm' },
    },
    schema: {
      ...{ customfield_1: { type: 'string' }, customfield_2: { type: 'any' } },
      ...{ customfield_3: { type: 'option' }, customfield_4: { type: 'option' } },
    },
    attachmentTexts: { '8': { text: 'the bittern failed' }, '9': { text: 'the ruff failed' } },
    changelog: {
      total: 3,
      histories: [
        changed('1', { field: 'Attachment', toString: '8.log' }, { field: 'status', toString: 'Done' }),
        changed('2', { field: 'Link', toString: 'This issue blocks CORE-1' }),
        changed('3', { field: 'Comment', toString: 'what the comment said' }),
      ],
    },
  },
);

async function stored() {
  const intake = await openIntake(temporaryFolder());
  const knowledge = await openKnowledge(intake, hashingEmbedder());
  const core = issue(3, { project: { id: '2', key: 'CORE', name: 'Core' } }, { key: 'CORE-1' });
  const child = issue(4, { parent: { key: 'PAY-1' }, summary: 'Below it' });
  await intake.intake.take(intake.runId, [whole, issue(2), core, child].map(record));
  knowledge.indexer.wake();
  await knowledge.settle();
  const { database } = intake;
  const active = knowledge.generations.active();
  return {
    database,
    read: async (asker: Asker) => {
      const ticket = await readTicket(database, asker, 'PAY-1');
      if (!ticket) throw new Error('the ticket is closed');
      return ticket.details;
    },
    finds: async (query: string, asker: Asker) => {
      const { hits } = await search(
        { database, ...active },
        { asker, query, mode: 'lexical', filter: [], limit: 5 },
      );
      return hits.map(({ ticket, passage }) => `${ticket.key} ${passage.kind}`);
    },
  };
}

test('of worklogs and files the asker reads those that are open to him', async () => {
  const { read } = await stored();
  const idsFor = async (asker: Asker) => {
    const { worklogs, attachments } = await read(asker);
    return [worklogs.map(({ id }) => id), attachments.map(({ id, text }) => `${id} ${text}`)];
  };
  const all = [
    ['1', '2'],
    ['8 the bittern failed', '9 the ruff failed'],
  ];
  expect(await idsFor(operator)).toEqual(all);
  expect(await idsFor(ops)).toEqual(all);
  expect(await idsFor(member)).toEqual([['2'], ['9 the ruff failed']]);
});

test('the history tells nothing of what is closed to the asker', async () => {
  const { read } = await stored();
  const toldTo = async (asker: Asker) =>
    (await read(asker)).history.flatMap(({ items }) => items.map(({ field }) => field));
  expect(await toldTo(operator)).toEqual(['Attachment', 'status', 'Link', 'Comment']);
  expect(await toldTo(ops)).toEqual(['Attachment', 'status']);
  expect(await toldTo(member)).toEqual(['status']);
  expect(await toldTo(holding('project:PAY', 'project:CORE'))).toEqual(['status', 'Link']);
});

test('customers on the portal read no history', async () => {
  const { intake, runId, database } = await openIntake(temporaryFolder());
  await keepAccessPlan(database, {
    projects: { PAY: ['customer', 'assignee'] },
    levels: {},
    participants: [],
  });
  const changelog = { histories: [changed('1', { field: 'status', toString: 'Done' })] };
  const customfield_10010 = { requestType: { name: 'Get help' }, currentStatus: { status: 'Open' } };
  await intake.take(runId, [
    record(issue(1, { reporter: ines, assignee: omar, customfield_10010 }, { changelog })),
  ]);
  const changes = async (...principals: string[]) =>
    (await readTicket(database, holding(...principals), 'PAY-1'))?.details.history.length;
  expect(await changes('project:PAY:customer:u1')).toBe(0);
  expect(await changes('project:PAY:assignee:u2')).toBe(1);
  expect(await changes('project:PAY')).toBe(1);
});

test('no field names a ticket that is closed to the asker', async () => {
  const { read } = await stored();
  const named = async (asker: Asker) => (await read(asker)).fields.map(({ name }) => name);
  const all = ['Root cause', 'Epos-Verknüpfung', 'Parent Link', 'Norm'];
  expect(await named(operator)).toEqual(all);
  expect(await named(holding('project:PAY', 'project:CORE'))).toEqual(all);
  expect(await named(member)).toEqual(['Root cause', 'Norm']);
});

test('the tickets below one are those that Jira shows and those that name it, as far as they are open', async () => {
  const { read } = await stored();
  const below = async (asker: Asker) => (await read(asker)).subtasks.map(({ key }) => key);
  expect(await below(operator)).toEqual(['PAY-2', 'CORE-1', 'PAY-4']);
  expect(await below(member)).toEqual(['PAY-2', 'PAY-4']);
  expect((await read(member)).subtasks[1]).toMatchObject({ summary: 'Below it', status: { name: 'Done' } });
});

test('text in fields, worklogs and files is found by whom it is open to', async () => {
  const { finds } = await stored();
  expect(await finds('dipper', member)).toEqual(['PAY-1 field']);
  expect(await finds('wagtail', member)).toEqual(['PAY-1 worklog']);
  expect(await finds('ruff', member)).toEqual(['PAY-1 attachment']);
  expect(await finds('bittern', ops)).toEqual(['PAY-1 attachment']);
  expect(await finds('kingfisher', ops)).toEqual(['PAY-1 worklog']);
  expect(await finds('bittern', member)).toEqual([]);
  expect(await finds('kingfisher', member)).toEqual([]);
});

test('no details leave with an export', async () => {
  const { database } = await stored();
  const exported = JSON.stringify(await Array.fromAsync(exportableTickets(database, operator)));
  expect(exported).toContain('PAY-1');
  for (const word of ['dipper', 'ruff', 'wagtail']) expect(exported).not.toContain(word);
});

/** What the API says of a ticket with this description. */
async function answered(description: unknown) {
  const { intake, runId, database } = await openIntake(temporaryFolder());
  await intake.take(runId, [record(issue(1, { description }))]);
  const server = await serverOver({ readTicket: (asker, key) => readTicket(database, asker, key) });
  const answer = await server.inject({
    url: '/api/tickets/PAY-1',
    headers: { host: '127.0.0.1', authorization: 'Bearer the-secret' },
  });
  return answer.json();
}

test('a document comes back as it came, with nodes, marks and attributes that nobody knows', async () => {
  const strange = {
    version: 1,
    type: 'doc',
    content: [
      {
        type: 'hologram',
        attrs: { deep: { er: [1, null, 'x'] }, title: 'Rack' },
        marks: [{ type: 'glow', attrs: { by: 3 } }],
        unheard: { of: true },
        content: [{ type: 'text', text: 'é ﬀ  two spaces\u00a0', marks: [] }],
      },
    ],
    more: ['members', 'of', 'the', 'document'],
  };
  expect((await answered(strange)).description).toEqual(strange);
});

describe.skipIf(testData === null)('public documents', () => {
  test('come back from the API as they came', async () => {
    const folder = join(testData ?? '', 'adf', 'adf');
    const names = readdirSync(folder);
    expect(names.length).toBeGreaterThan(10);
    const documents = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const { intake, runId, database } = await openIntake(temporaryFolder());
    await intake.take(
      runId,
      documents.map((description, at) => record(issue(at + 1, { description }))),
    );
    const server = await serverOver({ readTicket: (asker, key) => readTicket(database, asker, key) });
    for (const [at, document] of documents.entries()) {
      const answer = await server.inject({
        url: `/api/tickets/PAY-${at + 1}`,
        headers: { host: '127.0.0.1', authorization: 'Bearer the-secret' },
      });
      expect(answer.json().description, names[at]).toEqual(document);
    }
  });
});
