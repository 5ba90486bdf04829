import type { Unrelated } from '../../centring/centring.ts';
import { type Bits, bitsFor, has, put } from './bits.ts';
import { type Fusion, fusionOf } from './fusion.ts';
import type { Scores } from './lexical/scores.ts';
import type { Meanings } from './meanings.ts';
import type { Numbering } from './numbering.ts';
import type { Scope } from './scopes.ts';
import type { Seen } from './seen.ts';
import { createTop } from './vectors/top.ts';
import type { WordScores } from './word-scores.ts';

/** What is known to one query, at one moment. */
export interface Evidence {
  readonly numbering: Numbering;
  readonly scope: Scope;
  readonly seen: Seen;
  readonly scores: Scores;
  readonly words: WordScores;
  readonly meanings: Meanings;
  /** Whether a ticket has all that is demanded and nothing that is excluded. */
  readonly admits: (ticket: number) => boolean;
  readonly asked: {
    readonly words: boolean;
    readonly meaning: boolean;
    readonly fullWords: number;
    readonly unrelated: Unrelated | null;
  };
}

/** Looked at however few are wanted, to know early what the best few reach at least. */
const SEEDS = 32;

/** The scale of a query's scores, from the best of its tickets by each signal. */
export function scaleOf(evidence: Evidence): Fusion {
  const { asked, scope } = evidence;
  const listWords = asked.words ? mostWords(evidence, isInside(evidence)) : 0;
  const bestWords = asked.words && scope.beside.size > 0 ? mostWords(evidence, evidence.admits) : listWords;
  const bestMeaning = asked.meaning && !asked.unrelated ? mostMeaning(evidence) : 0;
  return fusionOf({ ...asked, listWords, bestWords, bestMeaning });
}

function isInside({ scope, admits }: Evidence): (ticket: number) => boolean {
  return (ticket) => has(scope.inside, ticket) && admits(ticket);
}

function mostWords(evidence: Evidence, isWanted: (ticket: number) => boolean): number {
  return Math.max(0, ...bestByWords(evidence, 1, isWanted).scores);
}

function bestByWords(
  { numbering, seen, words }: Evidence,
  count: number,
  isWanted: (ticket: number) => boolean,
) {
  const top = createTop(count);
  seen.begin(numbering.ticketEnd);
  words.each(
    () => top.least,
    (ticket) => {
      if (seen.isNew(ticket) && isWanted(ticket)) top.offer(ticket, words.of(ticket));
    },
  );
  return top.sorted();
}

function mostMeaning(evidence: Evidence): number {
  const { numbering, seen, meanings } = evidence;
  const isWanted = isInside(evidence);
  let most = 0;
  const consider = (ticket: number) => {
    if (!seen.isNew(ticket) || !isWanted(ticket) || meanings.ceiling(ticket) <= most) return;
    most = Math.max(most, meanings.of(ticket));
  };
  seen.begin(numbering.ticketEnd);
  meanings.eachPromising(SEEDS, consider);
  meanings.each(() => most, consider);
  return most;
}

/**
 * The best tickets, best first; the id decides between equals. First the most promising by each signal are scored. What
 * the last of the best then reaches is what others must be able to reach to be scored at all: no ticket is left out
 * that could (as in Fagin, Lotem & Naor 2003, "Optimal aggregation algorithms for middleware").
 */
export function bestTickets(evidence: Evidence, fusion: Fusion, count: number): Uint32Array {
  const { numbering, seen, words, meanings } = evidence;
  const { ids } = numbering;
  const isWanted = isInside(evidence);
  const top = createTop(count, (ticket, other) => ids[ticket]! < ids[other]!);

  function consider(ticket: number): void {
    if (!seen.isNew(ticket) || !isWanted(ticket)) return;
    const wordsScore = words.of(ticket);
    const ceiling = meanings.ceiling(ticket);
    if (!fusion.isHit(wordsScore, ceiling) || fusion.score(wordsScore, ceiling) < top.least) return;
    const meaning = meanings.of(ticket);
    if (fusion.isHit(wordsScore, meaning)) top.offer(ticket, fusion.score(wordsScore, meaning));
  }

  const seeds = bestByWords(evidence, Math.max(count, SEEDS), isWanted);
  seen.begin(numbering.ticketEnd);
  for (const ticket of seeds.slots) consider(ticket);
  meanings.eachPromising(Math.max(count, SEEDS), consider);
  meanings.each(() => Math.max(fusion.floor, fusion.meaningFor(top.least)), consider);
  words.each(() => fusion.wordsFor(top.least, meanings.most), consider);
  return top.sorted().slots;
}

/** All tickets of the scope that match, whichever facets were picked. */
export function matchingTickets(evidence: Evidence, fusion: Fusion): Bits {
  const { numbering, scope, seen, scores, meanings, admits, asked } = evidence;
  const matching = bitsFor(numbering.ticketEnd);
  if (!asked.words && !asked.meaning) {
    for (const set of [scope.inside, ...scope.beside.values()])
      for (let word = 0; word < matching.length; word += 1) matching[word]! |= set[word] ?? 0;
    return matching;
  }
  for (let i = 0; i < scores.count; i += 1) put(matching, numbering.tickets[scores.touched[i]!]!);
  if (!asked.meaning) return matching;
  seen.begin(numbering.ticketEnd);
  meanings.each(
    () => fusion.floor,
    (ticket) => {
      if (has(matching, ticket) || !seen.isNew(ticket) || !admits(ticket)) return;
      if (fusion.isHit(0, meanings.ceiling(ticket)) && fusion.isHit(0, meanings.of(ticket)))
        put(matching, ticket);
    },
  );
  return matching;
}
