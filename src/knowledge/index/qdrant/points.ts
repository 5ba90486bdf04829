import { createHash } from 'node:crypto';
import type { Access } from '../../../domain/index.ts';
import { folded } from '../conditions.ts';
import type { IndexedFields } from '../search-index.ts';
import type { StoredDocument } from '../store.ts';
import { ANYBODY, clauseKey, MOST_CLAUSES } from './filter.ts';
import { type SparseVector, wordsOfChunk } from './words.ts';

/** Something in a collection: a chunk with its vectors, or a ticket by itself, which has none. No text lies in it. */
export interface Point {
  readonly id: string;
  readonly vector: { readonly meaning?: readonly number[]; readonly words?: SparseVector };
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Vectors are of unit length: six digits behind the point are as exact as the 16 bits that the embedded engine keeps. */
const DIGITS = 1e6;

/** A point's name, always the same for the same thing: what is put in twice is there once. */
export function pointId(kind: 'chunk' | 'ticket' | 'mark', id: string): string {
  const hash = createHash('sha256').update(`${kind} ${id}`).digest('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hash.slice(ends[i - 1] ?? 0, end)).join('-');
}

/**
 * A ticket as points, with vectors as they are to be compared: each chunk, and the ticket itself, whose fields lie there
 * as they are.
 *
 * @param change the number of the change that it comes with.
 */
export function pointsOf({ ticketId, fields, chunks }: StoredDocument, change: number): Point[] {
  const filtered = { ticket: ticketId, change, ...filteredFields(fields) };
  const ofChunks = chunks.map((chunk): Point => {
    const words = wordsOfChunk(chunk);
    return {
      id: pointId('chunk', chunk.id),
      vector: {
        meaning: Array.from(chunk.vector, (value) => Math.round(value * DIGITS) / DIGITS),
        ...(words.indices.length > 0 && { words }),
      },
      payload: {
        ...filtered,
        kind: chunk.kind === 'summary' ? 'summary' : 'passage',
        chunk: chunk.id,
        ...placedClauses(chunk.access),
        terms: words.indices,
      },
    };
  });
  const ticket = { kind: 'ticket', ticket: ticketId, change, chunks: chunks.length, fields };
  return [...ofChunks, { id: pointId('ticket', ticketId), vector: {}, payload: ticket }];
}

/** Where there are more clauses than places, the last place demands a principal that meets all further ones: rather hidden than shown. */
function placedClauses(access: Access): Record<string, readonly string[]> {
  const last = access.slice(MOST_CLAUSES - 1);
  const clauses: readonly (readonly string[])[] = [
    ...access.slice(0, MOST_CLAUSES - 1),
    ...last
      .slice(0, 1)
      .map((clause) => clause.filter((principal) => last.every((other) => other.includes(principal)))),
  ];
  return Object.fromEntries(
    Array.from({ length: MOST_CLAUSES }, (_, place) => [clauseKey(place), clauses[place] ?? [ANYBODY]]),
  );
}

/** Fields as conditions compare them: what has no value is absent, and a project goes by its key and its name. */
function filteredFields({ labels, components, projectName, ...single }: IndexedFields) {
  const all = {
    ...single,
    project: [single.project, projectName],
    label: labels,
    component: components,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, foldedValue(value)]])),
  );
}

function foldedValue(value: string | number | readonly string[]): unknown {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? folded(value) : value.map(folded);
}
