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
  /** The slots that can score most, the most promising first. */
  promising(count: number): Uint32Array;
  /**
   * Calls `take` for every slot whose close ceiling reaches the bar, which is `least` at first and then what `take`
   * returned last, as long as that grows.
   */
  visit(least: number, take: (slot: number, ceiling: number) => number): void;
  /**
   * What a slot scores at most, as far as it is known: closely where it was visited; −Infinity where it was not asked
   * for. Costs one read.
   */
  ceiling(slot: number): number;
  score(slot: number): number;
  /** The same to within a hundredth or so, and never less than it; for half the cost. */
  closeCeiling(slot: number): number;
  /** What any slot scores at most, as far as it is known: closely after a visit that came by any. */
  most(): number;
}

/** Looked at exactly, however few are wanted, to know early what the best few reach at least. */
const SEEDS = 32;

/** Above the ceiling of slots that were not asked for, and below all others, which have 32 bits. */
const LOWEST = -(2 ** 127);

/**
 * After a scan has written a ceiling for every slot: the most promising ones are scored exactly, and what the worst
 * wanted of them reaches rules out every slot whose ceiling lies below. The others are looked at in their high bytes,
 * a segment at a time, which rules out nearly all, and then exactly. What the high bytes say takes the place of the
 * ceiling, so that no slot is looked at so twice.
 */
export function createRanking(
  { kernel, layout, views }: { kernel: Kernel; layout: Layout; views: Views },
  { lane, scale, segments }: { lane: number; scale: AskScale; segments: number },
): Ranking {
  const { floats } = views;
  const { maxima, greatest, ceilings } = layout.lane(lane);
  const exact = scorer({ kernel, layout, views }, { ask: lane, scale });

  function visit(from: number, take: (slot: number, ceiling: number) => number): void {
    let bar = Math.max(from, LOWEST);
    for (let segment = 0; segment < segments; segment++) {
      if (greatestOf(segment) < bar) continue;
      kernel.refine(lane, segment, bar);
      const each = layout.segment(segment) + ceilings;
      for (let block = next(segment, 0, bar); block < BLOCKS; block = next(segment, block + 1, bar)) {
        const end = (block + 1) * BLOCK;
        let place = kernel.seek(each, block * BLOCK, end, bar);
        for (; place < end; place = kernel.seek(each, place + 1, end, bar))
          bar = Math.max(bar, take(segment * SEGMENT + place, floats[each / 4 + place]!));
      }
    }
  }

  /** The next block of a segment, from one on, in which a ceiling reaches the bar. */
  function next(segment: number, block: number, bar: number): number {
    return kernel.seek(layout.segment(segment) + maxima, block, BLOCKS, bar);
  }

  /** They reach what so many segments reach, where there are so many. */
  function promising(count: number): Uint32Array {
    const reached = createTop(count);
    for (let segment = 0; segment < segments; segment++) reached.offer(segment, greatestOf(segment));
    const top = createTop(count);
    let bar = Math.max(LOWEST, reached.least);
    for (let segment = 0; segment < segments; segment++) {
      if (greatestOf(segment) < bar) continue;
      const each = layout.segment(segment) + ceilings;
      for (let block = next(segment, 0, bar); block < BLOCKS; block = next(segment, block + 1, bar)) {
        const end = (block + 1) * BLOCK;
        let place = kernel.seek(each, block * BLOCK, end, bar);
        for (; place < end; place = kernel.seek(each, place + 1, end, bar)) {
          top.offer(segment * SEGMENT + place, floats[each / 4 + place]!);
          bar = Math.max(bar, top.least);
        }
      }
    }
    return top.sorted().slots;
  }

  /** The greatest ceiling of a segment. */
  function greatestOf(segment: number): number {
    return floats[(layout.segment(segment) + greatest) / 4]!;
  }

  /** What the best `count` reach at least. */
  function floorOf(count: number): number {
    const top = createTop(count);
    for (const slot of promising(Math.max(count, SEEDS))) top.offer(slot, exact.score(slot));
    return top.least;
  }

  return {
    promising,
    visit,
    best(count) {
      if (count === 0) return { ...sorted([], []), bound: Number.POSITIVE_INFINITY };
      const floor = floorOf(count);
      const top = createTop(count);
      let least = floor;
      visit(floor, (slot) => {
        top.offer(slot, exact.score(slot));
        least = Math.max(floor, top.least);
        return least;
      });
      return { ...top.sorted(), bound: top.least };
    },
    above(least) {
      const slots: number[] = [];
      const scores: number[] = [];
      visit(least, (slot) => {
        const score = exact.score(slot);
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
    closeCeiling: exact.ceiling,
    most() {
      let most = Number.NEGATIVE_INFINITY;
      for (let segment = 0; segment < segments; segment++) most = Math.max(most, greatestOf(segment));
      return most;
    },
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
