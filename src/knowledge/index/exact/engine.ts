import { breathe } from '../../../platform/turns/index.ts';
import type { Unrelated } from '../../centring/centring.ts';
import { freeTextOf } from '../../query/free-text.ts';
import { termsOf } from '../../terms.ts';
import type { FusedHit } from '../fusion.ts';
import { probesOf } from '../meaning.ts';
import type { Expansion, Facets, IndexDocument, IndexQuery } from '../search-index.ts';
import { WEIGHTS } from '../weights.ts';
import { createAccessTable } from './access-table.ts';
import { both, countBits, retain } from './bits.ts';
import { type ColumnsParts, createColumns } from './columns.ts';
import { hitOf } from './hit.ts';
import { createLexicalIndex, type LexicalParts } from './lexical/lexical-index.ts';
import { createScores } from './lexical/scores.ts';
import { meaningsOf, NO_MEANINGS, type Ranked } from './meanings.ts';
import { createMemo } from './memo.ts';
import { createNumbering, NONE, type NumberingParts } from './numbering.ts';
import {
  bestByWords,
  bestTickets,
  countWithWords,
  type Evidence,
  matchingTickets,
  scaleOf,
  type WordEvidence,
} from './ranked-search.ts';
import { createReaderships } from './readerships.ts';
import { createScopes } from './scopes.ts';
import { createSeen } from './seen.ts';
import { sortedTickets } from './sorted-tickets.ts';
import { createVectorArena } from './vectors/arena.ts';
import type { Scored } from './vectors/top.ts';
import { wordScores } from './word-scores.ts';

/** Entries looked at in one step to clear away what removed texts left behind: well below a millisecond. */
const SWEEP_STEPS = 20_000;
/** Tickets that are looked at however few are wanted, to know early what the best few reach at least. */
const SEEDS = 32;

export interface Found {
  /** The page that was asked for. */
  readonly hits: readonly FusedHit[];
  /** Null where it was not asked for. */
  readonly total: number | null;
  readonly facets: Facets;
  readonly expansions: readonly Expansion[];
}

/**
 * The search itself, in memory and exact. Changes count for searches that begin later; one under way sees each ticket
 * as it was before or as it is afterwards.
 */
export interface Engine {
  replace(document: Omit<IndexDocument, 'seq'>): void;
  remove(ticketId: string): void;
  search(query: IndexQuery): Promise<Found>;
  size(): { tickets: number; chunks: number };
  has(ticketId: string): boolean;
  ticketIds(): Iterable<string>;
  /** Memory in use, in bytes, by what it is for. */
  bytes(): Readonly<Record<string, number>>;
  /** Everything as it lies there, good while `moment` stays the same. */
  parts(): EngineParts;
  /** Another number after every change of what is stored. */
  moment(): number;
  /** Ends its threads; whoever still asks is answered. */
  close(): Promise<void>;
}

/** What an engine holds, as raw arrays in the byte order of the machine; vectors are centred and encoded. */
export interface EngineParts {
  /** Each as JSON. */
  readonly accesses: readonly string[];
  readonly numbering: NumberingParts;
  readonly columns: ColumnsParts;
  readonly lexical: LexicalParts;
  /** Segments of the arena, all equally long. */
  readonly vectors: readonly Uint8Array[];
}

/** The same to be read back; vectors go straight to where they are to lie. */
export interface StoredEngine extends Omit<EngineParts, 'vectors'> {
  readVectors(place: (segment: number) => Uint8Array): void;
}

/** What words say to a query, before anything is known of its meaning. */
interface WordsFound {
  readonly evidence: WordEvidence;
  /** The best of the list. */
  readonly byWords: Scored;
  /** How many tickets of the scope have a word, no further than it makes a difference; 0 where meaning plays no part. */
  readonly ticketsWithWords: number;
  /** How many different words the query has; 0 where meaning plays no part. */
  readonly queryWords: number;
  readonly fullScore: number;
  readonly expansions: readonly Expansion[];
}

/**
 * @param unrelated how near unrelated tickets of this index lie; null where that is not known yet.
 * @param from what it held before, which belongs to it from then on.
 */
export function createEngine(
  dimensions: number,
  unrelated: Unrelated | null = null,
  from?: StoredEngine,
): Engine {
  const accesses = createAccessTable(from?.accesses);
  const numbering = createNumbering(from?.numbering);
  const columns = createColumns(from?.columns);
  const scopes = createScopes(numbering, columns, accesses);
  const lexical = createLexicalIndex({ from: from?.lexical });
  const readerships = createReaderships(numbering, accesses, lexical.shapes);
  const arena = createVectorArena(dimensions);
  from?.readVectors(arena.part);
  if (from) arena.restored();
  const scores = createScores();
  const seen = createSeen();
  const known = createMemo();
  /** For each search whose vectors are being ranked, the tickets that changed since. */
  const watches = new Set<Set<number>>();
  let sweeping = false;
  let moment = 0;

  function remove(ticketId: string): void {
    const ticket = numbering.find(ticketId);
    if (ticket === NONE) return;
    moment += 1;
    const slots = numbering.remove(ticket);
    scopes.remove(ticket, slots);
    readerships.remove(slots);
    lexical.remove(slots);
    for (const slot of slots) arena.clear(slot);
    for (const changed of watches) changed.add(ticket);
    if (!sweeping && lexical.isSweepDue()) void sweep();
  }

  async function sweep(): Promise<void> {
    sweeping = true;
    while (lexical.isSweepDue()) {
      await breathe();
      moment += 1;
      numbering.free(lexical.sweep(SWEEP_STEPS));
    }
    sweeping = false;
  }

  function replace({ ticketId, fields, chunks }: Omit<IndexDocument, 'seq'>): void {
    remove(ticketId);
    moment += 1;
    const ticket = numbering.add(
      ticketId,
      chunks.map(({ id, kind, access }) => ({ id, kind, access: accesses.intern(access) })),
    );
    columns.put(ticket, fields);
    const texts = [];
    let slot = numbering.first[ticket]!;
    for (const { kind, text, vector } of chunks) {
      arena.set(slot, vector);
      texts.push({ slot, kind, text });
      slot = numbering.next[slot]!;
    }
    lexical.add(ticket, texts);
    scopes.add(ticket);
    readerships.add(ticket);
    for (const changed of watches) changed.add(ticket);
  }

  /** What words say to a query: good until the next change or query. */
  function wordsFound(query: IndexQuery): WordsFound {
    const { text } = query;
    const scope = scopes.of(query);
    const said = text ? lexical.ask(text, scope.allowed, readerships.of(query.asker)) : null;
    scores.begin(numbering.slotEnd);
    said?.score(scores);
    const demands = text && text.phrases.length + text.prefixes.length + text.excluded.length > 0;
    const evidence = {
      numbering,
      scope,
      seen,
      scores,
      words: wordScores(numbering, scores),
      admits: said && demands ? said.admits : null,
    };
    return {
      evidence,
      byWords: bestByWords(evidence, seedsOf(query)),
      ticketsWithWords: query.vectors ? countWithWords(evidence) : 0,
      queryWords: query.vectors && text ? countTerms(freeTextOf(text)) : 0,
      fullScore: said?.fullScore ?? 0,
      expansions: said?.expansions ?? [],
    };
  }

  /** All else about a query but the ranking of its vectors, in one step with what words say. */
  function answer(query: IndexQuery, found: WordsFound, ranked: Ranked | null): Found {
    const { text, limit, offset = 0, facets = [], weights = WEIGHTS } = query;
    const { scope, admits } = found.evidence;
    known.begin(numbering.ticketEnd);
    const evidence: Evidence = {
      ...found.evidence,
      meanings: ranked ? meaningsOf(numbering, scope, ranked, known, seedsOf(query), weights) : NO_MEANINGS,
      asked: {
        words: text !== undefined && freeTextOf(text) !== '',
        meaning: ranked !== null,
        weights,
        queryWords: found.queryWords,
        fullWords: found.fullScore,
        unrelated,
      },
    };
    const ranks = evidence.asked.words || evidence.asked.meaning;
    const fusion = scaleOf(evidence, found);
    const isSorted = !ranks || (query.sort ?? 'relevance') !== 'relevance';
    const matching =
      query.total || facets.length > 0 || (isSorted && limit > 0) ? matchingTickets(evidence, fusion) : null;
    if (matching && admits) retain(matching, admits);
    const listed = matching && both(matching, scope.inside);
    const page =
      limit === 0
        ? []
        : listed && isSorted
          ? sortedTickets(numbering, columns, listed, { sort: query.sort, count: offset + limit })
          : bestTickets(evidence, fusion, found.byWords, offset + limit);
    return {
      hits: Array.from(page.slice(offset), (ticket) => hitOf(evidence, ranks ? fusion : null, ticket)),
      total: query.total && listed ? countBits(listed) : null,
      facets: Object.fromEntries(
        facets.map((field) => {
          const beside = scope.beside.get(field);
          const sets = matching && listed ? [listed, ...(beside ? [both(matching, beside)] : [])] : [];
          return [field, columns.count(field, sets)];
        }),
      ),
      expansions: found.expansions,
    };
  }

  return {
    replace,
    remove,
    async search(query) {
      if (!query.vectors) return answer(query, wordsFound(query), null);
      const probes = probesOf(query.vectors);
      const changed = new Set<number>();
      const scope = scopes.of(query);
      let found: WordsFound;
      watches.add(changed);
      try {
        return await arena.rank(
          [
            { query: probes.passage, allowed: scope.passages, moment },
            { query: probes.summary, allowed: scope.summaries, moment },
          ],
          (passages, summaries) => answer(query, found, { passages, summaries, changed }),
          () => {
            found = wordsFound(query);
          },
        );
      } finally {
        watches.delete(changed);
      }
    },
    size: () => numbering.size(),
    has: (ticketId) => numbering.find(ticketId) !== NONE,
    ticketIds: () => numbering.ticketIds(),
    bytes: () => ({
      ...arena.bytes(),
      ...lexical.bytes(),
      numbering: numbering.bytes(),
      columns: columns.bytes(),
    }),
    parts: () => ({
      accesses: accesses.parts(),
      numbering: numbering.parts(),
      columns: columns.parts(),
      lexical: lexical.parts(),
      vectors: arena.parts(),
    }),
    moment: () => moment,
    close: () => arena.close(),
  };
}

const seedsOf = ({ limit, offset = 0 }: IndexQuery) => Math.max(offset + limit, SEEDS);

function countTerms(text: string): number {
  return new Set(Array.from(termsOf(text), ({ term }) => term)).size;
}
