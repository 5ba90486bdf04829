import { meaningOf, UNREAD } from '../meaning.ts';
import { type Bits, eachBit } from './bits.ts';
import { NONE, type Numbering } from './numbering.ts';
import type { Scope } from './scopes.ts';
import type { Ranking } from './vectors/ranking.ts';

/** How near tickets are to a query in meaning. */
export interface Meanings {
  /** The meaning of a ticket. */
  of(ticket: number): number;
  /** Of one slot: the product with the query. */
  ofSlot(slot: number): number;
  /** What the meaning of a ticket is at most; a few reads. */
  ceiling(ticket: number): number;
  /** What that of any ticket is at most, but of tickets that `each` visits whatever is asked. */
  readonly most: number;
  /** Calls `visit` for the tickets that are probably nearest: of some `count` passages and summaries. */
  eachPromising(count: number, visit: (ticket: number) => void): void;
  /** Calls `visit` for every ticket that can have `least()` or more; for some more than once. */
  each(least: () => number, visit: (ticket: number) => void): void;
}

/** Of a query without vectors. */
export const NO_MEANINGS: Meanings = {
  of: () => 0,
  ofSlot: () => 0,
  ceiling: () => 0,
  most: 0,
  eachPromising: () => undefined,
  each: () => undefined,
};

/** The rankings of a query, and which tickets changed after the slots to rank were chosen: of these they know nothing. */
export interface Ranked {
  readonly passages: Ranking;
  readonly summaries: Ranking;
  readonly changed: ReadonlySet<number>;
}

/** Of the most promising slots, to find one that did not change. */
const LOOKED_AT = 8;

export function meaningsOf(
  { tickets, summaries: isSummary, first, next }: Numbering,
  { allowed, inside, beside }: Scope,
  { passages, summaries, changed }: Ranked,
): Meanings {
  const ofSlot = (slot: number) => (isSummary[slot] === 1 ? summaries : passages).score(slot);
  const ceilingOfSlot = (slot: number) => {
    const ceiling = (isSummary[slot] === 1 ? summaries : passages).ceiling(slot);
    // A text without a meaning is not ranked.
    return ceiling === Number.NEGATIVE_INFINITY ? 0 : ceiling;
  };

  function combined(ticket: number, worth: (slot: number) => number): number {
    let passage = UNREAD;
    let summary = UNREAD;
    for (let slot = first[ticket]!; slot !== NONE; slot = next[slot]!) {
      if (allowed[slot] === 0) continue;
      if (isSummary[slot] === 1) summary = worth(slot);
      else passage = Math.max(passage, worth(slot));
    }
    return meaningOf(passage, summary);
  }

  /** Slots that changed while they were ranked have no finite ceiling; their tickets are visited anyway. */
  function greatest(ranking: Ranking): number {
    for (const slot of ranking.promising(LOOKED_AT)) {
      const ceiling = ranking.ceiling(slot);
      if (ceiling < Number.POSITIVE_INFINITY) return ceiling;
    }
    return changed.size > 0 ? Number.POSITIVE_INFINITY : 0;
  }

  return {
    ofSlot,
    of: (ticket) => combined(ticket, ofSlot),
    ceiling: (ticket) =>
      changed.size > 0 && changed.has(ticket) ? Number.POSITIVE_INFINITY : combined(ticket, ceilingOfSlot),
    most: Math.max(0, greatest(passages), greatest(summaries)),
    eachPromising(count, visit) {
      for (const ranking of [passages, summaries])
        for (const slot of ranking.promising(count)) if (allowed[slot] === 1) visit(tickets[slot]!);
    },
    each(least, visit) {
      for (const ticket of changed) visit(ticket);
      if (least() < 0) {
        for (const set of [inside, ...beside.values()] as Bits[]) eachBit(set, visit);
        return;
      }
      // The meaning lies between that of the best passage and that of the summary: one of them has as much.
      for (const ranking of [passages, summaries])
        ranking.visit(least(), (slot) => {
          if (allowed[slot] === 1) visit(tickets[slot]!);
          return least();
        });
    },
  };
}
