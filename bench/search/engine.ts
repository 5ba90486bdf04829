import type { DataFolder } from './data-folder.ts';

/** Hits that are asked for, of every engine in every mode. */
export const K = 10;

/** The searches that are measured. A mode that ends in `-ticket` has a whole ticket as its query, the others two to six words. */
export const MODES = [
  'vector',
  'filter5',
  'filter0.1',
  'lexical',
  'hybrid',
  'lexical-ticket',
  'hybrid-ticket',
] as const;
export type Mode = (typeof MODES)[number];

/** The field of a document that a mode's filter demands to be true. */
export type FilterField = 'five' | 'rare';
export const FILTER_OF: Partial<Record<Mode, FilterField>> = { filter5: 'five', 'filter0.1': 'rare' };

/** What is searched for: the words, and their vector of length 1, which nobody has to compute any more. */
export interface Query {
  readonly text: string;
  readonly vector: Float32Array;
}

/** Document numbers, best first. */
export type Ids = readonly number[];

/** Bytes by the name of what they are for. */
export interface BytesByPart {
  readonly memory: Readonly<Record<string, number>>;
  readonly disk: Readonly<Record<string, number>>;
}

/**
 * One way to search, ours or a peer's. `build` leaves everything in the folder that `open` needs, in another process.
 * A kind of search that an engine does not have is absent.
 */
export interface Engine {
  /** Name and version of what is measured, with whatever was chosen about it. */
  readonly describe: string;
  /** Whatever has to stand before, and is not measured. */
  prepare?(data: DataFolder): Promise<void>;
  /** Puts all documents in, searchable and on disk when it resolves. */
  build(data: DataFolder): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
  /** Bytes that a server of its own holds in memory; absent where all is in this process. */
  serverMemory?(): number;
  /** What the bytes are for, in memory and on disk; absent where an engine does not tell. */
  bytes?(): Promise<BytesByPart>;
  /** The nearest by inner product; with a filter, of those documents alone whose field is true. */
  vector?(vector: Float32Array, filter: FilterField | undefined): Promise<Ids>;
  /** The best by any of the words. */
  lexical?(text: string): Promise<Ids>;
  /** The best by words and vector together. */
  hybrid?(query: Query): Promise<Ids>;
  /** Puts other content in the place of documents, durably. */
  update?(
    documents: readonly { readonly id: number; readonly text: string; readonly vector: Float32Array }[],
  ): Promise<void>;
}

/** Where an engine keeps what it builds, how long its vectors are, and where peers are installed. */
export interface EngineSetting {
  readonly store: string;
  readonly dimensions: number;
  readonly packages: string;
}

export type OpenEngine = (setting: EngineSetting) => Promise<Engine>;

/** Does one search of a mode; absent where the engine has no such search. */
export function searchOf(engine: Engine, mode: Mode): ((query: Query) => Promise<Ids>) | undefined {
  const { vector, lexical, hybrid } = engine;
  if (mode.startsWith('lexical')) return lexical && (({ text }) => lexical(text));
  if (mode.startsWith('hybrid')) return hybrid;
  return vector && ((query) => vector(query.vector, FILTER_OF[mode]));
}

/** How deep each list is that rank fusion joins: the custom of the peers' own examples. */
export const FUSION_DEPTH = 50;

/** Reciprocal rank fusion (Cormack, Clarke & Büttcher 2009) with its customary constant: for peers without a hybrid search of their own. */
export function fuseRanks(lists: readonly Ids[]): Ids {
  const scores = new Map<number, number>();
  for (const list of lists)
    for (const [rank, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (60 + rank + 1));
  return [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, K)
    .map(([id]) => id);
}
