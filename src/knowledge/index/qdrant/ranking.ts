import { type Fusion, fusionOf, TICKETS_WITH_WORDS } from '../fusion.ts';
import { UNREAD } from '../meaning.ts';
import type { Searched } from './collection.ts';
import { type Demand, oneOf } from './filter.ts';
import type { Question } from './question.ts';
import { meaningIn, type Near, nearestTickets, type Signals, wordsIn } from './signals.ts';

/** So many texts by each signal are looked at; more of them where the page lies farther than their tickets go. */
const REACH = 1024;
const FARTHER = 4;
/** So many of the best are measured by all of their texts; always the same, so that pages go on where the last one ended. */
const MEASURED = 128;

/** Tickets of a list with what is known of them. */
export interface Ranked {
  /** Those that come first: they are known by all of their texts, where others are by those that are among the nearest. */
  readonly measured: ReadonlyMap<string, Signals>;
  readonly others: ReadonlyMap<string, Signals>;
}

export const NOTHING_RANKED: Ranked = { measured: new Map(), others: new Map() };

/** The nearest tickets of a list, `wanted` at least where there are so many. */
export async function rankedTickets(
  searched: Searched,
  question: Question,
  must: readonly Demand[],
  wanted: number,
): Promise<Ranked> {
  let near: Near;
  let reach = REACH;
  do {
    near = await nearestTickets(searched.collection, question, must, reach);
    reach *= FARTHER;
  } while (!near.isAll && near.tickets.size < wanted);
  if (near.isAll) return { measured: near.tickets, others: new Map() };
  const estimated: Ranked = { measured: new Map(), others: near.tickets };
  const fusion = scaleOf(question, estimated, TICKETS_WITH_WORDS);
  const measured = await measuredTickets(
    searched,
    question,
    hitsAmong(question, estimated, fusion).slice(0, MEASURED),
  );
  return { measured, others: new Map([...near.tickets].filter(([ticketId]) => !measured.has(ticketId))) };
}

/** Some tickets of the list, with all that their texts say. */
export async function measuredTickets(
  { collection, catalogue }: Searched,
  question: Question,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, Signals>> {
  const must = [...question.inside, oneOf('ticket', ticketIds)];
  return (await nearestTickets(collection, question, must, catalogue.chunksOf(ticketIds))).tickets;
}

/** The scale of a query's scores, from the best of its tickets by each signal. */
export function scaleOf({ asked }: Question, ranked: Ranked, ticketsWithWords: number): Fusion {
  let listWords = 0;
  let bestMeaning = 0;
  for (const [signals, unseen] of known(ranked, asked.unrelated)) {
    listWords = Math.max(listWords, wordsIn(signals));
    if (asked.meaning && !asked.unrelated)
      bestMeaning = Math.max(bestMeaning, meaningIn(signals, asked.weights, unseen));
  }
  return fusionOf({ ...asked, listWords, bestMeaning, ticketsWithWords });
}

/** The ids of those that are hits, best first; the id decides between equals. */
export function hitsAmong({ asked }: Question, { measured, others }: Ranked, fusion: Fusion): string[] {
  const sorted = (tickets: Ranked['measured'], unseen: number) =>
    [...tickets]
      .map(([ticketId, signals]) => {
        const meaning = asked.meaning ? meaningIn(signals, asked.weights, unseen) : 0;
        const words = wordsIn(signals);
        return { ticketId, score: fusion.score(words, meaning), isHit: fusion.isHit(words, meaning) };
      })
      .filter(({ isHit }) => isHit)
      .sort((a, b) => b.score - a.score || (a.ticketId < b.ticketId ? -1 : 1))
      .map(({ ticketId }) => ticketId);
  return [...sorted(measured, UNREAD), ...sorted(others, usual(asked.unrelated))];
}

/** What is not among the nearest lies as unrelated texts do. */
const usual = (unrelated: Question['asked']['unrelated']) => unrelated?.middle ?? 0;

function* known(
  { measured, others }: Ranked,
  unrelated: Question['asked']['unrelated'],
): Generator<[Signals, number]> {
  for (const signals of measured.values()) yield [signals, UNREAD];
  for (const signals of others.values()) yield [signals, usual(unrelated)];
}
