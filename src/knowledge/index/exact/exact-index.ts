import type { Database } from '../../../platform/database/index.ts';
import { breathe, createTurns } from '../../../platform/turns/index.ts';
import { type CorpusStatistics, centreDocument, centreQuery } from '../../centring/centring.ts';
import { differencesOf } from '../differences.ts';
import { createFitting } from '../fitting.ts';
import type { IndexCapabilities, SearchIndex } from '../search-index.ts';
import { chunkStore, type StoredDocument } from '../store.ts';
import { createEngine } from './engine.ts';
import { createSnapshotKeeper, type KeeperOptions } from './snapshot/keeper.ts';
import { type Held, type SnapshotOf, snapshotPlace } from './snapshot/place.ts';

const CAPABILITIES: IndexCapabilities = {
  phrases: true,
  prefixes: true,
  exclusion: true,
  typos: true,
  facets: true,
  sorting: true,
};

export interface SnapshotOptions
  extends Pick<KeeperOptions, 'log' | 'quietMs' | 'patienceMs' | 'dueTickets'> {
  /** Where snapshots lie. */
  readonly folder: string;
}

export interface ExactIndex extends SearchIndex {
  /** Memory in use, in bytes, by what it is for. */
  bytes(): Readonly<Record<string, number>>;
}

/**
 * Casebook's own index: exact search in memory, durable in the database. Opening reads a snapshot of the memory and what
 * changed since, or else what the generation holds; nothing is embedded again.
 *
 * The database holds vectors as the embedder gave them. Once there are enough tickets, and again when there are many
 * more, what these have in common is fitted and kept, and the memory is made anew from the database without it; searches
 * go to the old one meanwhile. A process that dies in between does the rest when it opens the index again.
 *
 * @param snapshots without it, none is read or written.
 */
export async function openExactIndex(
  database: Database,
  generation: SnapshotOf,
  snapshots?: SnapshotOptions,
): Promise<ExactIndex> {
  const store = chunkStore(database, generation);
  // What changes the index must not come in between while its memory is made anew.
  const inTurn = createTurns();
  const place = snapshots && snapshotPlace(store, snapshots.folder, generation, snapshots.log);
  const fitting = createFitting(database, generation.id, store);
  const known = await fitting.atFirst();
  // What searches go to: statistics and an engine that holds vectors centred by them go together.
  const first = (await opened(known)) ?? (await madeAnew(known));
  let { current } = first;
  const keeper =
    snapshots && place && createSnapshotKeeper({ ...snapshots, place, held: () => current, inTurn });
  if (first.removed > 0) await forget();
  keeper?.note(first.unsaved);

  /** From the snapshot and what changed since; null where there is none that is worth it. */
  async function opened(statistics: CorpusStatistics | null): Promise<Loaded | null> {
    const held = await place?.read(statistics);
    if (!held) return null;
    const loaded = await broughtUp({ ...held, statistics }).catch((err) => {
      snapshots?.log.warn(
        { err },
        'what changed since the snapshot cannot be made up for; the index is made anew',
      );
      return null;
    });
    if (loaded) return loaded;
    await held.engine.close();
    // It may hold tickets that are gone, which the memory that is made anew knows nothing of.
    await place?.remove().catch(sayStays);
    return null;
  }

  /** With what changed since; null where that is more than half. */
  async function broughtUp({ engine, statistics, change: since }: Held): Promise<Loaded | null> {
    const { changed, removed } = await differencesOf(database, generation.id, engine, since);
    if (changed.length > engine.size().tickets / 2) return null;
    const change = await store.lastChange();
    for (const ticketId of removed) engine.remove(ticketId);
    for await (const page of store.pagesOf(changed)) await fill({ engine, statistics }, page);
    return { current: { engine, statistics, change }, unsaved: changed.length, removed: removed.length };
  }

  /** Where no erasure waits for it: the next one removes what stays, and this process writes no other. */
  async function forget(): Promise<void> {
    await keeper?.forget().catch(sayStays);
  }

  function sayStays(err: unknown): void {
    snapshots?.log.warn({ err }, 'a snapshot that is of no use any more cannot be removed');
  }

  async function madeAnew(statistics: CorpusStatistics | null): Promise<Loaded> {
    const change = await store.lastChange();
    const engine = createEngine(generation.dimensions, statistics?.unrelated);
    for await (const page of store.pages()) await fill({ engine, statistics }, page);
    return { current: { engine, statistics, change }, unsaved: engine.size().tickets, removed: 0 };
  }

  async function fitOnceEnough(): Promise<void> {
    const statistics = await fitting.grown(current.engine.size().tickets);
    if (!statistics) return;
    const before = current;
    const anew = await madeAnew(statistics);
    current = anew.current;
    keeper?.note(anew.unsaved);
    await before.engine.close();
  }

  return {
    capabilities: CAPABILITIES,
    dimensions: generation.dimensions,
    replace: (documents) =>
      inTurn(async () => {
        const { change, kept } = await store.replace(documents);
        try {
          // Where the database kept an earlier group and could not say so, the memory does not hold everything up to this one.
          if (change !== current.change + 1) await forget();
          await fill(current, kept);
        } catch (error) {
          await forget();
          throw error;
        }
        current = { ...current, change };
        keeper?.note(kept.length);
        await fitOnceEnough();
      }),
    remove: (ticketIds) =>
      inTurn(async () => {
        await keeper?.forget();
        await store.remove(ticketIds);
        for (const ticketId of ticketIds) current.engine.remove(ticketId);
      }),
    withdraw: (ticketIds) =>
      inTurn(async () => {
        for (const ticketId of ticketIds) current.engine.remove(ticketId);
        keeper?.outdate();
      }),
    chunksOf: (ticketId) => store.embeddedChunks(ticketId),
    async search(query) {
      const { engine, statistics } = current;
      const vectors = query.vectors && centreQuery(query.vectors, statistics);
      const { hits, ...list } = await engine.search({ ...query, vectors });
      const passages = await store.chunks(hits.map(({ ticketId }) => ticketId));
      const read = hits.flatMap(({ chunkId, ...hit }) => {
        const passage = passages.get(hit.ticketId)?.find(({ id }) => id === chunkId);
        // Replaced between the ranking and the reading: its ticket comes back with the next query.
        return passage ? [{ ...hit, passage }] : [];
      });
      return { hits: read, ...list };
    },
    size: () => current.engine.size(),
    bytes: () => current.engine.bytes(),
    async close() {
      await keeper?.close();
      await current.engine.close();
    },
    async retire() {
      await inTurn(forget);
      await current.engine.close();
    },
  };
}

interface Loaded {
  readonly current: Held;
  /** How many tickets no snapshot has as they are. */
  readonly unsaved: number;
  /** How many the snapshot has that are gone: they may have been taken out for good, and left traces. */
  readonly removed: number;
}

/** One by one, because whoever searches must not wait for all of them. */
async function fill(
  { engine, statistics }: Pick<Held, 'engine' | 'statistics'>,
  documents: readonly StoredDocument[],
): Promise<void> {
  for (const document of documents) {
    engine.replace(centreDocument(document, statistics));
    await breathe();
  }
}
