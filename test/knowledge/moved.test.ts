import { beforeEach, expect, test } from 'vitest';
import { type Asker, type RawRecord, sourceAt } from '../../src/domain/index.ts';
import { readTicket, search } from '../../src/knowledge/index.ts';
import { linkedHeads } from '../../src/knowledge/tickets.ts';
import { user } from '../support/askers.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const operator: Asker = { kind: 'operator' };
const link = {
  type: { name: 'Relates', inward: 'relates to', outward: 'relates to' },
  outwardIssue: { key: 'PAY-1' },
};

/** Ticket 1 as it is in a project, and when it came there. */
const state = (key: string, month: number, number = 1): RawRecord => {
  const [project = ''] = key.split('-');
  const fields = {
    project: { id: '1', key: project, name: project },
    updated: `2026-0${month}-01T08:00:00.000+0000`,
  };
  return { ...record(issue(number, fields, { key })), fetchedAt: month };
};

let open: OpenIntake;
let knowledge: Awaited<ReturnType<typeof openKnowledge>>;

beforeEach(async () => {
  open = await openIntake(temporaryFolder());
  knowledge = await openKnowledge(open, hashingEmbedder());
  await open.intake.take(open.runId, [
    state('PAY-1', 1),
    record(issue(2, { issuelinks: [link], parent: { key: 'PAY-1' } })),
  ]);
  await knowledge.settle();
  await open.intake.take(open.runId, [state('CORE-8', 2)]);
});

const found = async (asker: Asker, query: string) => {
  const { hits } = await search(
    { database: open.database, ...knowledge.generations.active() },
    { asker, query, mode: 'lexical', filter: [], limit: 10 },
  );
  return hits.map(({ ticket, why }) => `${ticket.key}${why.key ? '!' : ''}`);
};

test('a ticket is read by a key that it had, and says its present one', async () => {
  expect(await readTicket(open.database, operator, 'PAY-1')).toMatchObject({ id: '10001', key: 'CORE-8' });
  await open.intake.take(open.runId, [state('DATA-3', 3)]);
  for (const key of ['PAY-1', 'CORE-8', 'DATA-3'])
    expect(await readTicket(open.database, operator, key)).toMatchObject({ key: 'DATA-3' });
  const heads = await linkedHeads(open.database, operator, 'key', ['PAY-1']);
  expect(heads.get('10001')).toMatchObject({ key: 'DATA-3' });
});

test('the tickets below it are found under it, though they name its former key', async () => {
  const parent = await readTicket(open.database, operator, 'CORE-8');
  expect(parent?.details.subtasks.map(({ key }) => key)).toEqual(['PAY-2']);
  expect((await readTicket(open.database, user('project:CORE'), 'CORE-8'))?.details.subtasks).toEqual([]);
  // Once another ticket has the key, it is that one's.
  await open.intake.take(open.runId, [state('PAY-1', 3, 7)]);
  expect((await readTicket(open.database, operator, 'CORE-8'))?.details.subtasks).toEqual([]);
});

test.each(['before', 'after'])('it is found by it %s the index has looked', async (when) => {
  if (when === 'after') await knowledge.settle();
  expect(await found(operator, 'key:PAY-1')).toEqual(['CORE-8']);
  expect(await found(operator, 'key:pay-1')).toEqual(['CORE-8']);
  expect(await found(operator, '-key:PAY-1')).toEqual(['PAY-2']);
  expect((await found(operator, 'what was PAY-1 or CORE-8'))[0]).toBe('CORE-8!');
});

test('a key that it had is no key of another site', async () => {
  const theirs = { ...state('UPAY-3', 3, 3), source: sourceAt('us'), externalId: 'us:10003' };
  const body = theirs.body as { fields: object };
  await open.intake.take(open.runId, [
    { ...theirs, body: { ...body, fields: { ...body.fields, issuelinks: [link] } } },
  ]);
  const links = async (key: string) => (await readTicket(open.database, operator, key))?.links;
  expect(await links('PAY-2')).toMatchObject([{ key: 'CORE-8' }]);
  expect(await links('UPAY-3')).toMatchObject([{ key: 'PAY-1' }]);
});

test('who may not read it where it is now learns nothing of it', async () => {
  await knowledge.settle();
  const member = user('project:PAY');
  expect(await readTicket(open.database, member, 'PAY-1')).toBeNull();
  expect(await found(member, 'key:PAY-1')).toEqual([]);
  expect(await readTicket(open.database, member, 'PAY-2')).toMatchObject({ links: [], parentKey: null });
  const both = user('project:PAY', 'project:CORE');
  expect(await readTicket(open.database, both, 'PAY-2')).toMatchObject({
    links: [{ key: 'CORE-8' }],
    parentKey: 'CORE-8',
  });
});

test('a key that another ticket has now is that one’s, and leads to who had it last where nobody has', async () => {
  await open.intake.take(open.runId, [state('PAY-1', 3, 3)]);
  expect(await readTicket(open.database, operator, 'PAY-1')).toMatchObject({ id: '10003' });
  await open.intake.take(open.runId, [state('OPS-1', 4, 3)]);
  // Something else about the ticket that had it first says nothing newer of the key.
  await open.intake.take(open.runId, [state('CORE-8', 5)]);
  expect(await readTicket(open.database, operator, 'PAY-1')).toMatchObject({ id: '10003', key: 'OPS-1' });
});
