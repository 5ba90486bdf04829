import type { Database } from '../platform/database/index.ts';
import { createTurns, type InTurn } from '../platform/turns/index.ts';
import { CHUNKING } from './chunk.ts';
import type { Embedder } from './embed/index.ts';
import {
  activate,
  addGeneration,
  type Generation,
  listGenerations,
  type Recipe,
  wantMeaning,
} from './index/generation.ts';
import type { SearchIndex } from './index/search-index.ts';
import type { FillTarget } from './index-tickets.ts';
import { maySendTo, type SentProjects } from './restricted.ts';

/** A generation with its index opened. */
export interface OpenGeneration extends FillTarget {
  readonly generation: Generation;
}

/** The indexes side by side, of which one is active: searches and new tickets go there. */
export interface Generations {
  /** The active one. Whoever works with it for a while takes it once: it may be another one later. */
  active(): OpenGeneration;
  /** What indexes are made with from now on. */
  readonly recipe: Recipe;
  readonly embedder: Embedder;
  /** Has indexes made with another embedder; the active one stays what it is until another becomes it. */
  prefer(embedder: Embedder): void;
  list(): Promise<Generation[]>;
  /** Opens one that is not active, beside it, in a turn of `besideInTurn`: it holds nothing that was removed meanwhile. */
  open(generation: Generation): Promise<OpenGeneration>;
  add(): Promise<Generation>;
  /** Makes an open generation the active one, in the database and here, between two pieces of work of `inTurn`. */
  switchTo(next: OpenGeneration): Promise<void>;
  /** Lets go of one that was opened beside the active one and will not become it. */
  close(open: OpenGeneration): Promise<void>;
  /** For work on the active generation that no switch may come into. */
  inTurn: InTurn;
  /** For work on one beside it, which does not keep the active one waiting. */
  besideInTurn: InTurn;
  /** For work on all of them: neither kind of other work comes into it. Not to be asked for within either. */
  alone: InTurn;
  /**
   * Takes tickets out of every generation; for good only within `alone`. No file that an index has beside the database is
   * there then, also where there are no tickets to be taken out.
   *
   * @throws what the system says where one cannot be removed.
   */
  remove(ticketIds: readonly string[]): Promise<void>;
  /** Has no generation find tickets any more whose rows are gone; within `alone`. */
  withdraw(ticketIds: readonly string[]): Promise<void>;
}

export interface GenerationsOptions {
  readonly database: Database;
  /** What the settings ask for, and what this installation has made of that. */
  readonly embedder: Embedder;
  /** The one that made an index, by its id; null where it cannot be had. */
  readonly findEmbedder?: (id: string) => Promise<Embedder | null>;
  readonly sentProjects?: SentProjects;
  readonly openIndex: (database: Database, generation: Generation) => Promise<SearchIndex>;
  /** Removes what any index has beside the database, also one that is not open; called while none writes such a thing. */
  readonly removeFiles?: () => Promise<void>;
}

/** Opens the active generation; where there is none yet, a new one becomes it, and every ticket is work for it. */
export async function openGenerations({
  database,
  embedder: first,
  findEmbedder = async () => null,
  sentProjects = [],
  openIndex,
  removeFiles = async () => undefined,
}: GenerationsOptions): Promise<Generations> {
  let preferred = first;
  const recipe = (): Recipe => ({
    embedder: preferred.id,
    dimensions: preferred.dimensions,
    chunking: CHUNKING,
  });
  const inTurn = createTurns();
  const besideInTurn = createTurns();
  const beside = new Set<OpenGeneration>();

  async function open(generation: Generation): Promise<OpenGeneration> {
    // First, because an index that is open must be closed again.
    const own = generation.embedder === preferred.id ? preferred : await findEmbedder(generation.embedder);
    const index = await openIndex(database, generation);
    return { generation, index, embedder: own, maySend: maySendTo(own, sentProjects) };
  }

  async function firstActive(): Promise<Generation> {
    const generations = await listGenerations(database);
    const known = generations.find(({ state }) => state === 'active');
    if (known) return known;
    const { id } =
      generations.find(({ state }) => state === 'building') ?? (await addGeneration(database, recipe()));
    await activate(database, id);
    return firstActive();
  }

  let active = await open(await firstActive());
  if (active.embedder) await wantMeaning(database, active.generation.id);

  return {
    active: () => active,
    get recipe() {
      return recipe();
    },
    get embedder() {
      return preferred;
    },
    prefer(embedder) {
      preferred = embedder;
    },
    inTurn,
    besideInTurn,
    alone: (work) => inTurn(() => besideInTurn(work)),
    list: () => listGenerations(database),
    open: (generation) =>
      besideInTurn(async () => {
        const opened = await open(generation);
        beside.add(opened);
        return opened;
      }),
    add: () => addGeneration(database, recipe()),
    switchTo: (next) =>
      inTurn(async () => {
        await activate(database, next.generation.id);
        beside.delete(next);
        const previous = active;
        active = next;
        await previous.index.retire();
      }),
    async close(opened) {
      if (beside.delete(opened)) await opened.index.retire();
    },
    async withdraw(ticketIds) {
      for (const { index } of [active, ...beside]) await index.withdraw(ticketIds);
    },
    async remove(ticketIds) {
      for (const { index } of [active, ...beside]) await index.remove(ticketIds);
      // One that was given up may have left some that could not be removed then.
      await removeFiles();
      if (ticketIds.length === 0) return;
      await database.deleteFrom('index_entries').where('ticket_id', 'in', ticketIds).execute();
    },
  };
}
