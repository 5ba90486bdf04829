import type { Access, Asker, StatusCategory } from '../../domain/index.ts';

/**
 * The kinds of text that a ticket is cut into: its summary alone, summary with description, and each comment; and once
 * more by itself whatever of these is code or a stack trace.
 */
export const CHUNK_KINDS = ['summary', 'report', 'comment', 'code'] as const;
export type ChunkKind = (typeof CHUNK_KINDS)[number];

/** A piece of a ticket's text. Its id stays the same while its text and the part of the ticket that it stands in do. */
export interface Chunk {
  readonly id: string;
  readonly kind: ChunkKind;
  readonly text: string;
  readonly access: Access;
}

export interface EmbeddedChunk extends Chunk {
  /** A unit vector in the embedder's space, or zero where the text has no meaning to it. */
  readonly vector: Float32Array;
}

/** A ticket as the index holds it: what is filtered on, and its text in pieces. */
export interface IndexDocument {
  readonly ticketId: string;
  /** The state of the ticket: the lake line that it came from. 0: not to be taken for any state of it. */
  readonly seq: number;
  readonly project: string;
  readonly type: string;
  readonly statusCategory: StatusCategory;
  readonly chunks: readonly EmbeddedChunk[];
}

/** Within a list any value will do; all lists given must be met. An absent list asks nothing. */
export interface SearchFilter {
  readonly projects?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly statusCategories?: readonly StatusCategory[] | undefined;
}

/** The words of a query. What is demanded and excluded stands apart from what only ranks. */
export interface TextQuery {
  /** Free text: ranks, and is what gets embedded. */
  readonly words: string;
  /** Each must stand in one piece and in this order; ranks too. */
  readonly phrases: readonly string[];
  /** For each some word must begin so; ranks too. */
  readonly prefixes: readonly string[];
  /** None of these may stand in it. A word is a phrase of one word. */
  readonly excluded: readonly { readonly kind: 'phrase' | 'prefix'; readonly text: string }[];
}

/** A word of a query that no text holds which the asker may read, or hardly one, and the words it was taken for. */
export interface Expansion {
  readonly word: string;
  readonly meant: readonly string[];
}

export interface IndexQuery {
  readonly asker: Asker;
  /** Ranks by words, demands and excludes; absent: words play no part. */
  readonly text?: TextQuery | undefined;
  /** Ranks by meaning: a unit vector of the index's embedder; absent: meaning plays no part. */
  readonly vector?: Float32Array | undefined;
  readonly filter: SearchFilter;
  /** At most this many tickets. */
  readonly limit: number;
}

export interface IndexHit {
  readonly ticketId: string;
  /** What the hits are ordered by, 0 to 1: `lexical` and `semantic`, weighed against each other. */
  readonly score: number;
  /** How well the words fit, relative to the best fitting ticket of this query: 0 (no word) to 1. */
  readonly lexical: number;
  /** Cosine between the query and the ticket's nearest piece of text, −1 to 1; 0 without a query vector. */
  readonly semantic: number;
  /** The piece of text that speaks most for the hit. */
  readonly passage: Chunk;
  /** What words of the query were taken for, where they were; the same for all hits. */
  readonly expansions: readonly Expansion[];
}

/**
 * Finds tickets by words and meaning. Filters and access are applied inside, before the best are chosen: text that
 * the asker may not read is never scored. (How rare a word is counts over all texts, whoever may read them.)
 */
export interface SearchIndex {
  /** Length of every vector in it. */
  readonly dimensions: number;
  /** Puts documents in, each in the place of whatever the index holds of its ticket. Durable when it resolves. */
  replace(documents: readonly IndexDocument[]): Promise<void>;
  /** Takes out whatever the index holds of these tickets. Durable when it resolves. */
  remove(ticketIds: readonly string[]): Promise<void>;
  /** What the index holds of a ticket; empty where nothing. */
  chunksOf(ticketId: string): Promise<readonly EmbeddedChunk[]>;
  /** The best tickets, best first. */
  search(query: IndexQuery): Promise<readonly IndexHit[]>;
  /** How much it holds. */
  size(): { readonly tickets: number; readonly chunks: number };
}
