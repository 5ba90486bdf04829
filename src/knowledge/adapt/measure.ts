import type { StaticModel } from '../embed/static/file.ts';
import type { Bags } from './bags.ts';
import { type Corpus, isMeasurable } from './corpus.ts';
import { type Matrix, matrix, productsOf, unitRows, withoutMean } from './loss.ts';
import type { Found } from './outcome.ts';

/** Of each query, the rank of what it was to find: 1 is the best. */
export type Ranks = readonly number[];

export function foundBy(ranks: Ranks): Found {
  const mean = (value: (rank: number) => number) =>
    ranks.reduce((sum, rank) => sum + value(rank), 0) / Math.max(1, ranks.length);
  return {
    queries: ranks.length,
    mrr: mean((rank) => 1 / rank),
    r10: mean((rank) => (rank <= 10 ? 1 : 0)),
  };
}

type Table = Pick<StaticModel, 'dimensions' | 'rows' | 'scales'>;

/** Sums of the vectors of each text's tokens, as the embedder makes them. */
function sumsOf({ dimensions, rows, scales }: Table, bags: Bags, texts: readonly number[]): Matrix {
  const result = matrix(texts.length, dimensions);
  for (const [row, bag] of texts.entries()) {
    const into = row * dimensions;
    for (let entry = bags.start(bag); entry < bags.end(bag); entry += 1) {
      const from = bags.token(entry) * dimensions;
      const factor = bags.count(entry) * scales[bags.token(entry)]!;
      for (let i = 0; i < dimensions; i += 1) result.values[into + i]! += factor * rows[from + i]!;
    }
  }
  return result;
}

/** Vectors as the index compares them: of length 1, centred. */
function compared(sums: Matrix): Matrix {
  return unitRows(withoutMean(unitRows(sums).result)).result;
}

/** Queries compared at a time: what their products take in memory. */
const QUERIES_AT_A_TIME = 64;

/** The rank of each query's own candidates: that of the best one of `wanted`, without the query itself (`except`). */
function ranksOf(
  queries: Matrix,
  candidates: Matrix,
  wanted: (query: number) => readonly number[],
  except: (query: number) => number | null = () => null,
): Ranks {
  const ranks: number[] = [];
  const { width } = queries;
  for (let from = 0; from < queries.rows; from += QUERIES_AT_A_TIME) {
    const rows = Math.min(QUERIES_AT_A_TIME, queries.rows - from);
    const some = { rows, width, values: queries.values.subarray(from * width, (from + rows) * width) };
    const { values } = productsOf(some, candidates);
    for (let row = 0; row < rows; row += 1) {
      const products = values.subarray(row * candidates.rows, (row + 1) * candidates.rows);
      const own = except(from + row);
      const best = Math.max(...wanted(from + row).map((each) => products[each]!));
      let rank = 1;
      for (let i = 0; i < products.length; i += 1) if (products[i]! > best && i !== own) rank += 1;
      ranks.push(rank);
    }
  }
  return ranks;
}

/** Each text looks for the one at its place among the others. */
export function rankAmong(
  model: Table,
  bags: Bags,
  texts: readonly number[],
  others: readonly number[],
): Ranks {
  const [queries, candidates] = [sumsOf(model, bags, texts), sumsOf(model, bags, others)];
  return ranksOf(compared(queries), compared(candidates), (query) => [query]);
}

/** Most candidates that a query is compared with, so that measuring takes seconds. */
const MOST_CANDIDATES = 10_000;
const MOST_DUPLICATES = 1000;

/** What a model finds. */
export interface Measured {
  /** Summaries of held-back tickets that look for their descriptions among those of all held-back ones. */
  readonly heldBack: Ranks;
  /** The same among descriptions that were learned from, too. */
  readonly amongAll: Ranks;
  /** Tickets that look for those that people linked to them as duplicates. */
  readonly duplicates: Ranks;
}

export function measure(model: Table, { bags, tickets }: Corpus): Measured {
  const measurable = tickets.filter(isMeasurable);
  const heldBack = measurable.filter((ticket) => ticket.heldBack);
  const others = measurable.filter((ticket) => !ticket.heldBack);
  const summaries = sumsOf(
    model,
    bags,
    heldBack.map(({ summary }) => summary),
  );
  const all = [...heldBack, ...others.slice(0, Math.max(0, MOST_CANDIDATES - heldBack.length))];
  const descriptions = sumsOf(
    model,
    bags,
    all.map(({ description }) => description),
  );
  const first = { ...descriptions, rows: heldBack.length };
  const itself = (query: number) => [query];
  const queries = compared(summaries);
  return {
    heldBack: ranksOf(queries, compared(cutTo(first)), itself),
    amongAll: ranksOf(queries, compared(descriptions), itself),
    duplicates: duplicateRanks(model, bags, measurable),
  };
}

function cutTo({ rows, width, values }: Matrix): Matrix {
  return { rows, width, values: values.subarray(0, rows * width) };
}

/** Whole tickets compared with whole tickets. */
function duplicateRanks(
  model: Table,
  bags: Bags,
  tickets: readonly { key: string; summary: number; description: number; duplicates: readonly string[] }[],
): Ranks {
  const linked = linksBothWays(tickets);
  if (linked.size === 0) return [];
  const queries = tickets.filter(({ key }) => linked.has(key)).slice(0, MOST_DUPLICATES);
  const needed = new Set(queries.flatMap(({ key }) => [key, ...linked.get(key)!]));
  const rest = tickets.filter(({ key }) => !needed.has(key));
  const candidates = [
    ...tickets.filter(({ key }) => needed.has(key)),
    ...rest.slice(0, Math.max(0, MOST_CANDIDATES - needed.size)),
  ];
  const place = new Map(candidates.map(({ key }, at) => [key, at]));
  const vectors = sumsOf(
    model,
    bags,
    candidates.map(({ description }) => description),
  );
  const summaries = sumsOf(
    model,
    bags,
    candidates.map(({ summary }) => summary),
  );
  for (let i = 0; i < vectors.values.length; i += 1) vectors.values[i]! += summaries.values[i]!;
  const whole = compared(vectors);
  const asked = matrix(queries.length, whole.width);
  for (const [row, { key }] of queries.entries()) {
    const from = place.get(key)! * whole.width;
    asked.values.set(whole.values.subarray(from, from + whole.width), row * whole.width);
  }
  return ranksOf(
    asked,
    whole,
    (query) => [...linked.get(queries[query]!.key)!].map((key) => place.get(key)!),
    (query) => place.get(queries[query]!.key)!,
  );
}

/** For each ticket that has some, its duplicates among the tickets. */
function linksBothWays(
  tickets: readonly { key: string; duplicates: readonly string[] }[],
): Map<string, Set<string>> {
  const known = new Set(tickets.map(({ key }) => key));
  const linked = new Map<string, Set<string>>();
  const link = (from: string, to: string) => linked.set(from, (linked.get(from) ?? new Set()).add(to));
  for (const { key, duplicates } of tickets)
    for (const other of duplicates) {
      if (other === key || !known.has(other)) continue;
      link(key, other);
      link(other, key);
    }
  return linked;
}
