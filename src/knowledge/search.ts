import { type Asker, CasebookError, permits } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Embedder } from './embed/index.ts';
import { excerptsFor } from './excerpt.ts';
import type {
  ChunkKind,
  Expansion,
  FacetField,
  Facets,
  IndexHit,
  IndexQuery,
  SearchFilter,
  SearchIndex,
  SearchMode,
  Sort,
} from './index/search-index.ts';
import type { IndexTarget } from './index-tickets.ts';
import { withPresentKeys } from './present-keys.ts';
import { freeTextOf, meaningTextOf } from './query/free-text.ts';
import type { QueryHint } from './query/hint.ts';
import { readQuery } from './query/read.ts';
import { suited } from './query/suit.ts';
import { hintsAtUnknownKeys, hintsAtUnknownValues } from './query/unknown-values.ts';
import { readableNow } from './readable-now.ts';
import { shownPassage } from './shown-passage.ts';
import { namedTickets, type TicketHead, ticketHeads } from './tickets.ts';

export interface SearchRequest {
  readonly asker: Asker;
  /** In the query language: docs/search.md. */
  readonly query: string;
  readonly mode: SearchMode;
  /** What was chosen beside the query; each facet is counted without the choices in its own field. */
  readonly filter: SearchFilter;
  readonly limit: number;
  /** How many hits of the list to pass over; default 0. */
  readonly offset?: number | undefined;
  /** Default: relevance, where there is anything to rank by. */
  readonly sort?: Sort | undefined;
  /** Which fields to count; default: none. */
  readonly facets?: readonly FacetField[] | undefined;
  /** Where the query's days lie: an IANA name; default: UTC. */
  readonly timeZone?: string | undefined;
}

export interface SearchHit {
  readonly ticket: TicketHead;
  readonly score: number;
  /** Why the ticket was found. */
  readonly why: {
    /** The query names this ticket's key. */
    readonly key: boolean;
    /** How well the words fit, relative to the best of this query: 0 to 1. */
    readonly lexical: number;
    /** How near the ticket is in meaning, −1 to 1: the two that follow, weighed. */
    readonly semantic: number;
    /** How near its best passage is, −1 to 1; null where none may be read. */
    readonly passageMeaning: number | null;
    /** How near its summary is, −1 to 1; null where that is no part of the index. */
    readonly summaryMeaning: number | null;
    /** The words of the query that stand in the summary or in the passage, as they stand there. */
    readonly words: readonly string[];
  };
  /** The piece of text that speaks most for the hit. */
  readonly passage: {
    readonly kind: ChunkKind;
    readonly text: string;
    /** Places in `text` where words of the query stand, as [start, end) in UTF-16 units. */
    readonly highlights: readonly (readonly [number, number])[];
  };
}

const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*-\d+(?![\w-])/gi;

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** How many tickets the whole list has. */
  readonly total: number;
  /** The order that they are in: without anything to rank by, the last changed come first. */
  readonly sort: Sort;
  /** Counted over the whole list; of a field with very many values the most frequent ones. */
  readonly facets: Facets;
  /** How the query was taken, where that needs saying. */
  readonly hints: readonly QueryHint[];
  /** Whether meaning could play a part: not while the index is of an embedder that is not here or fails, nor where it does not know the query's language. */
  readonly meaning: boolean;
}

const LANGUAGE_HINT: QueryHint = {
  code: 'language',
  message: 'Searched by words alone: search by meaning does not know the language of this query.',
  at: null,
};

/** More values of a field than this nobody reads. */
const MOST_FACET_VALUES = 50;

/** Tickets that a query names beyond these are found by their text alone: a pasted list of keys is no question. */
const MOST_NAMED = 20;

/**
 * The tickets that answer a query, in the order asked for; a ticket whose key the query names comes before all others.
 *
 * @throws CasebookError `query-unreadable`, `query-unsupported`; `meaning-unavailable` where meaning alone was asked for.
 */
export async function search(
  {
    database,
    index,
    embedder,
    weights,
  }: { database: Database; weights?: IndexQuery['weights'] } & IndexTarget,
  request: SearchRequest,
): Promise<SearchResult> {
  const {
    asker,
    query,
    mode,
    limit,
    offset = 0,
    sort = 'relevance',
    facets = [],
    timeZone = 'UTC',
  } = request;
  if (!embedder && mode === 'semantic') throw new CasebookError('meaning-unavailable', 'Use another mode.');
  const read = readQuery(query, { now: Date.now(), timeZone });
  const { text, hints } = suited(read.text, sort, index.capabilities);
  const meaningText = mode === 'lexical' ? '' : meaningTextOf(text);
  const understood = embedder?.understands?.(meaningText) ?? true;
  const vector =
    meaningText === '' || !understood ? undefined : await queryVector(embedder, meaningText, mode);
  // By meaning alone, words rank nothing; what is demanded or excluded still is.
  const ranking = mode === 'semantic' && understood ? { ...text, words: '' } : text;
  const ranks = vector !== undefined || freeTextOf(ranking) !== '';
  const order = ranks || sort !== 'relevance' ? sort : 'updated';
  const asked: IndexQuery = {
    asker,
    text: ranking,
    vectors: vector && { whole: vector, summary: vector },
    weights,
    filter: await withPresentKeys(database, asker, read.filter, { beside: true }),
    chosen: request.filter,
    limit,
    offset,
    sort: order,
    total: true,
    // Each is counted by itself, however often it is asked for.
    facets: [...new Set(facets)],
  };
  const found = await findNamedFirst(database, index, asked, freeTextOf(text));
  const ids = found.hits.map(({ ticketId }) => ticketId);
  const heads = await ticketHeads(database, asker, ids);
  const now = await readableNow(database, asker, ids);
  const excerptOf = excerptsFor(text, found.expansions);
  const readable = found.hits.flatMap((hit) => {
    const ticket = heads.get(hit.ticketId);
    // Once more where text leaves: a ticket or passage that the asker may not read ends here whatever the index said.
    if (!ticket) return [];
    const key = found.named.has(hit.ticketId);
    const shown = shownPassage(hit, now, (passage) => excerptOf(passage, ticket.summary), key || !ranks);
    if (!shown) return [];
    const { words, replaced, ...passage } = shown;
    const signals = replaced ? UNMEASURED : signalsOf(hit);
    return [{ ticket, score: hit.score, why: { key, ...signals, words }, passage }];
  });
  return {
    hits: readable,
    total: found.total,
    sort: order,
    facets: mostFrequent(found.facets, request.filter),
    hints: [
      ...read.hints,
      ...hints,
      ...(understood ? [] : [LANGUAGE_HINT]),
      ...found.expansions.map(hintAtSpelling),
      ...(await hintsAtUnknownKeys(index, asker, found.unknownKeys)),
      ...(await hintsAtUnknownValues(
        index,
        asker,
        await withPresentKeys(database, asker, read.filter, { beside: false }),
      )),
    ],
    meaning: embedder !== null && (meaningText === '' || vector !== undefined),
  };
}

/** Absent where there is no embedder, or it fails: words find a lot by themselves. @throws CasebookError in semantic mode. */
async function queryVector(
  embedder: Embedder | null,
  text: string,
  mode: SearchMode,
): Promise<Float32Array | undefined> {
  if (!embedder) return undefined;
  try {
    return (await embedder.embed([text], { as: 'query' }))[0];
  } catch (error) {
    if (mode === 'semantic' || !(error instanceof CasebookError)) throw error;
    return undefined;
  }
}

/** Of a hit that no text was measured for, or none that the asker may read. */
const UNMEASURED = { lexical: 0, semantic: 0, passageMeaning: null, summaryMeaning: null };

function signalsOf({ lexical, semantic, passageMeaning, summaryMeaning }: IndexHit) {
  return { lexical, semantic, passageMeaning, summaryMeaning };
}

function hintAtSpelling({ word, meant }: Expansion): QueryHint {
  const others = meant.map((each) => `“${each}”`).join(' and ');
  return {
    code: 'spelling',
    message: `“${word}” hardly stands anywhere; ${others} is searched too.`,
    at: null,
  };
}

/** The values of facets that are worth showing: the most frequent, and whatever was chosen. */
function mostFrequent(facets: Facets, chosen: SearchFilter): Facets {
  const kept = Object.entries(facets).map(([field, values]) => {
    const picked = chosen.flatMap((each) => ('anyOf' in each && each.field === field ? each.anyOf : []));
    return [field, values.filter(({ value }, rank) => rank < MOST_FACET_VALUES || picked.includes(value))];
  });
  return Object.fromEntries(kept);
}

interface FoundNamedFirst {
  readonly hits: readonly IndexHit[];
  readonly total: number;
  readonly facets: Facets;
  readonly expansions: readonly Expansion[];
  /** The ids of the tickets that the query names by their keys. */
  readonly named: ReadonlySet<string>;
  /** Keys in the query of which the asker may read no ticket. */
  readonly unknownKeys: readonly string[];
}

/** A page of the list that begins with the tickets that the query names, and goes on with the others that match. */
async function findNamedFirst(
  database: Database,
  index: SearchIndex,
  asked: IndexQuery,
  text: string,
): Promise<FoundNamedFirst> {
  const { named, unknownKeys } = await ticketsNamedIn(database, asked.asker, text);
  if (named.length === 0) {
    const found = await index.search(asked);
    return { ...found, total: found.total ?? 0, named: new Set(), unknownKeys };
  }
  const { limit, offset = 0 } = asked;
  const keys = named.map(({ key }) => key);
  const first = await keyHits(index, asked, named);
  const shown = first.slice(offset, offset + limit);
  const others = await index.search({
    ...asked,
    filter: [...asked.filter, { field: 'key', anyOf: keys, not: true }],
    limit: limit - shown.length,
    offset: Math.max(0, offset - first.length),
    facets: [],
  });
  const { facets } = await index.search({ ...asked, limit: 0, total: false });
  return {
    hits: [...shown, ...others.hits],
    total: first.length + (others.total ?? 0),
    facets,
    expansions: others.expansions,
    named: new Set(first.map(({ ticketId }) => ticketId)),
    unknownKeys,
  };
}

interface NamedTicket {
  readonly id: string;
  readonly key: string;
}

async function ticketsNamedIn(
  database: Database,
  asker: Asker,
  text: string,
): Promise<{ readonly named: NamedTicket[]; readonly unknownKeys: string[] }> {
  const keys = new Set([...text.matchAll(KEY)].map(([key]) => key.toUpperCase()));
  const first = [...keys].slice(0, MOST_NAMED);
  const found = await namedTickets(database, asker, first);
  // One may be named by its present key and by a former one.
  const named = [...new Map([...found.values()].map((ticket) => [ticket.id, ticket])).values()];
  return { named, unknownKeys: first.filter((key) => !found.has(key)) };
}

/**
 * Tickets found by their key: filters do not apply, since the asker named them. Words and meaning are measured where
 * they match, and none where they do not.
 */
async function keyHits(
  index: SearchIndex,
  { asker, text, vectors, weights }: Pick<IndexQuery, 'asker' | 'text' | 'vectors' | 'weights'>,
  named: readonly NamedTicket[],
): Promise<IndexHit[]> {
  const filter: SearchFilter = [{ field: 'key', anyOf: named.map(({ key }) => key) }];
  const { hits: matching } = await index.search({
    asker,
    text,
    vectors,
    weights,
    filter,
    limit: named.length,
  });
  const hits = await Promise.all(
    named.map(async ({ id: ticketId }) => {
      const hit = matching.find((each) => each.ticketId === ticketId);
      if (hit) return [{ ...hit, score: 1 }];
      const chunks = (await index.chunksOf(ticketId)).filter(({ access }) => permits(asker, access));
      const passage = chunks.find(({ kind }) => kind === 'report') ?? chunks[0];
      return passage ? [{ ticketId, score: 1, ...UNMEASURED, passage }] : [];
    }),
  );
  return hits.flat();
}
