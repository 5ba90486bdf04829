import { type Access, permits } from '../../../domain/index.ts';
import type { Unrelated } from '../../centring/centring.ts';
import { freeTextOf } from '../../query/free-text.ts';
import { termsOf } from '../../terms.ts';
import { compareBy, countValues, type Standing, standingIn } from '../conditions.ts';
import { probesOf } from '../meaning.ts';
import type {
  ChunkKind,
  EmbeddedChunk,
  Expansion,
  FacetField,
  Facets,
  IndexDocument,
  IndexedFields,
  IndexQuery,
} from '../search-index.ts';
import { addChunk, countWithWords, emptyScore, type FusedHit, fuse, type TicketScore } from './fusion.ts';
import { createLexicalIndex } from './lexical/lexical-index.ts';
import { clearScores, createScores } from './lexical/scores.ts';

/** Entries looked at with each change to clear away what removed texts left behind: well below a millisecond. */
const SWEEP_STEPS = 20_000;

interface TicketEntry {
  readonly ticketId: string;
  readonly fields: IndexedFields;
  readonly slots: number[];
}

export interface Found {
  /** The page that was asked for. */
  readonly hits: readonly FusedHit[];
  readonly total: number;
  readonly facets: Facets;
  readonly expansions: readonly Expansion[];
}

/**
 * The search itself, in memory and exact: every permitted chunk is scored. A slot is a chunk's number in all arrays;
 * slots of removed chunks are used again, once the lexical index has cleared away what they left behind.
 */
export interface Engine {
  replace(document: Omit<IndexDocument, 'seq'>): void;
  remove(ticketId: string): void;
  search(query: IndexQuery): Found;
  size(): { tickets: number; chunks: number };
}

/** @param unrelated how near unrelated tickets of this index lie; null where that is not known yet. */
export function createEngine(dimensions: number, unrelated: Unrelated | null = null): Engine {
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
    replace({ ticketId, fields, chunks: pieces }) {
      remove(ticketId);
      const slots = pieces.map((chunk) => add(ticketId, chunk));
      tickets.set(ticketId, { ticketId, fields, slots });
      lexical.add(
        slots[0] ?? 0,
        pieces.map(({ kind, text }, position) => ({ slot: slots[position] as number, kind, text })),
      );
    },
    remove,
    search(query) {
      const { asker, text, vectors: queryVectors, filter, chosen = [] } = query;
      const { limit, offset = 0, sort = 'relevance', facets = [] } = query;
      const probes = queryVectors && probesOf(queryVectors);
      const readable = accesses.readableBy((access) => permits(asker, access));
      const allowed = new Uint8Array(used);
      const standingOf = standingIn(filter, chosen);
      const candidates = new Map<Standing, TicketEntry[]>();
      for (const entry of tickets.values()) {
        const standing = standingOf(entry.fields);
        if (standing === 'out') continue;
        let any = false;
        for (const slot of entry.slots) {
          if (readable[(chunks[slot] as Slot).access] === 0) continue;
          allowed[slot] = 1;
          any = true;
        }
        if (!any) continue;
        const group = candidates.get(standing);
        if (group) group.push(entry);
        else candidates.set(standing, [entry]);
      }
      clearScores(scores, used);
      const answer = text ? lexical.ask(text, allowed) : null;
      answer?.score(scores);
      const scored = new Map(Array.from(candidates, ([standing, entries]) => [standing, scoredOf(entries)]));
      const asked = {
        words: text !== undefined && freeTextOf(text) !== '',
        meaning: probes !== undefined,
        queryWords: text ? new Set(Array.from(termsOf(freeTextOf(text)), ({ term }) => term)).size : 0,
        fullWords: answer?.fullScore ?? 0,
        ticketsWithWords: countWithWords([...scored.values()].flat()),
        unrelated,
      };

      /** The scores of those that have what is demanded. */
      function scoredOf(entries: readonly TicketEntry[]): TicketScore[] {
        const admitted = entries.filter(({ slots }) => answer?.admits(slots[0] as number) ?? true);
        return admitted.map(({ ticketId, slots }) => {
          const score = emptyScore(ticketId);
          for (const slot of slots) {
            if (allowed[slot] === 0) continue;
            const { id, kind } = chunks[slot] as Slot;
            const probe = kind === 'summary' ? probes?.summary : probes?.passage;
            addChunk(score, id, kind, scores.bySlot[slot] as number, probe ? similarity(slot, probe) : 0);
          }
          return score;
        });
      }

      /** All that match of the candidates of one standing, best first. */
      function matching(standing: Standing): readonly FusedHit[] {
        const group = scored.get(standing) ?? [];
        if (asked.words || asked.meaning) return fuse(group, asked, group.length);
        return group.map(({ ticketId, best }) => ({
          ticketId,
          score: 0,
          lexical: 0,
          semantic: 0,
          passageMeaning: null,
          summaryMeaning: null,
          chunkId: best,
        }));
      }

      const hits = matching('in');
      const fieldsOf = ({ ticketId }: FusedHit) => (tickets.get(ticketId) as TicketEntry).fields;
      const compare = sort === 'relevance' ? null : compareBy(sort);
      const listed = compare
        ? hits
            .map((hit) => ({ hit, ticketId: hit.ticketId, fields: fieldsOf(hit) }))
            .sort(compare)
            .map(({ hit }) => hit)
        : hits;
      const counted = facets.map((field): [FacetField, Facets[FacetField]] => [
        field,
        countValues([...hits, ...matching(field)].map(fieldsOf), field),
      ]);
      return {
        hits: listed.slice(offset, offset + limit),
        total: hits.length,
        facets: Object.fromEntries(counted),
        expansions: answer?.expansions ?? [],
      };
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
