import { WEIGHTS } from '../weights.ts';
import type { Scores } from './lexical/scores.ts';
import { NONE, type Numbering } from './numbering.ts';
import { BLOCK } from './vectors/layout.ts';
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

/** @param scores of this query, settled: good as long as these are. */
export function wordScores(
  { tickets, summaries, first, next, slotEnd }: Numbering,
  { bySlot, greatest }: Scores,
): WordScores {
  const blocks = slotEnd / BLOCK;
  const kindOf = (block: number) => summaries[block * BLOCK] as 0 | 1;
  const best: [passage: number, summary: number] = [0, 0];
  for (let block = 0; block < blocks; block += 1) {
    const most = greatest[block]!;
    if (most > best[0] || most > best[1]) best[kindOf(block)] = Math.max(best[kindOf(block)], most);
  }

  /** The tickets whose texts of a kind can have `least()` by `factor` times what they count, and `more`. */
  function visitKind(
    kind: 0 | 1,
    { factor, more }: { factor: number; more: number },
    least: () => number,
    visit: (ticket: number) => void,
  ): void {
    if (best[kind] === 0) return;
    let bar = least();
    for (let block = 0; block < blocks; block += 1) {
      const most = greatest[block]!;
      if (most === 0 || factor * most + more < bar || kindOf(block) !== kind) continue;
      for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot += 1) {
        const score = bySlot[slot]!;
        if (score === 0 || factor * score + more < bar) continue;
        visit(tickets[slot]!);
        bar = least();
      }
      if (bar === Number.POSITIVE_INFINITY) return;
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
      const factors = [1, WEIGHTS.summaryWords] as const;
      const promising = createTop(count);
      let bar = 0;
      for (let block = 0; block < blocks; block += 1) {
        const most = greatest[block]!;
        if (most === 0 || factors[1] * most < bar || factors[kindOf(block)] * most < bar) continue;
        promising.offer(block, factors[kindOf(block)] * most);
        bar = promising.least;
      }
      const slots = createTop(count);
      for (const block of promising.sorted().slots)
        for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot += 1)
          if (bySlot[slot]! > 0) slots.offer(slot, factors[kindOf(block)] * bySlot[slot]!);
      for (const slot of slots.sorted().slots) visit(tickets[slot]!);
    },
    each(least, visit) {
      visitKind(1, { factor: WEIGHTS.summaryWords, more: best[0] }, least, visit);
      // What is left has no word in its summary, or was passed over for good: its passage says all.
      visitKind(0, { factor: 1, more: 0 }, least, visit);
    },
  };
}
