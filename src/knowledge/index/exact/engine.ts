import { type Access, permits } from '../../../domain/index.ts';
import type {
  ChunkKind,
  EmbeddedChunk,
  Expansion,
  IndexDocument,
  IndexQuery,
  SearchFilter,
} from '../search-index.ts';
import { addChunk, emptyScore, type FusedHit, fuse } from './fusion.ts';
import { createLexicalIndex } from './lexical/lexical-index.ts';
import { clearScores, createScores } from './lexical/scores.ts';

/** Entries looked at with each change to clear away what removed texts left behind: well below a millisecond. */
const SWEEP_STEPS = 20_000;

/** What filters look at. */
type Filtered = Omit<IndexDocument, 'chunks' | 'seq'>;

interface TicketEntry {
  readonly document: Filtered;
  readonly slots: number[];
}

/**
 * The search itself, in memory and exact: every permitted chunk is scored. A slot is a chunk's number in all arrays;
 * slots of removed chunks are used again, once the
 * lexical index has cleared away what they left behind.
 */
export interface Engine {
  replace(document: Omit<IndexDocument, 'seq'>): void;
  remove(ticketId: string): void;
  search(query: IndexQuery): { hits: FusedHit[]; expansions: readonly Expansion[] };
  size(): { tickets: number; chunks: number };
}

export function createEngine(dimensions: number): Engine {
  const tickets = new Map<string, TicketEntry>();
  const accesses = accessTable();
  const lexical = createLexicalIndex();
  const scores = createScores();
  const free: number[] = [];

  let capacity = 1024;
  let used = 0;
  let live = 0;
  let vectors = new Float32Array(capacity * dimensions);
  const chunks: (Slot | null)[] = [];

  function takeSlot(): number {
    const freed = free.pop();
    if (freed !== undefined) return freed;
    if (used === capacity) {
      capacity *= 2;
      const grown = new Float32Array(capacity * dimensions);
      grown.set(vectors);
      vectors = grown;
    }
    return used++;
  }

  function remove(ticketId: string): void {
    const entry = tickets.get(ticketId);
    lexical.remove(entry?.slots ?? []);
    for (const slot of entry?.slots ?? []) chunks[slot] = null;
    live -= entry?.slots.length ?? 0;
    free.push(...lexical.sweep(SWEEP_STEPS));
    tickets.delete(ticketId);
  }

  function add(ticketId: string, chunk: EmbeddedChunk): number {
    const slot = takeSlot();
    vectors.set(chunk.vector, slot * dimensions);
    chunks[slot] = {
      id: chunk.id,
      ticketId,
      kind: chunk.kind,
      access: accesses.intern(chunk.access),
    };
    live += 1;
    return slot;
  }

  function similarity(slot: number, vector: Float32Array): number {
    let sum = 0;
    const offset = slot * dimensions;
    for (let i = 0; i < dimensions; i += 1) sum += (vectors[offset + i] as number) * (vector[i] as number);
    return sum;
  }

  return {
    replace({ ticketId, project, type, statusCategory, chunks: pieces }) {
      remove(ticketId);
      const slots = pieces.map((chunk) => add(ticketId, chunk));
      tickets.set(ticketId, { document: { ticketId, project, type, statusCategory }, slots });
      lexical.add(
        slots[0] ?? 0,
        pieces.map(({ kind, text }, position) => ({ slot: slots[position] as number, kind, text })),
      );
    },
    remove,
    search({ asker, text, vector, filter, limit }) {
      const readable = accesses.readableBy((access) => permits(asker, access));
      const allowed = new Uint8Array(used);
      const candidates: TicketEntry[] = [];
      for (const entry of tickets.values()) {
        if (!matches(entry.document, filter)) continue;
        let any = false;
        for (const slot of entry.slots) {
          if (readable[(chunks[slot] as Slot).access] === 0) continue;
          allowed[slot] = 1;
          any = true;
        }
        if (any) candidates.push(entry);
      }
      clearScores(scores, used);
      const answer = text ? lexical.ask(text, allowed) : null;
      answer?.score(scores);
      const admitted = candidates.filter(({ slots }) => answer?.admits(slots[0] as number) ?? true);
      const scored = admitted.map(({ document, slots }) => {
        const score = emptyScore(document.ticketId);
        for (const slot of slots) {
          if (allowed[slot] === 0) continue;
          const { id, kind } = chunks[slot] as Slot;
          addChunk(score, id, kind, scores.bySlot[slot] as number, vector ? similarity(slot, vector) : 0);
        }
        return score;
      });
      const asked = {
        words: text !== undefined,
        meaning: vector !== undefined,
        fullWords: answer?.fullScore ?? 0,
      };
      return { hits: fuse(scored, asked, limit), expansions: answer?.expansions ?? [] };
    },
    size: () => ({ tickets: tickets.size, chunks: live }),
  };
}

interface Slot {
  readonly id: string;
  readonly ticketId: string;
  readonly kind: ChunkKind;
  readonly access: number;
}

function matches(document: Filtered, filter: SearchFilter): boolean {
  return (
    (!filter.projects || filter.projects.includes(document.project)) &&
    (!filter.types || filter.types.includes(document.type)) &&
    (!filter.statusCategories || filter.statusCategories.includes(document.statusCategory))
  );
}

/** Thousands of chunks share a handful of accesses: each is decided once a query. */
function accessTable() {
  const numbers = new Map<string, number>();
  const accesses: Access[] = [];
  return {
    intern(access: Access): number {
      const text = JSON.stringify(access);
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, accesses.length);
      return accesses.push(access) - 1;
    },
    readableBy: (readable: (access: Access) => boolean) =>
      Uint8Array.from(accesses, (access) => (readable(access) ? 1 : 0)),
  };
}
