import { Command } from 'commander';
import { compactionAnswer, lakeAnswer, type Wire } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import { type EraseOptions, runErasure } from './erase.ts';
import type { Host } from './host.ts';
import { calendarDay, wholeNumber } from './option-values.ts';
import { paint, print, printJson } from './output.ts';
import { waitingFor } from './waiting.ts';

interface CompactOptions extends CommonOptions {
  readonly keepDays: string;
}

interface ExpireOptions extends EraseOptions {
  readonly closedBefore: string;
}

export function lakeCommand(host: Host): Command {
  // Without options of its own, which would keep those of the commands below from them.
  const lake = new Command('lake')
    .description('Say what the lake holds, drop older states of tickets, let old tickets expire.')
    .addHelpText('after', '\nExample:\n  $ casebook lake');
  lake.addCommand(
    newCommand('show', 'Say what the lake holds: segments, lines, bytes, dates.', 'lake show --json').action(
      (options: CommonOptions) =>
        withConnection(host, options, async (api) => {
          const found = lakeAnswer.parse(await api.get('/api/lake'));
          if (options.json) printJson(found);
          else printLake(found);
        }),
    ),
    { isDefault: true },
  );
  lake.addCommand(
    newCommand(
      'compact',
      'Drop older states of tickets; the newest of each stays.',
      'lake compact --keep-days 90',
    )
      .option('--keep-days <number>', 'keep older states that came in since', wholeNumber(0, 36_500), '0')
      .action((options: CompactOptions) =>
        withConnection(host, options, async (api) => {
          const keepDays = Number(options.keepDays);
          const answer = api.post('/api/lake/compactions', { keepDays });
          const done = compactionAnswer.parse(await waitingFor(() => 'Writing the lake anew…', answer));
          if (options.json) printJson(done);
          else print(`Dropped ${done.droppedLines} lines.`);
        }),
      ),
  );
  lake.addCommand(
    newCommand(
      'expire',
      'Erase all tickets that were resolved before a day, as erase does.',
      'lake expire --closed-before 2020-01-01',
    )
      .requiredOption('--closed-before <date>', 'a day such as 2020-01-01, in UTC', calendarDay)
      .option('--yes', 'do not ask')
      .action((options: ExpireOptions) =>
        runErasure(host, { kind: 'expiry', resolvedBefore: options.closedBefore }, options),
      ),
  );
  return lake;
}

function printLake({ segments, total }: Wire<typeof lakeAnswer>): void {
  for (const { file, ...holding } of segments) print(paint('bold', file), `  ${describe(holding)}`);
  print(paint('bold', 'all'), `  ${describe(total)}`);
}

function describe(holding: Wire<typeof lakeAnswer>['total']): string {
  const { lines, bytes, superseded, supersededBytes, oldest, newest } = holding;
  const share = bytes > 0 ? Math.round((supersededBytes / bytes) * 100) : 0;
  const dates = oldest && newest ? ` · ${oldest.slice(0, 10)} to ${newest.slice(0, 10)}` : '';
  return `${lines} lines · ${(bytes / 2 ** 20).toFixed(1)} MiB · ${superseded} of older states (${share} %)${dates}`;
}
