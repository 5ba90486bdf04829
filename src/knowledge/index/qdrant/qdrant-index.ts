import { randomUUID } from 'node:crypto';
import { CasebookError } from '../../../domain/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Logger } from '../../../platform/telemetry/index.ts';
import { createTurns } from '../../../platform/turns/index.ts';
import { type CorpusStatistics, centreDocument } from '../../centring/centring.ts';
import { differencesOf } from '../differences.ts';
import { createFitting } from '../fitting.ts';
import type { IndexCapabilities, IndexQuery, IndexResult, SearchIndex } from '../search-index.ts';
import { chunkStore, type StoredDocument } from '../store.ts';
import { createCatalogue } from './catalogue.ts';
import type { Collection, Mark, Searched } from './collection.ts';
import type { Collections, QdrantGeneration } from './collections.ts';
import { searchIn } from './search.ts';

/** Words are terms there, without their order or their spelling. */
const CAPABILITIES: IndexCapabilities = {
  phrases: false,
  prefixes: false,
  exclusion: false,
  typos: false,
  facets: true,
  sorting: true,
};

const isLost = (error: unknown) => error instanceof CasebookError && error.code === 'qdrant-collection-lost';

/** A collection that is searched, and how far it goes. */
interface Held extends Searched {
  readonly mark: Mark;
}

/**
 * An index whose chunks are searched by a Qdrant server. The database stays its truth: Qdrant holds a copy without any
 * text, which is brought up from the database when the index is opened, and made anew where it is not there or was made
 * in another way. Passages are read from the database.
 *
 * @throws CasebookError where Qdrant cannot be had.
 */
export async function openQdrantIndex(
  database: Database,
  generation: QdrantGeneration,
  collections: Collections,
  log: Logger,
): Promise<SearchIndex> {
  const store = chunkStore(database, generation);
  const fitting = createFitting(database, generation.id, store);
  // What changes the index must not come in between while a collection is made anew.
  const inTurn = createTurns();
  const underWay = new Set<Promise<unknown>>();
  let current = await opened(await fitting.atFirst());
  collections.held.add(current.collection.name);
  /** Statistics that a collection is still to be made with: Qdrant may have failed meanwhile. */
  let due: CorpusStatistics | null = null;
  /** Whether the collection was lost, and the one in its place is not whole yet: Qdrant may have failed while it was made. */
  let torn = false;

  async function opened(statistics: CorpusStatistics | null): Promise<Held> {
    const collection = collections.of(generation, statistics);
    const known = await collection.mark();
    const copy = await store.copyName();
    const isOurs = known !== null && copy !== null && (known.copy === copy || known.before === copy);
    if (!isOurs || known.change > (await store.lastChange())) {
      const reason = known ? 'it is of another time' : 'it is not there, or was made in another way';
      // Where there never was one, nothing is amiss.
      if (known || copy !== null)
        log.warn({ collection: collection.name, reason }, 'the collection cannot be used; it is made anew');
      return madeAnew(statistics);
    }
    const held = { collection, statistics, catalogue: await collection.catalogue(), mark: known };
    const mark = await nextCopy(held);
    return broughtUp({ ...held, mark });
  }

  /** Gives a copy another name, so that none of an earlier time is taken for it: first there, then in the database. */
  async function nextCopy({ collection, mark }: Pick<Held, 'collection' | 'mark'>): Promise<Mark> {
    const next = { change: mark.change, copy: randomUUID(), before: mark.copy };
    await collection.setMark(next);
    await store.nameCopy(next.copy);
    return next;
  }

  /** With what changed since. */
  async function broughtUp(held: Held): Promise<Held> {
    const { catalogue, collection, mark } = held;
    const { changed, removed } = await differencesOf(database, generation.id, catalogue, mark.change);
    const change = await store.lastChange();
    await remove(held, removed);
    // Not before all is there: whoever dies in between begins again where this one began.
    for await (const page of store.pagesOf(changed)) await put(held, page, change);
    const next = { ...mark, change };
    if (change !== mark.change) await collection.setMark(next);
    return { ...held, mark: next };
  }

  async function madeAnew(statistics: CorpusStatistics | null): Promise<Held> {
    const began = performance.now();
    const collection = collections.of(generation, statistics);
    const change = await store.lastChange();
    await collection.create(generation.dimensions);
    const held: Held = {
      ...{ collection, statistics, catalogue: createCatalogue() },
      mark: { change, copy: randomUUID(), before: null },
    };
    for await (const page of store.pages()) await put(held, page, change);
    const mark = await nextCopy(held);
    log.info(
      { ...held.catalogue.size(), milliseconds: Math.round(performance.now() - began) },
      'made a collection of the search index',
    );
    return { ...held, mark };
  }

  async function put(
    { collection, catalogue, statistics }: Searched,
    documents: readonly StoredDocument[],
    change: number,
    mark?: Mark,
  ): Promise<void> {
    const centred = documents.map((document) => centreDocument(document, statistics));
    await collection.put(centred, change, mark);
    for (const { ticketId, fields, chunks } of documents) catalogue.put(ticketId, fields, chunks.length);
  }

  async function remove({ collection, catalogue }: Searched, ticketIds: readonly string[]): Promise<void> {
    await collection.remove(ticketIds);
    for (const ticketId of ticketIds) catalogue.remove(ticketId);
  }

  /** Another collection in the place of the present one, once nobody searches in that any more. */
  async function exchange(next: Held): Promise<void> {
    const before = current.collection;
    current = next;
    collections.held.add(next.collection.name);
    if (before.name !== next.collection.name) await letGo(before);
  }

  async function letGo(collection: Collection): Promise<void> {
    await Promise.allSettled(underWay);
    collections.held.delete(collection.name);
    await collection
      .drop()
      .catch((err) =>
        log.warn({ err }, 'a collection that nobody needs cannot be removed; the next start does it'),
      );
  }

  async function fitOnceEnough(): Promise<void> {
    due ??= await fitting.grown(current.catalogue.size().tickets);
    if (!due) return;
    await exchange(await madeAnew(due));
    due = null;
  }

  async function mend(): Promise<void> {
    torn = true;
    await exchange(await madeAnew(current.statistics));
    torn = false;
  }

  /** Does work on the collection; where that turns out to be gone, on one that is made anew. */
  async function onCollection<T>(work: () => Promise<T>): Promise<T> {
    // Under its name there is part of it: nothing that is asked or put in there would say so.
    if (torn) await mend();
    try {
      return await work();
    } catch (error) {
      if (!isLost(error)) throw error;
      log.warn({ collection: current.collection.name }, 'the collection is lost; it is made anew');
      await mend();
      return work();
    }
  }

  async function search(query: IndexQuery): Promise<IndexResult> {
    const running = searchIn(current, store, query);
    underWay.add(running);
    try {
      return await running;
    } finally {
      underWay.delete(running);
    }
  }

  return {
    capabilities: CAPABILITIES,
    dimensions: generation.dimensions,
    replace: (documents) =>
      inTurn(async () => {
        const { change, kept } = await store.replace(documents);
        await onCollection(async () => {
          // Qdrant may not have taken an earlier group: then it is given all that it lacks.
          if (change !== current.mark.change + 1) current = await broughtUp(current);
          else {
            const mark = { ...current.mark, change };
            await put(current, kept, change, mark);
            current = { ...current, mark };
          }
          await fitOnceEnough();
        });
      }),
    remove: (ticketIds) =>
      inTurn(async () => {
        await store.remove(ticketIds);
        await onCollection(() => remove(current, ticketIds));
      }),
    withdraw: (ticketIds) => inTurn(() => onCollection(() => remove(current, ticketIds))),
    chunksOf: (ticketId) => store.embeddedChunks(ticketId),
    async search(query) {
      const asked = current;
      if (!torn)
        try {
          return await search(query);
        } catch (error) {
          if (!isLost(error)) throw error;
        }
      // One of the searches that find it gone has it made anew; the others wait for that.
      await inTurn(async () => {
        if (current.collection === asked.collection) await onCollection(() => current.collection.count([]));
      });
      return search(query);
    },
    size: () => current.catalogue.size(),
    async close() {
      await Promise.allSettled(underWay);
    },
    retire: () => inTurn(() => letGo(current.collection)),
  };
}
