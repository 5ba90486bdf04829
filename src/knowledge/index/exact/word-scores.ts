import { WEIGHTS } from '../weights.ts';
import type { Scores } from './lexical/scores.ts';
import { NONE, type Numbering } from './numbering.ts';
import { BLOCK, SEGMENT } from './vectors/layout.ts';
import { createTop } from './vectors/top.ts';

/** What the words of a query count by ticket: the best passage, and the summary with its weight. */
export interface WordScores {
  of(ticket: number): number;
  /** Calls `visit` for the tickets of the `count` texts that probably have most. */
  eachPromising(count: number, visit: (ticket: number) => void): void;
  /**
   * Calls `visit` for every ticket with a word that can have `least()` or more, which may only grow meanwhile; for some
   * more than once.
   */
  each(least: () => number, visit: (ticket: number) => void): void;
}

type Kind = 0 | 1;

/** What words of a passage and of a summary count. */
const FACTORS = [1, WEIGHTS.summaryWords] as const;

/** Less than any text with a word scores, and more than 0. */
const LEAST = 2 ** -126;

/** For bounds: a score that was turned round may differ by its last digits. */
const ROUNDING = 1e-9;

/** @param scores of this query, settled: good as long as these are. */
export function wordScores(
  { tickets, summaries, kinds, first, next, slotEnd }: Numbering,
  { bySlot, greatest, bySegment, nextBlock }: Scores,
): WordScores {
  const blocks = slotEnd / BLOCK;
  const best: [passage: number, summary: number] = [0, 0];
  for (let block = 0; block < blocks; block += 1) {
    const kind = kinds[block] as Kind;
    if (greatest[block]! > best[kind]) best[kind] = greatest[block]!;
  }

  /** The tickets whose texts of a kind can have `least()` by `factor` times what they count, and `more`. */
  function visitKind(
    kind: Kind,
    { factor, more }: { factor: number; more: number },
    least: () => number,
    visit: (ticket: number) => void,
  ): void {
    if (best[kind] === 0) return;
    let bar = least();
    for (let block = 0; block < blocks; block += 1) {
      const most = greatest[block]!;
      if (most === 0 || factor * most + more < bar) {
        // To the block before the next one that can have it.
        block = nextBlock(block + 1, blocks, Math.max(LEAST, (bar - more) / factor - ROUNDING)) - 1;
        continue;
      }
      if (kinds[block] !== kind) continue;
      for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot += 1) {
        const score = bySlot[slot]!;
        if (score === 0 || factor * score + more < bar) continue;
        visit(tickets[slot]!);
        bar = least();
      }
    }
  }

  return {
    of(ticket) {
      if (best[0] === 0 && best[1] === 0) return 0;
      let passage = 0;
      let summary = 0;
      for (let slot = first[ticket]!; slot !== NONE; slot = next[slot]!) {
        const score = bySlot[slot]!;
        if (summaries[slot] === 1) summary = score;
        else if (score > passage) passage = score;
      }
      return passage + WEIGHTS.summaryWords * summary;
    },
    eachPromising(count, visit) {
      // What so many segments reach, where there are so many, so many blocks reach.
      const reached = createTop(count);
      for (let segment = 0; segment * SEGMENT < slotEnd; segment += 1)
        reached.offer(segment, bySegment[segment]!);
      const promising = createTop(count);
      for (const kind of [0, 1] as const) {
        if (best[kind] === 0) continue;
        const bar = () => Math.max(LEAST, reached.least, promising.least) / FACTORS[kind];
        let block = nextBlock(0, blocks, bar());
        for (; block < blocks; block = nextBlock(block + 1, blocks, bar()))
          if (kinds[block] === kind) promising.offer(block, FACTORS[kind] * greatest[block]!);
      }
      const slots = createTop(count);
      for (const block of promising.sorted().slots)
        for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot += 1)
          if (bySlot[slot]! > 0) slots.offer(slot, FACTORS[kinds[block] as Kind] * bySlot[slot]!);
      for (const slot of slots.sorted().slots) visit(tickets[slot]!);
    },
    each(least, visit) {
      visitKind(1, { factor: FACTORS[1], more: best[0] }, least, visit);
      // What is left has no word in its summary, or was passed over for good: its passage says all.
      visitKind(0, { factor: FACTORS[0], more: 0 }, least, visit);
    },
  };
}
