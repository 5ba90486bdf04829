import { z } from 'zod';
import type { Evaluation } from '../../../evals/evaluate.ts';
import type { Aim } from '../aims.ts';
import { estimate, share, table, whole } from '../markdown.ts';
import { keptOf, type Measurement, measurement } from '../measurement.ts';

const quality = z.record(z.string(), z.number());
const interval = z.record(z.string(), z.tuple([z.number(), z.number()]));

const schema = keptOf<Evaluation>()(
  z.object({
    queries: z.number(),
    tickets: z.number(),
    embedder: z.string(),
    methods: z.record(z.string(), quality),
    intervals: z.record(z.string(), interval),
    peers: z.record(z.string(), quality),
    differences: z.record(z.string(), z.object({ mean: quality, interval })),
  }),
);
type Ranked = z.infer<typeof schema>;

/** How measures are written in tables. */
const MEASURES: Readonly<Record<string, string>> = {
  r1: 'R@1',
  r5: 'R@5',
  r10: 'R@10',
  r20: 'R@20',
  mrr10: 'MRR@10',
  ndcg10: 'nDCG@10',
  map: 'MAP',
};

/** Finds more, or not less, than another on the same queries. */
function gain(difference: string, measure: string, what: string, bound: Aim<Ranked>['bound']): Aim<Ranked> {
  return {
    what: `${what}, ${MEASURES[measure]}`,
    bound,
    write: share,
    measured: ({ differences }) => {
      const found = differences[difference];
      const [value, range] = [found?.mean[measure], found?.interval[measure]];
      return value === undefined || range === undefined ? null : { value, interval: range };
    },
  };
}

/** A method's own figure. */
function reaches(method: string, measure: string, what: string, least: number): Aim<Ranked> {
  return {
    what: `${what}, ${MEASURES[measure]}`,
    bound: { atLeast: least },
    write: share,
    measured: ({ methods }) => methods[method]?.[measure] ?? null,
  };
}

const MORE = { above: 0 };
const NOT_LESS = { notBelow: 0 };

const duplicates = 'duplicates of Apache tickets';
export const retrieval = ranking({
  about: 'finding known duplicates among 13,156 tickets',
  command: ['eval', 'retrieval', '--without', 'minilm', '--json'],
  minutes: 2,
  aims: [
    reaches('vector', 'r10', `${duplicates}: by meaning alone`, 0.7),
    reaches('hybrid', 'r10', `${duplicates}: by words and meaning`, 0.72),
    reaches('similar', 'r10', `${duplicates}: as similar tickets`, 0.8),
    gain('hybrid - bm25', 'r10', `${duplicates}: words and meaning beyond words`, MORE),
    gain('hybrid - vector', 'r10', `${duplicates}: words and meaning beyond meaning`, MORE),
    gain('similar - hybrid', 'r10', `${duplicates}: similar tickets beyond words and meaning`, MORE),
    gain('hybrid - plain-bm25', 'r10', `${duplicates}: words and meaning beyond plain BM25`, MORE),
    gain('hybrid - rrf', 'r10', `${duplicates}: words and meaning beyond their ranks fused`, MORE),
  ],
});

export const retrievalMiniLm = ranking({
  about: 'the same beside MiniLM, which embeds each of the tickets',
  command: ['eval', 'retrieval', '--json'],
  minutes: 240,
  long: true,
  aims: [
    gain('vector - minilm', 'r10', `${duplicates}: meaning beside MiniLM`, NOT_LESS),
    gain('hybrid - minilm-hybrid', 'r10', `${duplicates}: words and meaning beside that of MiniLM`, NOT_LESS),
  ],
});

export const cacm = ranking({
  about: 'answering questions in plain words from 3,204 abstracts',
  command: ['eval', 'cacm', '--without', 'minilm', '--json'],
  minutes: 1,
  aims: [
    gain('hybrid - bm25', 'ndcg10', 'CACM: words and meaning beyond words', MORE),
    gain('hybrid - vector', 'ndcg10', 'CACM: words and meaning beyond meaning', MORE),
    gain('hybrid - plain-bm25', 'ndcg10', 'CACM: words and meaning beyond plain BM25', MORE),
  ],
});

export const cacmMiniLm = ranking({
  about: 'the same beside MiniLM',
  command: ['eval', 'cacm', '--json'],
  minutes: 30,
  long: true,
  aims: [
    gain('vector - minilm', 'ndcg10', 'CACM: meaning beside MiniLM', NOT_LESS),
    gain('hybrid - minilm-hybrid', 'ndcg10', 'CACM: words and meaning beside that of MiniLM', NOT_LESS),
  ],
});

function ranking(given: Omit<Measurement<Ranked>, 'schema' | 'regions'>) {
  return measurement<Ranked>({
    ...given,
    schema,
    regions: { '': methodLines, differences: differenceLines },
  });
}

function methodLines({ queries, tickets, methods, peers, intervals }: Ranked): string[] {
  const all = Object.entries({ ...methods, ...peers });
  const measures = Object.keys(all[0]?.[1] ?? {});
  const rows = all.map(([name, values]) => [
    `\`${name}\``,
    ...measures.map((measure) => estimated(values, intervals[name], measure)),
  ]);
  return [
    `${whole(queries)} queries over ${whole(tickets)} documents; in brackets where the mean lies with a probability of 95 %.`,
    '',
    ...table(['', ...measures.map((measure) => MEASURES[measure] ?? measure)], rows),
  ];
}

function differenceLines({ differences }: Ranked): string[] {
  const all = Object.entries(differences);
  const measures = Object.keys(all[0]?.[1].mean ?? {});
  const rows = all.map(([name, { mean, interval: ranges }]) => [
    `\`${name}\``,
    ...measures.map((measure) => estimated(mean, ranges, measure)),
  ]);
  return table(['', ...measures.map((measure) => MEASURES[measure] ?? measure)], rows);
}

function estimated(
  values: Readonly<Record<string, number>>,
  ranges: Readonly<Record<string, [number, number]>> | undefined,
  measure: string,
): string {
  const [value, range] = [values[measure], ranges?.[measure]];
  return value === undefined || !range ? '' : estimate(value, range);
}
