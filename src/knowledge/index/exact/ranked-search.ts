import type { Unrelated } from '../../centring/centring.ts';
import { type Fusion, fusionOf, TICKETS_WITH_WORDS } from '../fusion.ts';
import type { SignalWeights } from '../weights.ts';
import { type Bits, bitsFor, has, put } from './bits.ts';
import type { Scores } from './lexical/scores.ts';
import type { Meanings } from './meanings.ts';
import type { Numbering } from './numbering.ts';
import type { Scope } from './scopes.ts';
import type { Seen } from './seen.ts';
import { byId } from './sorted-tickets.ts';
import { createTop, type Scored } from './vectors/top.ts';
import type { WordScores } from './word-scores.ts';

/** What words tell one query, at one moment. */
export interface WordEvidence {
  readonly numbering: Numbering;
  readonly scope: Scope;
  readonly seen: Seen;
  readonly scores: Scores;
  readonly words: WordScores;
  /** Whether a ticket has all that is demanded and nothing that is excluded; null where all have. */
  readonly admits: ((ticket: number) => boolean) | null;
}

/** What is known to it in all. */
export interface Evidence extends WordEvidence {
  readonly meanings: Meanings;
  readonly asked: {
    readonly words: boolean;
    readonly meaning: boolean;
    readonly weights: Pick<SignalWeights, 'meaning' | 'summaryMeaning'>;
    readonly queryWords: number;
    readonly fullWords: number;
    readonly unrelated: Unrelated | null;
  };
}

/**
 * The scale of a query's scores, from the best of its tickets by each signal: of `byWords`, the best of the list by words.
 */
export function scaleOf(
  evidence: Evidence,
  { byWords, ticketsWithWords }: { byWords: Scored; ticketsWithWords: number },
): Fusion {
  const { asked } = evidence;
  return fusionOf({
    ...asked,
    listWords: byWords.scores[0] ?? 0,
    ticketsWithWords,
    bestMeaning: asked.meaning && !asked.unrelated ? mostMeaning(evidence) : 0,
  });
}

/** How many tickets of the scope have a word; counted no further than it makes a difference. */
export function countWithWords({ numbering, seen, words, admits }: WordEvidence): number {
  let count = 0;
  seen.begin(numbering.ticketEnd);
  words.each(
    () => (count < TICKETS_WITH_WORDS ? 0 : Number.POSITIVE_INFINITY),
    (ticket) => {
      if (seen.isNew(ticket) && (!admits || admits(ticket))) count += 1;
    },
  );
  return count;
}

function isInside({ scope, admits }: WordEvidence): (ticket: number) => boolean {
  return (ticket) => has(scope.inside, ticket) && (!admits || admits(ticket));
}

/** The tickets of the list whose words count most, the best first; the id decides between equals. */
export function bestByWords(evidence: WordEvidence, count: number): Scored {
  const { numbering, seen, words } = evidence;
  const isWanted = isInside(evidence);
  const top = createTop(count, byId(numbering));
  const consider = (ticket: number) => {
    if (seen.isNew(ticket) && isWanted(ticket)) top.offer(ticket, words.of(ticket));
  };
  seen.begin(numbering.ticketEnd);
  words.eachPromising(count, consider);
  words.each(() => top.least, consider);
  return top.sorted();
}

function mostMeaning(evidence: Evidence): number {
  const { numbering, seen, meanings } = evidence;
  const isWanted = isInside(evidence);
  let most = 0;
  const consider = (ticket: number) => {
    if (!seen.isNew(ticket) || !isWanted(ticket)) return;
    if (meanings.ceiling(ticket) <= most || meanings.closeCeiling(ticket) <= most) return;
    most = Math.max(most, meanings.of(ticket));
  };
  seen.begin(numbering.ticketEnd);
  meanings.eachPromising(consider);
  meanings.each(() => most, consider);
  return most;
}

/**
 * The best tickets of the list, best first; the id decides between equals. First the most promising by each signal are scored, which
 * `byWords` are by words. What
 * the last of the best then reaches is what others must be able to reach to be scored at all: no ticket is left out
 * that could (as in Fagin, Lotem & Naor 2003, "Optimal aggregation algorithms for middleware").
 */
export function bestTickets(evidence: Evidence, fusion: Fusion, byWords: Scored, count: number): Uint32Array {
  const { numbering, seen, words, meanings, asked } = evidence;
  if (!asked.meaning) return byWords.slots.slice(0, count);
  const isWanted = isInside(evidence);
  const top = createTop(count, byId(numbering));

  function consider(ticket: number): void {
    if (!seen.isNew(ticket) || !isWanted(ticket)) return;
    const wordsScore = words.of(ticket);
    const canMatter = (ceiling: number) =>
      fusion.isHit(wordsScore, ceiling) && fusion.score(wordsScore, ceiling) >= top.least;
    if (!canMatter(meanings.ceiling(ticket)) || !canMatter(meanings.closeCeiling(ticket))) return;
    const meaning = meanings.of(ticket);
    if (fusion.isHit(wordsScore, meaning)) top.offer(ticket, fusion.score(wordsScore, meaning));
  }

  seen.begin(numbering.ticketEnd);
  for (const ticket of byWords.slots) consider(ticket);
  meanings.eachPromising(consider);
  meanings.each(() => Math.max(fusion.floor, fusion.meaningFor(top.least)), consider);
  const mostMeaning = meanings.most();
  words.each(() => fusion.wordsFor(top.least, mostMeaning), consider);
  return top.sorted().slots;
}

/** All tickets of the scope that match, whichever facets were picked. */
export function matchingTickets(evidence: Evidence, fusion: Fusion): Bits {
  const { numbering, scope, seen, words, meanings, admits, asked } = evidence;
  const matching = bitsFor(numbering.ticketEnd);
  if (!asked.words && !asked.meaning) {
    for (const set of [scope.inside, ...scope.beside.values()])
      for (let word = 0; word < matching.length; word += 1) matching[word]! |= set[word] ?? 0;
    return matching;
  }
  words.each(
    () => 0,
    (ticket) => put(matching, ticket),
  );
  if (!asked.meaning) return matching;
  seen.begin(numbering.ticketEnd);
  meanings.each(
    () => fusion.floor,
    (ticket) => {
      if (has(matching, ticket) || !seen.isNew(ticket) || (admits && !admits(ticket))) return;
      const isAbove = (meaning: number) => fusion.isHit(0, meaning);
      if (
        isAbove(meanings.ceiling(ticket)) &&
        isAbove(meanings.closeCeiling(ticket)) &&
        isAbove(meanings.of(ticket))
      )
        put(matching, ticket);
    },
  );
  return matching;
}
