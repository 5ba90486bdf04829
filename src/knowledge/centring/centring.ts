import type { ChunkKind, IndexDocument, QueryVectors } from '../index/search-index.ts';
import { mapped } from './mapped.ts';
import { dot, type PrincipalComponents, without } from './principal-components.ts';

/** Summaries are short and alike, passages long and mixed: each kind has a middle of its own. */
export type Field = 'summary' | 'passage';

/**
 * What is known of the texts of an index together, fitted on some of them. What most texts share says nothing about any
 * of them: cosines tell tickets apart better without it (Mu & Viswanath 2018, "All-but-the-Top").
 */
export interface CorpusStatistics {
  /** How many tickets the index held when it was fitted. */
  readonly tickets: number;
  /** Brings out what the texts of a ticket have in common, before anything is taken away; null while there are too few. */
  readonly map: Float32Array | null;
  readonly fields: Readonly<Record<Field, PrincipalComponents>>;
  readonly unrelated: Unrelated;
}

/** How near tickets that have nothing to do with each other lie, by `meaningOf` of centred vectors. */
export interface Unrelated {
  readonly middle: number;
  /** Standard deviation, as the middle half of the pairs tells it: a few pairs that are related do not count. */
  readonly deviation: number;
}

/** A text that is this near to what all say has no meaning of its own: only rounding tells it from them. */
const NOTHING_OF_ITS_OWN = 1e-4;

/** A mapped vector without what its field has in common, of unit length again; zero where nothing is left. */
export function centre(vector: Float32Array, { mean, components }: PrincipalComponents): Float32Array {
  if (vector.every((value) => value === 0)) return vector;
  const rest = without(
    vector.map((value, i) => value - (mean[i] as number)),
    components,
  );
  return unit(rest);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => (length < NOTHING_OF_ITS_OWN ? 0 : value / length));
}

export const fieldOf = (kind: ChunkKind): Field => (kind === 'summary' ? 'summary' : 'passage');

/** A document as an engine should compare it; unchanged where there are no statistics yet. */
export function centreDocument<D extends Pick<IndexDocument, 'chunks'>>(
  document: D,
  statistics: CorpusStatistics | null,
): D {
  if (!statistics) return document;
  const chunks = document.chunks.map((chunk) => ({
    ...chunk,
    vector: centre(mapped(chunk.vector, statistics.map), statistics.fields[fieldOf(chunk.kind)]),
  }));
  return { ...document, chunks };
}

/**
 * The same for the vectors of a query: all its text is compared to passages above all, its summary to summaries. A query
 * of a few words has less of what tickets share than tickets have: it loses what it has of that, and not more.
 */
export function centreQuery(vectors: QueryVectors, statistics: CorpusStatistics | null): QueryVectors {
  if (!statistics) return vectors;
  return {
    whole: withoutShared(mapped(vectors.whole, statistics.map), statistics.fields.passage),
    summary: withoutShared(mapped(vectors.summary, statistics.map), statistics.fields.summary),
  };
}

function withoutShared(vector: Float32Array, { mean, components }: PrincipalComponents): Float32Array {
  const across = without(mean, components);
  const size = Math.sqrt(dot(across, across));
  const directions =
    size < NOTHING_OF_ITS_OWN ? components : [...components, across.map((value) => value / size)];
  return unit(without(vector, directions));
}
