import type { StaticModel } from '../embed/static/file.ts';
import type { Bags } from './bags.ts';
import { type Matrix, matrix } from './loss.ts';

/**
 * The vectors that are learned. Token t of the model has the vector `weight · (start + drift)`, where `weight` is the
 * length that the model gives it, and stays: a word that many tickets share keeps its say in a short query. `start` has
 * length 1, and so has the same step the same meaning for every token.
 */
export interface Student {
  readonly dimensions: number;
  /** Sums of the tokens' vectors, a row for each text; each token is left out with the chance `dropout`. */
  sums(texts: readonly number[], dropout: number, random: () => number): TextSums;
  /** Takes one step of Adam against the gradients of texts, for the tokens that these texts hold. */
  step(gradients: readonly { readonly of: TextSums; readonly gradient: Matrix }[], rate: number): void;
  /** `start + share · drift` of a token that took part in a step, its length held within `REACH`; null for all others. */
  learned(token: number, share: number): Float32Array | null;
  /** The mean squared length of the drifts. */
  meanDrift(): number;
}

export interface TextSums {
  readonly sums: Matrix;
  /** Entries of all texts one after the other: whose vector, and how often it went in. */
  readonly learners: Int32Array;
  readonly factors: Float32Array;
  /** Where each text's entries end. */
  readonly ends: Int32Array;
}

export interface StudentOptions {
  readonly model: StaticModel;
  readonly bags: Bags;
  /** Tokens that learn. The others count in sums, and stay as they are. */
  readonly learners: readonly number[];
  /** Holds tokens near their start: the loss has this times the squared drift of each token, in the mean over texts. */
  readonly anchor: number;
}

/** Adam's usual constants (Kingma and Ba 2015). */
const [FIRST_DECAY, SECOND_DECAY, EPSILON] = [0.9, 0.999, 1e-8];

export function createStudent({ model, bags, learners, anchor }: StudentOptions): Student {
  const { dimensions, rows, scales } = model;
  const learnerOf = new Int32Array(scales.length).fill(-1);
  learners.forEach((token, learner) => {
    learnerOf[token] = learner;
  });
  const lengths = rowLengths(model);
  const size = learners.length * dimensions;
  const start = new Float32Array(size);
  learners.forEach((token, learner) => {
    const factor = lengths[token]! > 0 ? 1 / lengths[token]! : 0;
    for (let i = 0; i < dimensions; i += 1)
      start[learner * dimensions + i] = rows[token * dimensions + i]! * factor;
  });
  const vectors = start.slice();
  const [first, second] = [new Float32Array(size), new Float32Array(size)];
  const moved = new Uint8Array(learners.length);
  let steps = 0;

  function sums(texts: readonly number[], dropout: number, random: () => number): TextSums {
    const result = matrix(texts.length, dimensions);
    const most = texts.reduce((sum, bag) => sum + bags.end(bag) - bags.start(bag), 0);
    const [met, factors] = [new Int32Array(most), new Float32Array(most)];
    const ends = new Int32Array(texts.length);
    let filled = 0;
    for (const [row, bag] of texts.entries()) {
      const into = row * dimensions;
      for (let entry = bags.start(bag); entry < bags.end(bag); entry += 1) {
        if (dropout > 0 && random() < dropout) continue;
        const token = bags.token(entry);
        const learner = learnerOf[token]!;
        const strength = bags.count(entry) * scales[token]!;
        if (strength === 0) continue;
        if (learner < 0) {
          for (let i = 0; i < dimensions; i += 1)
            result.values[into + i]! += strength * rows[token * dimensions + i]!;
          continue;
        }
        const factor = strength * lengths[token]!;
        const from = learner * dimensions;
        for (let i = 0; i < dimensions; i += 1) result.values[into + i]! += factor * vectors[from + i]!;
        met[filled] = learner;
        factors[filled++] = factor;
      }
      ends[row] = filled;
    }
    return { sums: result, learners: met.subarray(0, filled), factors: factors.subarray(0, filled), ends };
  }

  function step(gradients: Parameters<Student['step']>[0], rate: number): void {
    const texts = gradients.reduce((sum, { of }) => sum + of.ends.length, 0);
    const slots = new Map<number, number>();
    for (const { of } of gradients)
      for (const learner of of.learners) if (!slots.has(learner)) slots.set(learner, slots.size);
    const gathered = new Float32Array(slots.size * dimensions);
    const timesMet = new Int32Array(slots.size);
    for (const { of, gradient } of gradients) {
      let entry = 0;
      for (let row = 0; row < of.ends.length; row += 1) {
        const from = row * dimensions;
        for (; entry < of.ends[row]!; entry += 1) {
          const slot = slots.get(of.learners[entry]!)!;
          timesMet[slot]! += 1;
          const factor = of.factors[entry]!;
          const into = slot * dimensions;
          for (let i = 0; i < dimensions; i += 1) gathered[into + i]! += factor * gradient.values[from + i]!;
        }
      }
    }
    steps += 1;
    const scale = (rate * Math.sqrt(1 - SECOND_DECAY ** steps)) / (1 - FIRST_DECAY ** steps);
    for (const [learner, slot] of slots) {
      moved[learner] = 1;
      const pull = (2 * anchor * timesMet[slot]!) / texts;
      const [at, from] = [learner * dimensions, slot * dimensions];
      for (let i = 0; i < dimensions; i += 1) {
        const slope = gathered[from + i]! + pull * (vectors[at + i]! - start[at + i]!);
        const mean = FIRST_DECAY * first[at + i]! + (1 - FIRST_DECAY) * slope;
        const square = SECOND_DECAY * second[at + i]! + (1 - SECOND_DECAY) * slope * slope;
        first[at + i] = mean;
        second[at + i] = square;
        vectors[at + i]! -= (scale * mean) / (Math.sqrt(square) + EPSILON);
      }
    }
  }

  return {
    dimensions,
    sums,
    step,
    learned(token, share) {
      const learner = learnerOf[token]!;
      if (learner < 0 || !moved[learner]) return null;
      const from = learner * dimensions;
      return withinReach(
        Float32Array.from(
          { length: dimensions },
          (_, i) => start[from + i]! + share * (vectors[from + i]! - start[from + i]!),
        ),
      );
    },
    meanDrift() {
      let squares = 0;
      for (let i = 0; i < size; i += 1) squares += (vectors[i]! - start[i]!) ** 2;
      return squares / Math.max(1, learners.length);
    },
  };
}

/**
 * How far a token's length, and with it its say in a text, can move from 1, up or down. A word that most tickets share
 * tells none of them apart, and would be silenced; a short query needs it all the same.
 */
const REACH = 1.4;

function withinReach(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (length === 0) return vector;
  const held = Math.min(REACH, Math.max(1 / REACH, length));
  return held === length ? vector : vector.map((value) => (value * held) / length);
}

/** The length of each token's int8 row. */
export function rowLengths({ rows, dimensions, scales }: StaticModel): Float64Array {
  const lengths = new Float64Array(scales.length);
  for (let token = 0; token < scales.length; token += 1) {
    let squares = 0;
    for (let i = token * dimensions; i < (token + 1) * dimensions; i += 1) squares += rows[i]! ** 2;
    lengths[token] = Math.sqrt(squares);
  }
  return lengths;
}
