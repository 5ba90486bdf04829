import { meaningOf, probesOf } from '../index/meaning.ts';
import type { EmbeddedChunk } from '../index/search-index.ts';
import { WEIGHTS } from '../index/weights.ts';
import { fitCanonicalMap, type Pair } from './canonical-map.ts';
import { type CorpusStatistics, centre, type Field, fieldOf, type Unrelated } from './centring.ts';
import { mapped } from './mapped.ts';
import { dot, principalComponents } from './principal-components.ts';
import { spread } from './spread.ts';

/**
 * How many tickets an index holds when it is fitted: first when there are enough, then as it grows, because the first
 * tickets of a sync are those of one project and one year.
 */
const FITTED_AT = [256, 1024, 4096, 16_384];
/** Tickets that it is fitted on at most. */
export const FITTED_ON = 8192;
/** Tickets that tell what texts share, and how far unrelated ones lie apart: sixteen times as many were no better. */
const CENTRED_ON = 256;
const COMPONENTS = 3;
/** The cosine of a text with itself, less what rounding does. */
const THE_SAME = 0.9999;
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
 * @param documents at most `FITTED_ON`, not all of a kind.
 * @param tickets how many the index holds.
 * @returns null where most of them have no meaning: their embedder may not be there.
 */
export async function fitStatistics(
  documents: readonly Chunked[],
  tickets = documents.length,
): Promise<CorpusStatistics | null> {
  const known = documents.map(sampledFrom).filter(({ summary, passage }) => summary[0] && passage[0]);
  if (known.length < Math.max(2, documents.length / 2)) return null;
  const map = await fitCanonicalMap(known.map(pairsOf).filter(({ length }) => length > 0));
  const sampled = spread(known, CENTRED_ON).map(({ summary, passage }) => ({
    summary: summary.map((vector) => mapped(vector, map)),
    passage: passage.map((vector) => mapped(vector, map)),
  }));
  const componentsOf = (field: Field) =>
    principalComponents(
      sampled.flatMap((texts) => texts[field]),
      COMPONENTS,
    );
  const fields = { summary: componentsOf('summary'), passage: componentsOf('passage') };
  const centred = sampled.map(({ summary, passage }) => ({
    summary: summary.map((vector) => centre(vector, fields.summary)),
    passage: passage.map((vector) => centre(vector, fields.passage)),
  }));
  return { tickets, map, fields, unrelated: unrelatedOf(centred) };
}

/** The summary with each passage; none where a passage is the summary once more, as that of an empty report. */
function pairsOf({ summary: [summary], passage }: Sampled): Pair[] {
  return passage.flatMap((each): Pair[] =>
    !summary || dot(summary, each) > THE_SAME ? [] : [[summary, each]],
  );
}

/** At how many tickets an index is fitted next; never again where it is infinite. */
export function dueAt(statistics: Pick<CorpusStatistics, 'tickets'> | null): number {
  return FITTED_AT.find((tickets) => tickets > (statistics?.tickets ?? 0)) ?? Number.POSITIVE_INFINITY;
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
      meanings.push(meaningOf(best, dot(other.summary[0] as Float32Array, probes.summary), WEIGHTS));
    }
  }
  meanings.sort((a, b) => a - b);
  const quantile = (share: number) => meanings[Math.floor(share * (meanings.length - 1))] as number;
  const deviation = (quantile(0.75) - quantile(0.25)) / DEVIATIONS_BETWEEN_QUARTILES;
  return { middle: quantile(0.5), deviation: Math.max(deviation, LEAST_DEVIATION) };
}

/** Texts that all say the same lie nowhere apart: nothing is divided by that. */
const LEAST_DEVIATION = 1e-3;
