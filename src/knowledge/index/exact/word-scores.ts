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
  { bySlot, greatest, bySegment, nextBlock, nextSlot }: Scores,
): WordScores {
  const blocks = slotEnd / BLOCK;
  const best: [passage: number, summary: number] = [0, 0];
  for (let block = 0; block < blocks; block += 1) {
    const kind = kinds[block] as Kind;
    if (greatest[block]! > best[kind]) best[kind] = greatest[block]!;
  }

  /** Calls `visit` for the texts of a kind that score `least()` or more. */
  function eachText(kind: Kind, least: () => number, visit: (slot: number) => void): void {
    if (best[kind] === 0) return;
    let block = nextBlock(0, blocks, least());
    for (; block < blocks; block = nextBlock(block + 1, blocks, least())) {
      if (kinds[block] !== kind) continue;
      const end = (block + 1) * BLOCK;
      let slot = nextSlot(block * BLOCK, end, least());
      for (; slot < end; slot = nextSlot(slot + 1, end, least())) visit(slot);
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
      // What so many segments reach, where there are so many, so many texts reach.
      const reached = createTop(count);
      for (let segment = 0; segment * SEGMENT < slotEnd; segment += 1)
        reached.offer(segment, bySegment[segment]!);
      const top = createTop(count);
      for (const kind of [0, 1] as const) {
        const least = () => Math.max(LEAST, reached.least, top.least) / FACTORS[kind];
        eachText(kind, least, (slot) => top.offer(slot, FACTORS[kind] * bySlot[slot]!));
      }
      for (const slot of top.sorted().slots) visit(tickets[slot]!);
    },
    each(least, visit) {
      const visitTicket = (slot: number) => visit(tickets[slot]!);
      const ofSummary = () => Math.max(LEAST, (least() - best[0]) / FACTORS[1] - ROUNDING);
      eachText(1, ofSummary, visitTicket);
      // What is left has no word in its summary, or was passed over for good: its passage says all.
      eachText(0, () => Math.max(LEAST, least()), visitTicket);
    },
  };
}
