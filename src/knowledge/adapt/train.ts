import type { StaticModel } from '../embed/static/file.ts';
import { seededRandom } from '../random.ts';
import type { Corpus } from './corpus.ts';
import { pairLoss } from './loss.ts';
import { batchesOf, type PairList, pairLists } from './pairs.ts';
import { createStudent, type Student } from './student.ts';

/** How a model is trained on. */
export interface Training {
  readonly batch: number;
  readonly steps: number;
  /** Adam's greatest rate: it rises to it over the first tenth of the steps, and then falls to nothing. */
  readonly rate: number;
  readonly anchor: number;
  /** The chance of each token of a text to be left out. */
  readonly dropout: number;
  /** A token that stands in fewer tickets stays as it is: so few teach little, and it could tell of a single one. */
  readonly leastTickets: number;
  readonly seed: number;
}

export const TRAINING = {
  batch: 256,
  rate: 5e-3,
  anchor: 0.02,
  dropout: 0.1,
  leastTickets: 5,
} as const;

const EPOCHS = 2;
const [LEAST_STEPS, MOST_STEPS] = [60, 600];

export interface Trained {
  readonly student: Student;
  readonly pairs: number;
  readonly learners: number;
}

/** Trains on the pairs of a corpus; computes at once, for minutes. The same input gives the same vectors. */
export function train(
  model: StaticModel,
  corpus: Corpus,
  { batch, steps, rate, anchor, dropout, leastTickets, seed }: Training,
  onProgress: (done: number, total: number) => void = () => {},
): Trained {
  const { bags, documentFrequency } = corpus;
  const lists = pairLists(corpus);
  const learners = [...documentFrequency.keys()].filter(
    (token) => documentFrequency[token]! >= leastTickets && model.scales[token]! > 0,
  );
  const random = seededRandom(seed);
  const student = createStudent({ model, bags, learners, anchor });
  const nextBatch = batchesOf(lists, bags, batch, random);
  for (let step = 0; step < steps; step += 1) {
    const pairs = nextBatch();
    const left = student.sums(
      pairs.map(([bag]) => bag),
      dropout,
      random,
    );
    const right = student.sums(
      pairs.map(([, bag]) => bag),
      dropout,
      random,
    );
    const slope = pairLoss(left.sums, right.sums);
    const gradients = [
      { of: left, gradient: slope.left },
      { of: right, gradient: slope.right },
    ];
    student.step(gradients, rate * rateAt(step, steps));
    onProgress(step + 1, steps);
  }
  return { student, pairs: countOf(lists), learners: learners.length };
}

/** How many steps a corpus is worth: some times through its pairs, within what takes minutes. */
export function stepsFor(corpus: Corpus): number {
  const batches = countOf(pairLists(corpus)) / TRAINING.batch;
  return Math.round(Math.min(MOST_STEPS, Math.max(LEAST_STEPS, batches * EPOCHS)));
}

function rateAt(step: number, steps: number): number {
  return Math.min(1, (step + 1) / (steps / 10)) * (1 - step / steps);
}

function countOf(lists: readonly PairList[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}
