import { WEIGHTS } from '../weights.ts';
import type { Scores } from './lexical/scores.ts';
import { NONE, type Numbering } from './numbering.ts';
import { BLOCK } from './vectors/layout.ts';
import { createTop } from './vectors/top.ts';

/** What the words of a query count by ticket: the best passage, and the summary with its weight. */
export interface WordScores {
  of(ticket: number): number;
  /** Calls `visit` for tickets that probably have most, which lie in the `count` most promising blocks. */
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
  const best: [passage: number, summary: number] = [0, 0];
  for (let slot = 0; slot < slotEnd; slot += BLOCK) {
    const kind = summaries[slot] as 0 | 1;
    best[kind] = Math.max(best[kind], greatest[slot / BLOCK]!);
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
      const blocks = createTop(count);
      for (let block = 0; block < slotEnd; block += BLOCK) {
        const most = greatest[block / BLOCK]!;
        if (most > 0) blocks.offer(block, summaries[block] === 1 ? WEIGHTS.summaryWords * most : most);
      }
      for (const block of blocks.sorted().slots)
        for (let slot = block; slot < block + BLOCK; slot += 1) if (bySlot[slot]! > 0) visit(tickets[slot]!);
    },
    each(least, visit) {
      let bar = least();
      function visitKind(kind: 0 | 1, factor: number, more: number): void {
        if (best[kind] === 0) return;
        for (let block = 0; block < slotEnd; block += BLOCK) {
          const most = greatest[block / BLOCK]!;
          if (most === 0 || factor * most + more < bar || summaries[block] !== kind) continue;
          for (let slot = block; slot < block + BLOCK; slot += 1) {
            const score = bySlot[slot]!;
            if (score === 0 || factor * score + more < bar) continue;
            visit(tickets[slot]!);
            bar = least();
            if (bar === Number.POSITIVE_INFINITY) return;
          }
        }
      }
      visitKind(1, WEIGHTS.summaryWords, best[0]);
      // What is left has no word in its summary, or was passed over for good: its passage says all.
      visitKind(0, 1, 0);
    },
  };
}
