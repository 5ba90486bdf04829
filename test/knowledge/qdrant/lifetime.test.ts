import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../src/knowledge/centring/fit.ts';
import { leaveQdrant, openQdrant } from '../../../src/knowledge/index/qdrant/engine.ts';
import type { IndexDocument, SearchIndex } from '../../../src/knowledge/index/search-index.ts';
import { chunkStore } from '../../../src/knowledge/index/store.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';
import { createLog } from '../../../src/platform/telemetry/index.ts';
import { operator } from '../../support/askers.ts';
import { hashingEmbedder } from '../../support/hashing-embedder.ts';
import { indexDocument, unit } from '../../support/index-document.ts';
import { failingQdrant, onQdrant, openInQdrant, qdrantServer } from '../../support/qdrant.ts';

const found = async (index: SearchIndex, words: string) =>
  (
    await index.search({ asker: operator, text: wordsQuery(words), filter: [], limit: 100, total: true })
  ).hits.map(({ ticketId }) => ticketId);

const url = qdrantServer as string;
const slow = (id: string) =>
  indexDocument(id, [`slow query ${id}`, 'of the printer'], { vectors: [unit(1, 0), unit(0, 1)] });

/** An index with some tickets, and the name of the collection that it lies in. */
async function filled(ids: readonly string[], options: Parameters<typeof openInQdrant>[0] = {}) {
  const open = await openInQdrant(options);
  const [collection = ''] = (await onQdrant().collections()).filter((name) => name.startsWith(open.prefix));
  const put = async (documents: readonly IndexDocument[], index = open.index) => {
    await open.makeTickets(documents);
    await index.replace(documents);
  };
  await put(ids.map(slow));
  return { ...open, put, collection, store: chunkStore(open.database, open.generation) };
}

describe.skipIf(!qdrantServer)('an index in Qdrant', { timeout: 60_000 }, () => {
  test('has no text there, and of what was taken out nothing', async () => {
    const { index, collection } = await filled(['a', 'b']);
    const { contents } = onQdrant();
    const all = await contents(collection);
    expect(all).toContain('"ticket":"a"');
    for (const word of ['slow', 'query', 'printer']) expect(all).not.toContain(word);
    await index.remove(['a']);
    expect(await contents(collection)).not.toMatch(/"a(:\d)?"/);
    await index.withdraw(['b']);
    expect(await contents(collection)).not.toMatch(/"b(:\d)?"/);
  });

  test('what the database has and Qdrant does not is made up for at the next start, and the other way round', async () => {
    const { store, makeTickets, reopen } = await filled(['a', 'b', 'c']);
    await makeTickets([slow('d')]);
    // As a process does that dies in between.
    await store.replace([slow('d'), indexDocument('b', ['fast'])]);
    await store.remove(['a']);
    const again = await reopen();
    expect(await found(again, 'slow')).toEqual(['c', 'd']);
    expect(await found(again, 'fast')).toEqual(['b']);
    expect(again.size()).toEqual({ tickets: 3, chunks: 5 });
    expect(await found(await reopen(), 'slow')).toEqual(['c', 'd']);
  });

  test('what it would not take is given to it with the next change', async () => {
    const server = await failingQdrant();
    const { index, put } = await filled(['a'], { url: server.url });
    server.fails = ({ path }) => path.includes('/points/batch');
    await expect(put([slow('b')])).rejects.toMatchObject({ code: 'qdrant-unreachable' });
    expect(await found(index, 'slow')).toEqual(['a']);
    server.fails = () => false;
    await put([slow('c')]);
    expect(await found(index, 'slow')).toEqual(['a', 'b', 'c']);
  });

  test('a batch that ends in the middle is not taken for a whole one', async () => {
    const server = await failingQdrant();
    const { put, reopen } = await filled(['a'], { url: server.url });
    let batches = 0;
    // Points are there then, and the mark is not.
    server.fails = ({ path }) => path.includes('/points/batch') && ++batches > 1;
    await expect(put([indexDocument('a', ['fast']), slow('b')])).rejects.toMatchObject({
      code: 'qdrant-unreachable',
    });
    server.fails = () => false;
    const again = await reopen();
    expect(await found(again, 'slow')).toEqual(['b']);
    expect(await found(again, 'fast')).toEqual(['a']);
    expect(again.size()).toEqual({ tickets: 2, chunks: 3 });
  });

  test('where the collection is lost, whoever searches or writes has it made anew', async () => {
    const { index, put, collection } = await filled(['a', 'b']);
    const { lose } = onQdrant();
    await lose(collection);
    expect(await Promise.all([found(index, 'slow'), found(index, 'query')])).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    await lose(collection);
    await put([slow('c')]);
    expect(await found(index, 'slow')).toEqual(['a', 'b', 'c']);
    await lose(collection);
    await index.remove(['a']);
    expect(await found(index, 'slow')).toEqual(['b', 'c']);
  });

  test('where it is lost and Qdrant fails while it is made anew, part of it is not taken for all', async () => {
    const server = await failingQdrant();
    const ids = Array.from({ length: 250 }, (_, i) => `t${1000 + i}`);
    const { index, put, collection } = await filled(ids, { url: server.url });
    await onQdrant().lose(collection);
    let batches = 0;
    server.fails = ({ path }) => path.includes('/points/batch') && ++batches > 2;
    await expect(found(index, 'slow')).rejects.toMatchObject({ code: 'qdrant-unreachable' });
    await expect(put([slow('x')])).rejects.toMatchObject({ code: 'qdrant-unreachable' });
    server.fails = () => false;
    const all = async () =>
      (await index.search({ asker: operator, filter: [], limit: 0, text: wordsQuery('slow'), total: true }))
        .total;
    expect(await Promise.all([all(), all()])).toEqual([251, 251]);
    await put([slow('y')]);
    expect(await all()).toBe(252);
  });

  test('a collection of another time is not used: the database knows its name', async () => {
    const { store, put, reopen } = await filled(['a']);
    const then = await store.copyName();
    await reopen();
    await put([slow('b')], await reopen());
    expect(await store.copyName()).not.toBe(then);
    // As after the database was put back from a backup.
    await store.nameCopy(then);
    await store.remove(['b']);
    const again = await reopen();
    expect(await found(again, 'slow')).toEqual(['a']);
    expect(again.size().tickets).toBe(1);
  });

  test('one that was interrupted while it told its name is used all the same', async () => {
    const { store, reopen, collection } = await filled(['a']);
    const { contents } = onQdrant();
    const before = await store.copyName();
    await reopen();
    // The name was put there, and the process died before the database had it.
    await store.nameCopy(before);
    const there = await contents(collection);
    expect(await found(await reopen(), 'slow')).toEqual(['a']);
    // Its points were not put in anew: their ids and all else are the same but for the mark.
    expect((await contents(collection)).length).toBe(there.length);
  });

  test('more tickets than are looked at: all are counted, and pages go on where the last one ended', async () => {
    const { index, put } = await filled([]);
    const many = Array.from({ length: 1100 }, (_, i) => {
      const angle = (i * 7) % 1100;
      const text = i % 3 === 0 ? 'slow slow query' : `slow ${'and other words '.repeat(i % 11)}`;
      const vectors = [unit(Math.cos(angle / 500), Math.sin(angle / 500)), unit(Math.cos(i), Math.sin(i))];
      return indexDocument(String(i).padStart(4, '0'), ['a title', text], {
        type: i % 2 ? 'Bug' : 'Task',
        vectors,
      });
    });
    await put(many);
    const asked = { vectors: { whole: unit(1, 0), summary: unit(1, 0) }, text: wordsQuery('slow query') };
    const page = async (offset: number, limit: number) =>
      index.search({ asker: operator, filter: [], offset, limit, total: true, facets: ['type'], ...asked });
    const whole = await page(0, 300);
    expect(whole.total).toBe(1100);
    expect(whole.facets.type).toEqual([
      { value: 'Bug', tickets: 550 },
      { value: 'Task', tickets: 550 },
    ]);
    const pages = await Promise.all([0, 100, 200].map((offset) => page(offset, 100)));
    const ids = (hits: typeof whole.hits) => hits.map(({ ticketId }) => ticketId);
    expect(pages.flatMap(({ hits }) => ids(hits))).toEqual(ids(whole.hits));
    expect(new Set(ids(whole.hits)).size).toBe(300);
    // The last of a list that is far longer than what is looked at at first.
    expect((await page(1080, 100)).hits).toHaveLength(20);
  });

  test('what tickets share is fitted as they grow, in another collection, and the one before goes', async () => {
    const embedder = hashingEmbedder('a', 32);
    const { index, makeTickets, reopen, collection } = await filled([], { dimensions: 32 });
    const nouns = ['queue', 'ledger', 'printer', 'label', 'payout', 'token', 'replica'];
    const documents: IndexDocument[] = [];
    for (let i = 0; i < dueAt(null); i += 1) {
      const texts = [
        `The ${nouns[i % 7]} of shop ${i}`,
        `it fails ${i % 5} times, the ${nouns[(i * 3) % 7]} too`,
      ];
      documents.push(indexDocument(`t${i}`, texts, { vectors: await embedder.embed(texts) }));
    }
    await makeTickets(documents);
    const [vector] = await embedder.embed(['the printer of a shop']);
    const asked = {
      asker: operator,
      text: wordsQuery('printer'),
      vectors: { whole: vector as Float32Array, summary: vector as Float32Array },
      filter: [],
      limit: 20,
      total: true,
    };
    await index.replace(documents.slice(1));
    const before = await index.search(asked);
    await index.replace(documents.slice(0, 1));
    const after = await index.search(asked);
    expect(after.hits.map(({ semantic }) => semantic)).not.toEqual(
      before.hits.map(({ semantic }) => semantic),
    );
    expect(await onQdrant().collections()).not.toContain(collection);
    expect(await (await reopen()).search(asked)).toEqual(after);
  });

  test('what no index is open on is removed, and nothing of others', async () => {
    const { database, generation, collection, prefix, reopen } = await filled(['a']);
    const { collections, create } = onQdrant();
    const foreign = `casebook-other${prefix.slice('casebook'.length)}1-000000000000`;
    await create(`${prefix}7-000000000000`);
    await create(foreign);
    const engine = await openQdrant(database, { url, log: createLog('silent') });
    const index = await engine.openIndex(database, generation);
    await engine.removeOthers();
    const left = await collections();
    expect(left).toEqual(expect.arrayContaining([collection, foreign]));
    expect(left).not.toContain(`${prefix}7-000000000000`);
    await index.retire();
    expect(await collections()).not.toContain(collection);
    await engine.close();

    await reopen();
    // Without its address nothing can be removed, and that is said.
    expect(await leaveQdrant(database, null)).toBe(prefix);
    expect(await leaveQdrant(database, { url })).toBeNull();
    expect((await collections()).filter((name) => name.startsWith(prefix))).toEqual([]);
  });
});
