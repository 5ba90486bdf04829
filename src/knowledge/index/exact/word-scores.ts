import { WEIGHTS } from '../weights.ts';
import type { Scores } from './lexical/scores.ts';
import { NONE, type Numbering } from './numbering.ts';

/** What the words of a query count by ticket: the best passage, and the summary with its weight. */
export interface WordScores {
  of(ticket: number): number;
  /**
   * Calls `visit` for every ticket with a word that can have `least()` or more, which may only grow meanwhile; for some
   * more than once.
   */
  each(least: () => number, visit: (ticket: number) => void): void;
}

/** @param scores of this query, by slot: good as long as these are. */
export function wordScores(numbering: Numbering, { bySlot, touched, count, beside }: Scores): WordScores {
  const { tickets, summaries, first, next } = numbering;
  let bestPassage = 0;
  let hasSummaries = false;
  // Side by side they are gone through fastest: those of passages as they are, those of summaries negative.
  for (let i = 0; i < count; i += 1) {
    const slot = touched[i]!;
    const score = bySlot[slot]!;
    if (summaries[slot] === 1) {
      beside[i] = -score;
      hasSummaries = true;
    } else {
      beside[i] = score;
      if (score > bestPassage) bestPassage = score;
    }
  }

  return {
    of(ticket) {
      if (count === 0) return 0;
      let passage = 0;
      let summary = 0;
      for (let slot = first[ticket]!; slot !== NONE; slot = next[slot]!) {
        const score = bySlot[slot]!;
        if (summaries[slot] === 1) summary = score;
        else if (score > passage) passage = score;
      }
      return passage + WEIGHTS.summaryWords * summary;
    },
    each(least, visit) {
      let bar = least();
      for (let i = 0; i < count && hasSummaries; i += 1) {
        const score = -beside[i]!;
        if (score < 0 || WEIGHTS.summaryWords * score + bestPassage < bar) continue;
        visit(tickets[touched[i]!]!);
        bar = least();
        if (bar === Number.POSITIVE_INFINITY) return;
      }
      // What is left has no word in its summary, or was passed over for good: its passage says all.
      for (let i = 0; i < count; i += 1) {
        if (beside[i]! < bar || beside[i]! < 0) continue;
        visit(tickets[touched[i]!]!);
        bar = least();
        if (bar === Number.POSITIVE_INFINITY) return;
      }
    },
  };
}
