import type { Command } from 'commander';
import { calibrationAnswer, type Wire } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { paint, print, printJson } from './output.ts';
import { waitingFor } from './waiting.ts';

interface CalibrateOptions extends CommonOptions {
  readonly reset?: boolean;
}

type Outcome = NonNullable<Wire<typeof calibrationAnswer>['outcome']>;
type Reliability = Outcome['page']['before'];

export function calibrateCommand(host: Host): Command {
  return newCommand(
    'calibrate',
    'Learn from the duplicates linked here what signals count for and how probable duplicates are; used where better.',
    'calibrate',
  )
    .option('--reset', 'return to the calibration that Casebook comes with')
    .action((options: CalibrateOptions) =>
      withConnection(host, { ...options, beginsWork: true }, async (api) => {
        const action = options.reset ? 'reset' : 'learn';
        const answer = api.post('/api/calibration', { action });
        const { outcome } = calibrationAnswer.parse(await waitingFor(() => 'Comparing tickets…', answer));
        if (options.json) printJson({ outcome });
        else if (outcome) printOutcome(outcome);
        else print('The calibration that Casebook comes with is in use.');
      }),
    );
}

function printOutcome({ applied, knownPairs, tickets, compared, page, triage, weights }: Outcome): void {
  print(
    `Learned from ${knownPairs} pairs of duplicates; ${tickets} tickets were compared with their nearest.`,
  );
  printWeights(weights);
  printReliability('On the page of a ticket: the five most probable', page);
  printReliability('In triage: the most probable earlier ticket', triage);
  print();
  print(paint('bold', 'All pairs that were compared, which decides'));
  printSums(compared);
  print();
  print('Links are never complete: what is no known duplicate may be one, so precision is at least this.');
  const { before, after } = compared;
  print(
    `Log loss over all ${Math.round(after.pairs)} compared pairs decides, lower is better: ` +
      `${figure(before.logLoss)} with the calibration that Casebook comes with, ${figure(after.logLoss)} with the one learned here.`,
  );
  print(
    applied
      ? paint('green', 'The one learned here is better at that, and in use from now on.')
      : paint('yellow', 'The one learned here is not better at that, and is not used.'),
  );
  if (!applied) return;
  for (const [where, { before, after }] of [
    ['On the page of a ticket', page],
    ['In triage', triage],
  ] as const)
    if (after.logLoss > before.logLoss)
      print(
        paint(
          'yellow',
          `${where} it is not: ${figure(before.logLoss)} → ${figure(after.logLoss)}; each shows pairs of its own choice there. ` +
            '`casebook calibrate --reset` returns to the other.',
        ),
      );
}

function printWeights({ weights, queries, before, after, better }: Outcome['weights']): void {
  const { meaning, summaryMeaning, timeApart, later, otherProject } = weights;
  print();
  print(
    paint('bold', 'What signals count for'),
    paint('dim', `  ${queries} tickets with duplicates, shipped → learned`),
  );
  print(
    `  duplicates among the first ten: recall ${share(before.recallAt10)} → ${share(after.recallAt10)}, ` +
      `MRR ${before.mrrAt10.toFixed(3)} → ${after.mrrAt10.toFixed(3)}`,
  );
  print(
    better
      ? paint(
          'green',
          `  Better, and in use from now on: meaning ${meaning}, summary ${summaryMeaning}, time ${timeApart}, ` +
            `later ${later}, other project ${otherProject}.`,
        )
      : paint('yellow', '  No better beyond chance: the weights that Casebook comes with stay.'),
  );
}

function printReliability(title: string, { before, after }: Outcome['page']): void {
  print();
  print(paint('bold', title), paint('dim', `  ${Math.round(after.pairs)} pairs, shipped → learned`));
  print('  said     pairs  are duplicates      pairs  are duplicates');
  for (const [place, bin] of after.bins.entries()) {
    const was = before.bins[place] as Reliability['bins'][number];
    if (was.pairs + bin.pairs === 0) continue;
    const said = `${Math.round(bin.from * 100)}–${Math.round(bin.to * 100)} %`;
    print(`  ${said.padEnd(8)}${cells(was)}    ${cells(bin)}`);
  }
  for (const [place, at] of after.thresholds.entries()) {
    const was = before.thresholds[place] as Reliability['thresholds'][number];
    print(
      `  from ${at.threshold}: precision ${share(was.precision)} → ${share(at.precision)}, ` +
        `recall ${share(was.recall)} → ${share(at.recall)}`,
    );
  }
  printSums({ before, after });
}

function printSums({ before, after }: Outcome['compared']): void {
  print(
    `  calibration error ${figure(before.expectedCalibrationError)} → ${figure(after.expectedCalibrationError)}, ` +
      `Brier ${figure(before.brier)} → ${figure(after.brier)}, log loss ${figure(before.logLoss)} → ${figure(after.logLoss)}`,
  );
}

function cells({ pairs, observed }: Reliability['bins'][number]): string {
  return `${String(Math.round(pairs)).padStart(7)}  ${share(observed).padStart(14)}`;
}

function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(value < 0.1 ? 1 : 0)} %`;
}

function figure(value: number): string {
  return value.toFixed(4);
}
