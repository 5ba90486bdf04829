import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../src/knowledge/centring/fit.ts';
import { openExactIndex } from '../../../src/knowledge/index.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { hashingEmbedder } from '../../support/hashing-embedder.ts';
import { indexedFields } from '../../support/indexed-fields.ts';
import { openIntake } from '../../support/intake.ts';
import { issue, record } from '../../support/issue.ts';
import { openKnowledge } from '../../support/knowledge.ts';
import { emptyPostgres, postgresServer } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NOUNS = ['queue', 'ledger', 'printer', 'label', 'payout', 'token', 'replica', 'carrier', 'webhook'];
const VERBS = [
  'hangs',
  'is slow',
  'fails at night',
  'loses rows',
  'wants a password',
  'fills the disk',
  'is late',
];
/** How many tickets an index holds when it is fitted for the first time. */
const FIRST = dueAt(null);

const embedder = hashingEmbedder('a', 32);
const operator = { kind: 'operator' } as const;

const tickets = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const number = from + i;
    const summary = `The ${NOUNS[number % NOUNS.length]} of shop ${number} ${VERBS[number % VERBS.length]}`;
    return record(issue(number + 1, { summary }));
  });

/** An installation with so many tickets, indexed. */
async function installation(count: number, location?: string) {
  const open = await openIntake(temporaryFolder(), location);
  await open.intake.take(open.runId, tickets(0, count));
  const knowledge = await openKnowledge(open, embedder);
  await knowledge.settle();
  return {
    database: open.database,
    knowledge,
    async add(from: number, to: number) {
      await open.intake.take(open.runId, tickets(from, to));
      await knowledge.settle();
    },
    generation: () => knowledge.generations.active().generation,
  };
}

async function statisticsOf(database: Database, id: number): Promise<string | null> {
  const row = await database
    .selectFrom('index_generations')
    .select('statistics_json')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.statistics_json;
}

type Searched = Pick<Awaited<ReturnType<typeof openExactIndex>>, 'search'>;

async function hitsOf(index: Searched, query = 'printer loses rows') {
  const [vector] = await embedder.embed([query]);
  const vectors = { whole: vector as Float32Array, summary: vector as Float32Array };
  const { hits } = await index.search({
    asker: operator,
    text: wordsQuery(query),
    vectors,
    filter: [],
    limit: 10,
  });
  return hits.map(({ ticketId, score, semantic }) => [ticketId, score.toFixed(5), semantic.toFixed(5)]);
}

const databases = [
  ['SQLite', async () => join(temporaryFolder(), 'casebook.sqlite')],
  ['PostgreSQL', emptyPostgres],
] as const;

describe.each(databases)('on %s', (name, location) => {
  test.skipIf(name === 'PostgreSQL' && !postgresServer)(
    'an index is fitted when it holds enough, and searched as if it had been made so',
    { timeout: 60_000 },
    async () => {
      const { database, knowledge, add, generation } = await installation(FIRST - 1, await location());
      expect(await statisticsOf(database, generation().id)).toBeNull();
      const before = await hitsOf(knowledge.generations.active().index);

      await add(FIRST - 1, FIRST + 40);
      const fitted = await statisticsOf(database, generation().id);
      expect(JSON.parse(fitted as string)).toMatchObject({ tickets: FIRST + 31 });
      const after = await hitsOf(knowledge.generations.active().index);
      expect(after).not.toEqual(before);
      expect(after).toEqual(await hitsOf(await openExactIndex(database, generation())));

      await add(FIRST + 40, FIRST + 60);
      expect(await statisticsOf(database, generation().id)).toBe(fitted);
    },
  );
});

test('an index that has grown is fitted anew, on all that it holds', { timeout: 120_000 }, async () => {
  const { database, knowledge, add, generation } = await installation(FIRST);
  const first = await statisticsOf(database, generation().id);
  const second = dueAt(JSON.parse(first as string));
  await add(FIRST, second - 1);
  expect(await statisticsOf(database, generation().id)).toBe(first);
  await add(second - 1, second);
  expect(JSON.parse((await statisticsOf(database, generation().id)) as string)).toMatchObject({
    tickets: second,
  });
  const { index } = knowledge.generations.active();
  expect(index.size().tickets).toBe(second);
  expect(await hitsOf(index)).toEqual(await hitsOf(await openExactIndex(database, generation())));
});

test('vectors in the database stay as the embedder gave them', async () => {
  const { knowledge } = await installation(FIRST + 10);
  const [chunk] = await knowledge.generations.active().index.chunksOf('10001');
  const [vector] = await embedder.embed([chunk?.text ?? '']);
  expect(chunk?.vector).toEqual(vector);
});

test('an index from before, or of a process that died before it was fitted, is fitted when it is opened', async () => {
  const { database, knowledge, generation } = await installation(FIRST + 10);
  expect(knowledge.generations.active().index.size().tickets).toBe(FIRST + 10);
  await database.updateTable('index_generations').set({ statistics_json: null }).execute();
  const index = await openExactIndex(database, generation());
  const fitted = await statisticsOf(database, generation().id);
  expect(JSON.parse(fitted as string)).toMatchObject({ tickets: FIRST + 10 });
  expect(await hitsOf(index)).toEqual(await hitsOf(await openExactIndex(database, generation())));
  expect(await statisticsOf(database, generation().id)).toBe(fitted);
});

test('a new generation fits its own, and the way back finds the old one’s', { timeout: 60_000 }, async () => {
  const { database, knowledge, generation } = await installation(FIRST + 10);
  const first = generation().id;
  const kept = await statisticsOf(database, first);
  await knowledge.rebuilds.start('rebuild');
  await knowledge.rebuilds.settled();
  expect(generation().id).not.toBe(first);
  expect(await statisticsOf(database, generation().id)).not.toBeNull();
  expect(await statisticsOf(database, first)).toBe(kept);
});

test('what is searched, put in and taken out while the memory is made anew is neither lost nor doubled', async () => {
  const { database, knowledge, generation } = await installation(FIRST);
  const one = knowledge.generations.active().index;
  const last = `${10_000 + FIRST}`;
  const documentOf = async (ticketId: string) => ({
    ticketId,
    seq: 1,
    fields: indexedFields({ key: ticketId }),
    chunks: await one.chunksOf(ticketId),
  });
  const [second, enough] = [await documentOf('10002'), await documentOf(last)];
  await one.remove([last]);
  await database.updateTable('index_generations').set({ statistics_json: null }).execute();

  const index = await openExactIndex(database, generation());
  expect(await statisticsOf(database, generation().id)).toBeNull();
  const [found] = await Promise.all([
    hitsOf(index),
    index.replace([enough]),
    index.remove(['10001']),
    index.replace([second]),
  ]);
  expect(found).toHaveLength(10);
  expect(await statisticsOf(database, generation().id)).not.toBeNull();
  expect(index.size().tickets).toBe(FIRST - 1);
  expect(await hitsOf(index)).toEqual(await hitsOf(await openExactIndex(database, generation())));
});
