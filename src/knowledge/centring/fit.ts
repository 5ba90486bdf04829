import { meaningOf, probesOf } from '../index/meaning.ts';
import type { EmbeddedChunk } from '../index/search-index.ts';
import { type CorpusStatistics, centre, type Field, fieldOf, type Unrelated } from './centring.ts';
import { dot, principalComponents } from './principal-components.ts';

/** Tickets that an index must hold before it is fitted, and that it is fitted on: four times as many were no better. */
export const FITTED_ON = 256;
const COMPONENTS = 3;
/** Passages of a ticket that are looked at, so that none with hundreds of them stands for all. */
const PASSAGES_EACH = 2;
/** Other tickets that each is compared to. */
const OTHERS_EACH = 16;
/** Between the quartiles of a normal distribution lie so many standard deviations. */
const DEVIATIONS_BETWEEN_QUARTILES = 1.349;

/** A ticket of the sample: the vectors of its texts that have a meaning. */
type Sampled = Readonly<Record<Field, readonly Float32Array[]>>;

/**
 * Fits the statistics of an index on some of its tickets. The same tickets give the same statistics.
 *
 * @param documents a few hundred, not all of a kind.
 * @returns null where most of them have no meaning: their embedder may not be there.
 */
export function fitStatistics(documents: readonly Chunked[]): CorpusStatistics | null {
  const sampled = documents.map(sampledFrom).filter(({ summary, passage }) => summary[0] && passage[0]);
  if (sampled.length < Math.max(2, documents.length / 2)) return null;
  const fields = {
    summary: principalComponents(
      sampled.flatMap(({ summary }) => summary),
      COMPONENTS,
    ),
    passage: principalComponents(
      sampled.flatMap(({ passage }) => passage),
      COMPONENTS,
    ),
  };
  const centred = sampled.map(({ summary, passage }) => ({
    summary: summary.map((vector) => centre(vector, fields.summary)),
    passage: passage.map((vector) => centre(vector, fields.passage)),
  }));
  return { tickets: sampled.length, fields, unrelated: unrelatedOf(centred) };
}

type Chunked = { readonly chunks: readonly Pick<EmbeddedChunk, 'kind' | 'vector'>[] };

function sampledFrom({ chunks }: Chunked): Sampled {
  const vectorsOf = (field: Field) =>
    chunks
      .filter(({ kind, vector }) => fieldOf(kind) === field && vector.some((value) => value !== 0))
      .map(({ vector }) => vector);
  return { summary: vectorsOf('summary'), passage: vectorsOf('passage').slice(0, PASSAGES_EACH) };
}

/** Each ticket taken as a query to others that lie far from it in the sample: nearly all have nothing to do with it. */
function unrelatedOf(sampled: readonly Sampled[]): Unrelated {
  const meanings: number[] = [];
  for (const [position, { summary, passage }] of sampled.entries()) {
    const probes = probesOf({ whole: passage[0] as Float32Array, summary: summary[0] as Float32Array });
    for (let k = 0; k < OTHERS_EACH; k += 1) {
      const away = Math.ceil(((k + 0.5) / OTHERS_EACH) * (sampled.length - 1));
      const other = sampled[(position + away) % sampled.length] as Sampled;
      const best = Math.max(...other.passage.map((vector) => dot(vector, probes.passage)));
      meanings.push(meaningOf(best, dot(other.summary[0] as Float32Array, probes.summary)));
    }
  }
  meanings.sort((a, b) => a - b);
  const quantile = (share: number) => meanings[Math.floor(share * (meanings.length - 1))] as number;
  const deviation = (quantile(0.75) - quantile(0.25)) / DEVIATIONS_BETWEEN_QUARTILES;
  return { middle: quantile(0.5), deviation: Math.max(deviation, LEAST_DEVIATION) };
}

/** Texts that all say the same lie nowhere apart: nothing is divided by that. */
const LEAST_DEVIATION = 1e-3;
