import type { AskScale, Views } from './codes.ts';
import { numbersOf } from './ground.ts';
import type { Kernel } from './kernel.ts';
import { BLOCK, BLOCKS, type Layout, SEGMENT } from './layout.ts';
import { createTop, type Scored, sorted } from './top.ts';

/** The best slots for a query. No slot left out scores more than `bound`; −Infinity where none is left out. */
export interface Best extends Scored {
  readonly bound: number;
}

/**
 * One query's ranking of the slots it asked for, from which answers are drawn as deep as needed without another scan.
 * Scores are products with the query, cosines where it has unit length; slots that hold no vector have none.
 */
export interface Ranking {
  best(count: number): Best;
  /** All slots that score `least` or more. */
  above(least: number): Scored;
  /** What a slot scores at most; −Infinity where it was not asked for. Costs one read. */
  ceiling(slot: number): number;
  score(slot: number): number;
}

/** Looked at exactly, however few are wanted, to know early what the best few reach at least. */
const SEEDS = 32;

/** Above the ceiling of slots that were not asked for, and below all others. */
const LOWEST = -Number.MAX_VALUE;

/**
 * After a scan has written a ceiling for every slot: the most promising ones are scored exactly, and what the worst
 * wanted of them reaches rules out every slot whose ceiling lies below. The others are looked at in their high bytes,
 * which rules out nearly all, and then exactly.
 */
export function createRanking(
  { kernel, layout, views }: { kernel: Kernel; layout: Layout; views: Views },
  { lane, scale, segments }: { lane: number; scale: AskScale; segments: number },
): Ranking {
  const { floats } = views;
  const { maxima, ceilings } = layout.lane(lane);
  const exact = scorer({ kernel, layout, views }, { ask: lane, scale });

  /** Calls `take` for every slot whose ceiling reaches the bar: `from` at first, then what `take` last returned. */
  function visit(from: number, take: (slot: number, ceiling: number) => number): void {
    let bar = Math.max(from, LOWEST);
    for (let segment = 0; segment < segments; segment++) {
      const greatest = (layout.segment(segment) + maxima) / 4;
      const each = (layout.segment(segment) + ceilings) / 4;
      for (let block = 0; block < BLOCKS; block++) {
        if (floats[greatest + block]! < bar) continue;
        for (let place = block * BLOCK; place < (block + 1) * BLOCK; place++) {
          const ceiling = floats[each + place]!;
          if (ceiling >= bar) bar = Math.max(bar, take(segment * SEGMENT + place, ceiling));
        }
      }
    }
  }

  /** What the best `count` reach at least. */
  function floorOf(count: number): number {
    const seeds = createTop(Math.max(count, SEEDS));
    visit(LOWEST, (slot, ceiling) => {
      seeds.offer(slot, ceiling);
      return seeds.least;
    });
    const top = createTop(count);
    for (const slot of seeds.sorted().slots) top.offer(slot, exact.score(slot));
    return top.least;
  }

  return {
    best(count) {
      if (count === 0) return { ...sorted([], []), bound: Number.POSITIVE_INFINITY };
      const floor = floorOf(count);
      const top = createTop(count);
      let least = floor;
      visit(floor, (slot) => {
        if (exact.ceiling(slot) >= least) {
          top.offer(slot, exact.score(slot));
          least = Math.max(floor, top.least);
        }
        return least;
      });
      return { ...top.sorted(), bound: top.least };
    },
    above(least) {
      const slots: number[] = [];
      const scores: number[] = [];
      visit(least, (slot) => {
        const score = exact.ceiling(slot) >= least ? exact.score(slot) : Number.NEGATIVE_INFINITY;
        if (score >= least) {
          slots.push(slot);
          scores.push(score);
        }
        return least;
      });
      return sorted(slots, scores);
    },
    ceiling(slot) {
      const segment = Math.floor(slot / SEGMENT);
      if (segment >= segments) return Number.NEGATIVE_INFINITY;
      if (
        floats[(layout.segment(segment) + maxima) / 4 + ((slot % SEGMENT) >> 5)] === Number.NEGATIVE_INFINITY
      )
        return Number.NEGATIVE_INFINITY;
      return floats[(layout.segment(segment) + ceilings) / 4 + (slot % SEGMENT)]!;
    },
    score: exact.score,
  };
}

/** Scores slots for an ask that has been written: for certain by both bytes, and at most by the high bytes alone. */
export function scorer(
  { kernel, layout, views }: { kernel: Kernel; layout: Layout; views: Views },
  { ask, scale: { scale, perStep, fixed } }: { ask: number; scale: AskScale },
) {
  const { width, high, low, steps } = layout;
  const numbers = numbersOf(layout, ask);
  return {
    score(slot: number): number {
      const segment = layout.segment(Math.floor(slot / SEGMENT));
      const within = slot % SEGMENT;
      const upper = kernel.dot(segment + high + within * width, numbers);
      const lower = kernel.dot(segment + low + within * width, numbers);
      return views.floats[(segment + steps) / 4 + within]! * scale * (256 * upper + lower);
    },
    ceiling(slot: number): number {
      const segment = layout.segment(Math.floor(slot / SEGMENT));
      const within = slot % SEGMENT;
      const upper = kernel.dot(segment + high + within * width, numbers);
      return views.floats[(segment + steps) / 4 + within]! * (256 * scale * upper + perStep) + fixed;
    },
  };
}
