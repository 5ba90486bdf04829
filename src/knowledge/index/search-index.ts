import type { Access, Asker, StatusCategory } from '../../domain/index.ts';
import type { SignalWeights } from './weights.ts';

/**
 * The kinds of text that a ticket is cut into: its summary alone, summary with description, and each comment; once more by
 * itself whatever of these is code or a stack trace; and what is in fields of the site's own, worklogs and files.
 */
export const CHUNK_KINDS = [
  'summary',
  'report',
  'comment',
  'code',
  'field',
  'worklog',
  'attachment',
] as const;
export type ChunkKind = (typeof CHUNK_KINDS)[number];

/** By words alone, by meaning alone, or by both. */
export const SEARCH_MODES = ['hybrid', 'lexical', 'semantic'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

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

/** What is filtered on, sorted by and counted. Points in time are epoch milliseconds. */
export interface IndexedFields {
  readonly key: string;
  /** The Jira site that it is of, as people call it. */
  readonly site: string;
  /** The project's key. */
  readonly project: string;
  readonly projectName: string;
  readonly type: string;
  readonly status: string;
  readonly statusCategory: StatusCategory;
  readonly priority: string | null;
  readonly resolution: string | null;
  readonly labels: readonly string[];
  readonly components: readonly string[];
  /** Display names. */
  readonly reporter: string | null;
  readonly assignee: string | null;
  readonly created: number;
  readonly updated: number;
  readonly resolved: number | null;
}

/** A ticket as the index holds it: its fields, and its text in pieces. */
export interface IndexDocument {
  readonly ticketId: string;
  /** The state of the ticket: the lake line that it came from. Negative: of that line, and to be made again with its meaning. */
  readonly seq: number;
  readonly fields: IndexedFields;
  readonly chunks: readonly EmbeddedChunk[];
}

export type TermField =
  | 'key'
  | 'site'
  | 'project'
  | 'type'
  | 'status'
  | 'statusCategory'
  | 'priority'
  | 'resolution'
  | 'label'
  | 'component'
  | 'reporter'
  | 'assignee';
export type TimeField = 'created' | 'updated' | 'resolved';

/**
 * One demand on a ticket's fields. `anyOf`: some value of the field is one of these, without regard to case; a project
 * is named by its key or its name. `from` and `before`: the moment is not before the one and before the other, in epoch
 * milliseconds. `not` turns the whole demand round: what has no value at all then meets it.
 */
export type Condition =
  | { readonly field: TermField; readonly anyOf: readonly string[]; readonly not?: boolean }
  | {
      readonly field: TimeField;
      readonly from?: number;
      readonly before?: number;
      readonly not?: boolean;
    };

/** All conditions must be met; none asks nothing. */
export type SearchFilter = readonly Condition[];

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

/**
 * A query's vectors in the index's space: of all its text, and of its summary where it is a ticket; of anything else the
 * same one twice. Of unit length, or zero where the text has no meaning to the embedder.
 */
export interface QueryVectors {
  readonly whole: Float32Array;
  readonly summary: Float32Array;
}

export const SORTS = ['relevance', 'updated', 'created', 'oldest'] as const;
/** Best first; last changed first; newest first; oldest first. */
export type Sort = (typeof SORTS)[number];

/** The fields whose values can be counted. */
export const FACET_FIELDS = [
  'project',
  'type',
  'statusCategory',
  'status',
  'priority',
  'label',
  'component',
  'site',
] as const satisfies readonly TermField[];
export type FacetField = (typeof FACET_FIELDS)[number];

export interface FacetValue {
  readonly value: string;
  /** What people call it, where that is not the value: the name of a project. */
  readonly name?: string;
  /** How many matching tickets have it. */
  readonly tickets: number;
}

/** Most frequent first; a field that was not asked for is absent. */
export type Facets = { readonly [field in FacetField]?: readonly FacetValue[] };

export interface IndexQuery {
  readonly asker: Asker;
  /** Ranks by words, demands and excludes; absent: words play no part. */
  readonly text?: TextQuery | undefined;
  /** Ranks by meaning; absent: meaning plays no part. */
  readonly vectors?: QueryVectors | undefined;
  /** What meaning and summaries count for; default: the shipped weights. */
  readonly weights?: Pick<SignalWeights, 'meaning' | 'summaryMeaning'> | undefined;
  readonly filter: SearchFilter;
  /** Conditions that were picked from facets: met like the filter, but each facet is counted without those of its own field. */
  readonly chosen?: SearchFilter | undefined;
  /** At most this many tickets, beginning with the one at `offset` (default 0) of the whole list. */
  readonly limit: number;
  readonly offset?: number | undefined;
  readonly sort?: Sort | undefined;
  /** Whether to count all that match; default: not. It can cost more than the page. */
  readonly total?: boolean | undefined;
  /** Which fields to count; absent: none. */
  readonly facets?: readonly FacetField[] | undefined;
}

export interface IndexHit {
  readonly ticketId: string;
  /** What the hits are ordered by, 0 to 1: `lexical` and `semantic`, weighed against each other. */
  readonly score: number;
  /** How well the words fit, relative to the best fitting ticket of this query: 0 (no word) to 1. */
  readonly lexical: number;
  /** How near the ticket is in meaning, −1 to 1: the two that follow, weighed; 0 without query vectors. */
  readonly semantic: number;
  /** Cosine between the query and the nearest passage of the ticket, −1 to 1; null where none may be read. */
  readonly passageMeaning: number | null;
  /** Cosine between the query and the ticket's summary, −1 to 1; null where there is none. */
  readonly summaryMeaning: number | null;
  /** The piece of text that speaks most for the hit. */
  readonly passage: Chunk;
}

export interface IndexResult {
  /** The page that was asked for. */
  readonly hits: readonly IndexHit[];
  /**
   * How many tickets match in all: those that the asker may read, that meet filter and demands, and that share a word or
   * a meaning with the query where it has any. Null where it was not asked for.
   */
  readonly total: number | null;
  /** Counted over all that match, not over the page. */
  readonly facets: Facets;
  /** What words of the query were taken for, where they were. */
  readonly expansions: readonly Expansion[];
}

/** What an engine can do beyond ranking by words and meaning under filters and access. */
export interface IndexCapabilities {
  /** It demands phrases; else their words only rank. */
  readonly phrases: boolean;
  /** It demands words that begin so; else what is given of them ranks as a word. */
  readonly prefixes: boolean;
  /** It leaves out what is excluded; else a query that excludes is refused. */
  readonly exclusion: boolean;
  /** It finds words in spite of a typing mistake. */
  readonly typos: boolean;
  /** It counts facets; else none come. */
  readonly facets: boolean;
  /** It sorts by dates; else a query that asks for it is refused. */
  readonly sorting: boolean;
}

/**
 * Finds tickets by words and meaning. Filters and access are applied inside, before the best are chosen: text that
 * the asker may not read is never scored, and counts for nothing: not for how rare a word is either.
 */
export interface SearchIndex {
  readonly capabilities: IndexCapabilities;
  /** Length of every vector in it. */
  readonly dimensions: number;
  /** Puts documents in, each in the place of whatever the index holds of its ticket. Durable when it resolves. */
  replace(documents: readonly IndexDocument[]): Promise<void>;
  /** Takes out whatever the index holds of these tickets. Durable when it resolves; no file of its own holds their text then. */
  remove(ticketIds: readonly string[]): Promise<void>;
  /**
   * Finds these tickets no more, whose entries are gone from the database already. Other than with `remove`, words of them
   * may stay in a file of its own.
   */
  withdraw(ticketIds: readonly string[]): Promise<void>;
  /** What the index holds of a ticket; empty where nothing. */
  chunksOf(ticketId: string): Promise<readonly EmbeddedChunk[]>;
  /** A page of the tickets that match; the same query has the same order. */
  search(query: IndexQuery): Promise<IndexResult>;
  /** How much it holds. */
  size(): { readonly tickets: number; readonly chunks: number };
  /** Lets go of what it holds beside the memory; searches under way end as they would. */
  close(): Promise<void>;
  /** The same for an index that is not to be opened soon: what would only make that quicker goes too, where it can. */
  retire(): Promise<void>;
}
