import type { TermField, TimeField } from '../index/search-index.ts';
import { readingsOf } from '../terms.ts';
import { unreadable } from './place.ts';
import { FIELDS, printQuery, type QueryPart } from './tree.ts';

/** Each demand or exclusion is looked up by itself: these are more than anybody types, and answered in no time. */
const MOST_DEMANDS = 32;
const MOST_PHRASE_WORDS = 100;
/** Of one field in the whole query, however often the field is written. */
const MOST_VALUES = 100;

type Demand = Exclude<QueryPart, { kind: 'text' | 'field' }>;

/** The parts without the phrases, beginnings and exclusions that stand in the query already. */
export function withoutRepeats(parts: readonly QueryPart[]): QueryPart[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    if (!isDemand(part)) return true;
    const kind = part.kind === 'prefix' ? 'prefix' : 'phrase';
    const demand = `${part.not} ${kind} ${part.text.toLowerCase()}`;
    if (seen.has(demand)) return false;
    seen.add(demand);
    return true;
  });
}

/**
 * Refuses a query that would keep the index busy for everybody else. Text alone is never too much.
 *
 * @param parts of `query`, each demand once.
 * @throws CasebookError `query-unreadable`, naming the first place that is too much.
 */
export function refuseTooMuch(query: string, parts: readonly QueryPart[]): void {
  const demands = parts.filter(isDemand);
  const long = demands.find((part) => part.kind !== 'prefix' && wordsIn(part.text) > MOST_PHRASE_WORDS);
  if (long) refuse(query, long, `a phrase has at most ${MOST_PHRASE_WORDS} words`);
  const reason = `a query has at most ${MOST_DEMANDS} phrases, beginnings of words and exclusions`;
  const extra = demands[MOST_DEMANDS];
  if (extra) refuse(query, extra, reason);
  refuseValues(query, parts);
}

function refuseValues(query: string, parts: readonly QueryPart[]): void {
  const counts = new Map<TermField | TimeField, number>();
  for (const part of parts) {
    if (part.kind !== 'field') continue;
    const field = FIELDS[part.name];
    const before = counts.get(field) ?? 0;
    counts.set(field, before + part.values.length);
    const extra = part.values[MOST_VALUES - before];
    if (!extra) continue;
    const end = extra.at + extra.text.length + (extra.quoted ? 2 : 0);
    throw unreadable(query, extra.at, end, `${part.name}: takes at most ${MOST_VALUES} values`);
  }
}

function refuse(query: string, part: Demand, reason: string): never {
  throw unreadable(query, part.at, part.at + printQuery([part]).length, reason);
}

function isDemand(part: QueryPart): part is Demand {
  return part.kind !== 'text' && part.kind !== 'field';
}

/** How many words of a phrase are looked up: the parts of names, without stop words. */
function wordsIn(phrase: string): number {
  return readingsOf(phrase)[0]?.length ?? 0;
}
