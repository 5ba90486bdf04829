import { z } from 'zod';
import type { SimilarEvaluation } from '../../../evals/similar.ts';
import type { Aim } from '../aims.ts';
import { figure, share, table, whole } from '../markdown.ts';
import { keptOf, measurement } from '../measurement.ts';

const reliability = z.object({
  pairs: z.number(),
  duplicates: z.number(),
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      pairs: z.number(),
      predicted: z.number().nullable(),
      observed: z.number().nullable(),
    }),
  ),
  expectedCalibrationError: z.number(),
  brier: z.number(),
  logLoss: z.number(),
  auc: z.number(),
  thresholds: z.array(
    z.object({
      threshold: z.number(),
      proposed: z.number(),
      precision: z.number().nullable(),
      recall: z.number(),
    }),
  ),
});

const schema = keptOf<SimilarEvaluation>()(
  z.object({
    tickets: z.number(),
    compared: z.object({ withDuplicates: z.number(), without: z.number(), weight: z.number() }),
    knownPairs: z.number(),
    page: reliability,
    triage: reliability,
    asLabelled: z.object({ page: reliability, triage: reliability }),
  }),
);
type Similar = z.infer<typeof schema>;

const PLACES = { page: 'on the page of a ticket', triage: 'in triage' };
const WHERE = Object.keys(PLACES) as (keyof typeof PLACES)[];
const SURE = [0.5, 0.8, 0.9];

export const similar = measurement<Similar>({
  about: 'whether probabilities of duplicates mean what they say',
  command: ['eval', 'similar', '--json'],
  minutes: 4,
  schema,
  aims: WHERE.flatMap((where): Aim<Similar>[] => [
    {
      what: `probabilities ${PLACES[where]}: expected calibration error`,
      bound: { atMost: 0.01 },
      write: (value) => value.toFixed(4),
      measured: (result) => result[where].expectedCalibrationError,
    },
    ...SURE.map(
      (least): Aim<Similar> => ({
        what: `of pairs said to be duplicates with ${least * 100} % and more, ${PLACES[where]}: how many are known ones`,
        bound: { atLeast: least },
        write: share,
        measured: (result) =>
          result[where].thresholds.find(({ threshold }) => threshold === least)?.precision ?? null,
      }),
    ),
  ]),
  regions: { '': summaryLines, bins: binLines },
});

function summaryLines({ tickets, compared, knownPairs, ...result }: Similar): string[] {
  const { withDuplicates, without, weight } = compared;
  const { asLabelled } = result;
  const rows = [
    ...WHERE.map((where) => [PLACES[where], result[where]] as const),
    ...WHERE.map((where) => [`${PLACES[where]}, as labelled`, asLabelled[where]] as const),
  ].map(([name, { thresholds, expectedCalibrationError, ...one }]) => [
    name,
    whole(one.pairs),
    whole(one.duplicates),
    expectedCalibrationError.toFixed(4),
    one.brier.toFixed(4),
    one.auc.toFixed(3),
    ...thresholds.map(
      ({ proposed, precision, recall }) =>
        `${precision === null ? '–' : share(precision)}, ${share(recall)} (${figure(proposed)})`,
    ),
  ]);
  const from = (result.page.thresholds ?? []).map(({ threshold }) => `from ${threshold * 100} %`);
  return [
    `${whole(tickets)} tickets with ${whole(knownPairs / 2)} known pairs. Compared: ${whole(withDuplicates)} with known duplicates and`,
    `${whole(without)} others, each of which stands for ${figure(weight)}. From a probability up: precision, recall, and how many pairs these are.`,
    '',
    ...table(['', 'pairs', 'known', 'calibration error', 'Brier', 'AUC', ...from], rows),
  ];
}

function binLines({ page, triage }: Similar): string[] {
  const rows = page.bins.map((bin, place) => {
    const cells = [bin, triage.bins[place]].flatMap((one) => [
      one ? whole(one.pairs) : '',
      one?.predicted == null ? '' : share(one.predicted),
      one?.observed == null ? '' : share(one.observed),
    ]);
    return [`${whole(bin.from * 100)}–${whole(bin.to * 100)} %`, ...cells];
  });
  const head = [
    'said',
    'pairs on the page',
    'predicted',
    'observed',
    'pairs in triage',
    'predicted',
    'observed',
  ];
  return table(head, rows);
}
