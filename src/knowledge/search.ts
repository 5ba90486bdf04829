import { type Asker, CasebookError, permits } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Embedder } from './embed/index.ts';
import { excerptOf } from './excerpt.ts';
import type { ChunkKind, IndexHit, SearchFilter, SearchIndex } from './index/search-index.ts';
import type { IndexTarget } from './index-tickets.ts';
import { meaningTextOf, wordsQuery } from './query/free-text.ts';
import { type TicketHead, ticketHeads, ticketIdOf } from './tickets.ts';

/** By words alone, by meaning alone, or by both. */
export const SEARCH_MODES = ['hybrid', 'lexical', 'semantic'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

export interface SearchRequest {
  readonly asker: Asker;
  readonly query: string;
  readonly mode: SearchMode;
  readonly filter: SearchFilter;
  readonly limit: number;
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
    /** Cosine between query and ticket, −1 to 1. */
    readonly semantic: number;
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
  /** Whether meaning could play a part: not while the index is of an embedder that is not here, or that fails. */
  readonly meaning: boolean;
}

/**
 * The tickets that answer a query, best first; a ticket whose key the query names comes before all others.
 *
 * @throws CasebookError `meaning-unavailable` where meaning alone was asked for.
 */
export async function search(
  { database, index, embedder }: { database: Database } & IndexTarget,
  { asker, query, mode, filter, limit }: SearchRequest,
): Promise<SearchResult> {
  if (!embedder && mode === 'semantic') throw new CasebookError('meaning-unavailable', 'Use another mode.');
  const asked = wordsQuery(query);
  const vector = mode === 'lexical' ? null : await queryVector(embedder, meaningTextOf(asked), mode);
  const text = mode === 'semantic' ? undefined : asked;
  const found = await index.search({ asker, text, vector: vector ?? undefined, filter, limit });
  const named = await namedTickets(database, asker, query);
  const byKey = await keyHits(index, asker, named, found);
  const hits = [...byKey, ...found.filter(({ ticketId }) => !named.includes(ticketId))];
  const heads = await ticketHeads(
    database,
    asker,
    hits.map(({ ticketId }) => ticketId),
  );
  const readable = hits.slice(0, limit).flatMap((hit) => {
    const ticket = heads.get(hit.ticketId);
    // Once more where text leaves: a ticket or passage that the asker may not read ends here whatever the index said.
    if (!ticket || !permits(asker, hit.passage.access)) return [];
    const { words, ...passage } = excerptOf(hit.passage.text, ticket.summary, asked, hit.expansions);
    return [
      {
        ticket,
        score: hit.score,
        why: { key: named.includes(hit.ticketId), lexical: hit.lexical, semantic: hit.semantic, words },
        passage: { kind: hit.passage.kind, ...passage },
      },
    ];
  });
  return { hits: readable, meaning: embedder !== null && (vector !== null || mode === 'lexical') };
}

/** Null where there is no embedder, or it fails: words find a lot by themselves. @throws CasebookError in semantic mode. */
async function queryVector(
  embedder: Embedder | null,
  text: string,
  mode: SearchMode,
): Promise<Float32Array | null> {
  if (!embedder) return null;
  try {
    return (await embedder.embed([text], { as: 'query' }))[0] ?? null;
  } catch (error) {
    if (mode === 'semantic' || !(error instanceof CasebookError)) throw error;
    return null;
  }
}

async function namedTickets(database: Database, asker: Asker, query: string): Promise<string[]> {
  const keys = [...new Set([...query.matchAll(KEY)].map(([key]) => key.toUpperCase()))];
  const ids = await Promise.all(keys.map((key) => ticketIdOf(database, asker, key)));
  return ids.filter((id) => id !== null);
}

/**
 * Tickets found by their key: filters do not apply, since the asker named them. Words and meaning are those of the
 * search where it found the ticket too, and none where it did not.
 */
async function keyHits(
  index: SearchIndex,
  asker: Asker,
  ids: readonly string[],
  found: readonly IndexHit[],
): Promise<IndexHit[]> {
  const hits = await Promise.all(
    ids.map(async (ticketId) => {
      const hit = found.find((each) => each.ticketId === ticketId);
      if (hit) return [{ ...hit, score: 1 }];
      const chunks = (await index.chunksOf(ticketId)).filter(({ access }) => permits(asker, access));
      const passage = chunks.find(({ kind }) => kind === 'report') ?? chunks[0];
      return passage ? [{ ticketId, score: 1, lexical: 0, semantic: 0, passage, expansions: [] }] : [];
    }),
  );
  return hits.flat();
}
