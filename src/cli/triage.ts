import { type Command, Option } from 'commander';
import { triageAnswer, type Wire } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { calendarDay, share, wholeNumber } from './option-values.ts';
import { paint, print, printJson, say } from './output.ts';
import { printCalibration, printEvidence, verdict } from './proposal.ts';
import { waitingFor } from './waiting.ts';
import { where } from './where.ts';

interface TriageOptions extends CommonOptions {
  readonly days: string;
  readonly since?: string;
  readonly minProbability: string;
  readonly limit: string;
}

const DAY_MS = 86_400_000;

export function triageCommand(host: Host): Command {
  return newCommand(
    'triage',
    'Propose which of the newest tickets are duplicates of earlier ones.',
    'triage --days 7 --min-probability 0.8',
  )
    .addOption(
      new Option('--days <number>', 'tickets that were created in the last days')
        .argParser(wholeNumber(1, 36_500))
        .default('30')
        .conflicts('since'),
    )
    .option('--since <day>', 'tickets that were created since this day (UTC)', calendarDay)
    .option('--min-probability <share>', 'leave out what is less probable, 0 to 1', share, '0.2')
    .option('--limit <number>', 'at most this many proposals', wholeNumber(1, 200), '20')
    .action((options: TriageOptions) =>
      withConnection(host, options, async (api) => {
        const since = options.since
          ? new Date(options.since)
          : new Date(Date.now() - Number(options.days) * DAY_MS);
        const query = new URLSearchParams({
          since: since.toISOString(),
          minProbability: options.minProbability,
          limit: options.limit,
        });
        const found = triageAnswer.parse(
          await waitingFor(() => 'Comparing tickets…', api.get(`/api/triage?${query}`)),
        );
        if (options.json) return printJson(found);
        for (const proposal of found.proposals) printProposal(proposal);
        say(summary(found, options));
        printCalibration(found.calibration);
      }),
    );
}

function printProposal({
  ticket,
  original,
  evidence,
  ...rest
}: Wire<typeof triageAnswer>['proposals'][number]) {
  print(
    paint('cyan', ticket.key),
    '  ',
    paint('bold', ticket.summary),
    '  ',
    paint('dim', `[${ticket.status.name}]`),
  );
  print(
    '  = ',
    paint('cyan', original.key),
    '  ',
    original.summary,
    '  ',
    paint('dim', `[${original.status.name}]`),
  );
  print('    ', verdict(rest), paint('dim', where(ticket)));
  printEvidence(evidence);
}

function summary(
  { proposals, created, examined, since }: Wire<typeof triageAnswer>,
  { minProbability, limit }: TriageOptions,
): string {
  const looked = examined < created ? `the newest ${examined} of ${created} tickets` : `${created} tickets`;
  const found =
    proposals.length === 0
      ? 'No proposal'
      : `${proposals.length} proposal${proposals.length === 1 ? '' : 's'}`;
  const least = `${Number((Number(minProbability) * 100).toFixed(2))} %`;
  const cut =
    proposals.length < Number(limit)
      ? ''
      : ` Shown are at most ${limit}: with a larger --limit there may be more.`;
  return `${found} of at least ${least} among ${looked} created since ${since.slice(0, 10)}.${cut}`;
}
