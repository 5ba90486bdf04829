import { writeFileSync } from 'node:fs';
import { FEATURES, PARTS } from '../src/knowledge/similar/features.ts';
import {
  crossValidated,
  IN_TRIAGE,
  judgeWith,
  LEARNED_FROM,
  learnModel,
  ON_THE_PAGE,
  reliabilityOfShown,
} from '../src/knowledge/similar/learn.ts';
import type { ObservedPair } from '../src/knowledge/similar/observe.ts';
import type { Reliability } from '../src/knowledge/similar/reliability.ts';
import { observeSample, printReliability } from './similar.ts';
import { isotonic } from './similar-isotonic.ts';
import { openSimilarSet } from './similar-set.ts';

const MOST_OF_EACH = 1500;
const SEED = 1;
const SHIPPED = new URL('../src/knowledge/similar/shipped.ts', import.meta.url);
/** Nothing is believed beforehand, and hardly that: as `PULL`, it would leave little of a weight that only few pairs tell of. */
const NOTHING = { intercept: 0, weights: FEATURES.map(() => 0) };
const HARDLY = 0.1;

interface Learned {
  readonly tickets: number;
  readonly pairs: number;
  /** What is said of pairs by models that have seen none of their tickets. */
  readonly logistic: CrossValidated;
  readonly isotonic: CrossValidated;
}
interface CrossValidated {
  readonly page: Reliability;
  readonly triage: Reliability;
}

/**
 * Learns on labelled duplicates the calibration that ships, and writes it into the sources. Beside it, cross-validated
 * on the same pairs, what a curve of free shape over the same logit would do.
 */
export async function learnSimilar(folder: string): Promise<Learned> {
  const set = await openSimilarSet(folder);
  const pairs = await observeSample(set, MOST_OF_EACH, SEED);
  const { intercept, weights, typical } = learnModel(pairs, NOTHING, HARDLY);
  writeFileSync(SHIPPED, sourceOf({ embedder: set.embedder, intercept, weights, typical }));
  return {
    tickets: set.tickets.length,
    pairs: pairs.length,
    logistic: measure(pairs, crossValidated(pairs, learnLogistic)),
    isotonic: measure(pairs, crossValidated(pairs, learnIsotonic)),
  };
}

export function printLearned({ tickets, pairs, logistic, isotonic: free }: Learned): void {
  console.log(`Learned from ${pairs} pairs of ${tickets} tickets; written to ${SHIPPED.pathname}.`);
  printReliability('Logistic, on the page', logistic.page);
  printReliability('Logistic, in triage', logistic.triage);
  printReliability('Isotonic over it, on the page', free.page);
  printReliability('Isotonic over it, in triage', free.triage);
}

function measure(pairs: readonly ObservedPair[], said: ReadonlyMap<ObservedPair, number>): CrossValidated {
  const judge = (pair: ObservedPair) => said.get(pair) as number;
  return {
    page: reliabilityOfShown(pairs, judge, ON_THE_PAGE),
    triage: reliabilityOfShown(pairs, judge, IN_TRIAGE),
  };
}

function learnLogistic(training: readonly ObservedPair[]) {
  return judgeWith(learnModel(training, NOTHING, HARDLY));
}

function learnIsotonic(training: readonly ObservedPair[]) {
  const said = [...crossValidated(training, learnLogistic)];
  const step = isotonic(
    said
      .filter(([{ unknown, place }]) => !unknown && place < LEARNED_FROM)
      .map(([{ positive, weight }, probability]) => ({ probability, positive, weight })),
  );
  const judge = learnLogistic(training);
  // A step at 0 or 1 would be infinitely wrong the first time that it is.
  return (pair: ObservedPair) => Math.min(0.999, Math.max(0.0001, step(judge(pair))));
}

interface Shipped {
  readonly embedder: string;
  readonly intercept: number;
  readonly weights: readonly number[];
  readonly typical: readonly number[];
}

function sourceOf({ embedder, intercept, weights, typical }: Shipped): string {
  const list = (values: readonly number[]) =>
    values
      .map((value, place) => `    ${Number(value.toFixed(4))}, // ${[...FEATURES, ...PARTS][place]}\n`)
      .join('');
  return `import { WEIGHTS } from '../index/weights.ts';
import type { Calibration } from './calibration.ts';

/** Learned on labelled duplicates of open-source trackers by \`npm run eval -- similar-learn\`, which writes this file. */
export const shippedCalibration: Calibration = {
  origin: 'shipped',
  embedder: '${embedder}',
  intercept: ${intercept.toFixed(4)},
  weights: [
${list(weights)}  ],
  typical: [
${list(typical)}  ],
  signals: WEIGHTS,
};
`;
}
