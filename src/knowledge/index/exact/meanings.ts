import { meaningOf, UNREAD } from '../meaning.ts';
import type { SignalWeights } from '../weights.ts';
import { eachBit } from './bits.ts';
import type { Memo } from './memo.ts';
import { NONE, type Numbering } from './numbering.ts';
import type { Scope } from './scopes.ts';
import type { Ranking } from './vectors/ranking.ts';

/** How near tickets are to a query in meaning. */
export interface Meanings {
  /** The meaning of a ticket; it is worked out once a query. */
  of(ticket: number): number;
  /** Of one slot: the product with the query. */
  ofSlot(slot: number): number;
  /** What the meaning of a ticket is at most; a few reads. */
  ceiling(ticket: number): number;
  /** The same far closer, for half of what `of` costs. */
  closeCeiling(ticket: number): number;
  /** What that of any ticket is at most, but of tickets that `each` visits whatever is asked; closer once it did. */
  most(): number;
  /** Calls `visit` for the tickets that are probably nearest. */
  eachPromising(visit: (ticket: number) => void): void;
  /**
   * Calls `visit` for every ticket that can have `least()` or more, which may only grow meanwhile; for some more than
   * once.
   */
  each(least: () => number, visit: (ticket: number) => void): void;
}

/** Of a query without vectors. */
export const NO_MEANINGS: Meanings = {
  of: () => 0,
  ofSlot: () => 0,
  ceiling: () => 0,
  closeCeiling: () => 0,
  most: () => 0,
  eachPromising: () => undefined,
  each: () => undefined,
};

/** The rankings of a query, and which tickets changed after the slots to rank were chosen: of these they know nothing. */
export interface Ranked {
  readonly passages: Ranking;
  readonly summaries: Ranking;
  readonly changed: ReadonlySet<number>;
}

/**
 * @param known what is worked out of tickets is kept in here; it must have begun.
 * @param promising how many passages and summaries are promising.
 */
export function meaningsOf(
  { tickets, summaries: isSummary, first, next }: Numbering,
  { allowed, inside, beside }: Scope,
  { passages, summaries, changed }: Ranked,
  known: Memo,
  promising: number,
  weights: Pick<SignalWeights, 'summaryMeaning'>,
): Meanings {
  const rankings = [passages, summaries].map((ranking) => ({ ranking, best: ranking.promising(promising) }));
  const rankingOf = (slot: number) => (isSummary[slot] === 1 ? summaries : passages);
  const ofSlot = (slot: number) => rankingOf(slot).score(slot);
  const closeCeilingOfSlot = (slot: number) => rankingOf(slot).closeCeiling(slot);
  const ceilingOfSlot = (slot: number) => {
    const ceiling = rankingOf(slot).ceiling(slot);
    // A text without a meaning is not ranked.
    return ceiling === Number.NEGATIVE_INFINITY ? 0 : ceiling;
  };

  function combined(ticket: number, signal: (slot: number) => number): number {
    let passage = UNREAD;
    let summary = UNREAD;
    for (let slot = first[ticket]!; slot !== NONE; slot = next[slot]!) {
      if (allowed[slot] === 0) continue;
      if (isSummary[slot] === 1) summary = signal(slot);
      else passage = Math.max(passage, signal(slot));
    }
    return meaningOf(passage, summary, weights);
  }

  return {
    ofSlot,
    of: (ticket) => known.get(ticket) ?? known.set(ticket, combined(ticket, ofSlot)),
    ceiling: (ticket) =>
      changed.size > 0 && changed.has(ticket) ? Number.POSITIVE_INFINITY : combined(ticket, ceilingOfSlot),
    closeCeiling: (ticket) => combined(ticket, closeCeilingOfSlot),
    most: () => Math.max(0, passages.most(), summaries.most()),
    eachPromising(visit) {
      for (const { best } of rankings)
        for (const slot of best) if (allowed[slot] === 1) visit(tickets[slot]!);
    },
    each(least, visit) {
      for (const ticket of changed) visit(ticket);
      if (least() < 0) {
        for (const set of [inside, ...beside.values()]) eachBit(set, visit);
        return;
      }
      // The meaning lies between that of the best passage and that of the summary: one of them has as much.
      for (const { ranking } of rankings)
        ranking.visit(least(), (slot) => {
          if (allowed[slot] === 1) visit(tickets[slot]!);
          return least();
        });
    },
  };
}
