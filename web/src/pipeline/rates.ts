import type { Sample } from '../api/client.ts';

/** What a record goes through, in its order. */
export const STAGES = ['fetched', 'applied', 'embedded', 'indexed'] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_NAMES: Record<Stage, string> = {
  fetched: 'Fetched',
  applied: 'Applied',
  embedded: 'Embedded',
  indexed: 'Indexed',
};

export const UNITS: Record<Stage, string> = {
  fetched: 'records',
  applied: 'records',
  embedded: 'pieces of text',
  indexed: 'tickets',
};

/** So many per second at each stage, at a time in epoch milliseconds. */
export type Rates = Readonly<Record<Stage, number>> & { readonly at: number };

/** Batches come in bursts: over this long they become a pace. */
const WINDOW_MS = 10_000;
export const KEPT_MS = 10 * 60_000;

/** Adds a sample to those of the last ten minutes; one that is there already is not added again. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && last.at >= sample.at) return samples;
  const oldest = Date.parse(sample.at) - KEPT_MS;
  return [...samples.filter(({ at }) => Date.parse(at) >= oldest), sample];
}

/** The pace at each sample but the first. What is counted anew, as after a restart, has none. */
export function ratesOf(samples: readonly Sample[]): readonly Rates[] {
  return samples.slice(1).map((sample, place) => {
    const at = Date.parse(sample.at);
    const from =
      samples.slice(0, place + 1).find((each) => Date.parse(each.at) >= at - WINDOW_MS) ?? samples[place]!;
    const seconds = (at - Date.parse(from.at)) / 1000;
    const pace = (stage: Stage) => Math.max(0, sample[stage] - from[stage]) / seconds;
    return {
      at,
      fetched: pace('fetched'),
      applied: pace('applied'),
      embedded: pace('embedded'),
      indexed: pace('indexed'),
    };
  });
}
