import { readFileSync, writeFileSync } from 'node:fs';
import { DEVIATIONS_OF_ONE } from '../src/knowledge/index/exact/fusion.ts';
import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import type { EvaluatedQuery } from './collection.ts';
import { readDuplicateSet } from './duplicates.ts';
import type { MiniLm } from './peers/minilm.ts';
import { miniLmIndexOf } from './peers/peers.ts';
import { indexOf } from './product.ts';

/** The values tried of each weight. */
const MEANING = steps(0.1, 0.6, 0.05);
const SUMMARY_MEANING = steps(0.1, 0.9, 0.1);
const TIME_APART = steps(0, 0.12, 0.01);

const WEIGHTS_FILE = new URL('../src/knowledge/index/weights.ts', import.meta.url);
const DAY_MS = 86_400_000;

interface LearnedWeights {
  readonly meaning: number;
  readonly summaryMeaning: number;
  readonly timeApart: number;
}

export interface LearningResult {
  readonly queries: number;
  readonly embedder: string;
  readonly weights: LearnedWeights;
  /** Mean of recall@10 and MRR@10 with these, without and with nearness in time. */
  readonly hybrid: number;
  readonly similar: number;
  /** The same with each weight tried: a row for each of `meaning`, a value for each of `summaryMeaning`. */
  readonly tried: Record<string, readonly number[]>;
  /** With each `timeApart` tried, beside the two chosen. */
  readonly triedTimes: readonly number[];
}

/** The unweighted signals of all tickets for one query; the query's own ticket is not among them. */
interface Signals {
  readonly words: Float32Array;
  readonly passage: Float32Array;
  readonly summary: Float32Array;
  /** ln(1 + days apart). */
  readonly apart: Float32Array;
  readonly relevant: readonly number[];
  /** Relevant tickets, of which some may have no signal at all. */
  readonly wanted: number;
}

/**
 * Learns the weights of `weights.ts` on known duplicates by trying a grid of values. Quality is flat and noisy around its
 * best: the cell is taken whose neighbours are best together with it, and times after that. Nothing is drawn by chance.
 *
 * @param miniLm whose vectors the weights are learned with, where the shipped model has itself learned from the pairs of
 * `folder`: it finds those more easily than any that it has not seen, and would be given too much weight.
 */
export async function learnWeights(folder: string, miniLm: MiniLm | null): Promise<LearningResult> {
  const set = readDuplicateSet(folder);
  const { documents, queries } = set;
  const embedder = loadStaticEmbedder();
  const index = miniLm ? await miniLmIndexOf(set, miniLm) : await indexOf(documents, embedder);
  if (!index.unrelated) throw new Error(`${folder} holds too few tickets to learn from.`);
  const { middle, deviation } = index.unrelated;
  const created = new Map(documents.map((document) => [document.key, document.created]));

  async function signalsOf(query: EvaluatedQuery): Promise<Signals> {
    const hits = await index.search(query, { words: true, meaning: true }, documents.length);
    const others = hits.filter(({ ticketId }) => ticketId !== query.key);
    const from = created.get(query.key ?? '') ?? 0;
    const scaled = (value: number | null) => ((value ?? 0) - middle) / (DEVIATIONS_OF_ONE * deviation);
    return {
      words: Float32Array.from(others, ({ lexical }) => lexical),
      passage: Float32Array.from(others, ({ passageMeaning }) => scaled(passageMeaning)),
      summary: Float32Array.from(others, ({ summaryMeaning }) => scaled(summaryMeaning)),
      apart: Float32Array.from(others, ({ ticketId }) =>
        Math.log1p(Math.abs((created.get(ticketId) ?? 0) - from) / DAY_MS),
      ),
      relevant: others.flatMap(({ ticketId }, place) => (query.relevant.has(ticketId) ? [place] : [])),
      wanted: query.relevant.size,
    };
  }

  const all: Signals[] = [];
  for (const query of queries) all.push(await signalsOf(query));
  const grid = MEANING.map((meaning) =>
    SUMMARY_MEANING.map((summaryMeaning) => qualityWith(all, { meaning, summaryMeaning, timeApart: 0 })),
  );
  const [row, column] = middleOfBest(grid);
  const [meaning, summaryMeaning] = [MEANING[row] as number, SUMMARY_MEANING[column] as number];
  const times = TIME_APART.map((timeApart) => qualityWith(all, { meaning, summaryMeaning, timeApart }));
  const [, time] = middleOfBest([times]);
  return {
    queries: queries.length,
    embedder: miniLm ? 'MiniLM' : embedder.id,
    weights: { meaning, summaryMeaning, timeApart: TIME_APART[time] as number },
    hybrid: grid[row]?.[column] as number,
    similar: times[time] as number,
    tried: Object.fromEntries(grid.map((cells, at) => [`${MEANING[at]}`, cells.map(rounded)])),
    triedTimes: times.map(rounded),
  };
}

/** Mean over queries of recall@10 and the reciprocal rank of the first relevant one within 10. */
function qualityWith(all: readonly Signals[], weights: LearnedWeights): number {
  let sum = 0;
  for (const signals of all) {
    const ranks = ranksOf(signals, weights).filter((rank) => rank <= 10);
    sum += (ranks.length / signals.wanted + (ranks.length > 0 ? 1 / Math.min(...ranks) : 0)) / 2;
  }
  return sum / all.length;
}

function ranksOf(
  { words, passage, summary, apart, relevant }: Signals,
  { meaning, summaryMeaning, timeApart }: LearnedWeights,
): number[] {
  const scores = words.map((lexical, place) => {
    const near =
      (1 - summaryMeaning) * (passage[place] as number) + summaryMeaning * (summary[place] as number);
    return meaning * Math.max(0, near) + (1 - meaning) * lexical - timeApart * (apart[place] as number);
  });
  return relevant.map((place) => {
    const own = scores[place] as number;
    let rank = 1;
    for (const score of scores) if (score > own) rank += 1;
    return rank;
  });
}

/** The cell whose mean with its neighbours is greatest, of those that have them on all sides. */
function middleOfBest(grid: readonly (readonly number[])[]): [row: number, column: number] {
  let best: [number, number] = [0, 0];
  let most = Number.NEGATIVE_INFINITY;
  for (const [row, cells] of grid.entries())
    for (const column of cells.keys()) {
      const edges = [column === 0, column === cells.length - 1];
      if (grid.length > 1) edges.push(row === 0, row === grid.length - 1);
      if (edges.includes(true)) continue;
      const around = [-1, 0, 1].flatMap((up) =>
        [-1, 0, 1].flatMap((right) => grid[row + up]?.[column + right] ?? []),
      );
      const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
      if (mean <= most) continue;
      most = mean;
      best = [row, column];
    }
  return best;
}

/** Puts learned weights into the source that the product reads. */
export function writeWeights(weights: LearnedWeights): void {
  let source = readFileSync(WEIGHTS_FILE, 'utf8');
  for (const [name, value] of Object.entries(weights))
    source = source.replace(new RegExp(`(\\b${name}: )[\\d.]+`), `$1${value}`);
  writeFileSync(WEIGHTS_FILE, source);
}

const rounded = (value: number) => Number(value.toFixed(4));

function steps(from: number, to: number, by: number): number[] {
  const count = Math.round((to - from) / by);
  return Array.from({ length: count + 1 }, (_, i) => Number((from + i * by).toFixed(4)));
}
