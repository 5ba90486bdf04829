import type { Command } from 'commander';
import type { Finding, VerifyReport } from '../ingest/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import { EXIT, type Piece, paint, print, printJson, say } from './output.ts';

/** Works on the data itself, beside a running server and also where damage keeps one from starting. */
export function verifyCommand(): Command {
  return newCommand(
    'verify',
    'Check every byte of the lake, the database, and the one against the other.',
    'verify --json',
  ).action((options: CommonOptions) =>
    attempt(options, async () => {
      const { config } = configFrom(options);
      const { verifyConfigured } = await import('./data/verify.ts');
      const report = await verifyConfigured(config);
      if (options.json) printJson({ ...report, mebibytesPerSecond: speedOf(report) });
      else printReport(report);
      if (report.findings.length > 0) process.exitCode = EXIT.failed;
    }),
  );
}

function printReport(report: VerifyReport): void {
  const { findings, moreFindings, notes, lake, database, seconds } = report;
  for (const finding of findings) print(paint('red', 'WRONG '), ...describe(finding));
  if (moreFindings > 0) print(`… and ${moreFindings} more.`);
  for (const note of notes) say(paint('yellow', 'Note  '), ...describe(note));
  print(
    `Read ${lake.lines} lines of the lake in ${lake.segments} segments (${(lake.bytes / 2 ** 20).toFixed(1)} MiB)` +
      `${database ? ` and compared ${database.tickets} tickets` : ''} in ${seconds.toFixed(2)} s, ` +
      `${speedOf(report)} MiB/s: `,
    findings.length === 0
      ? paint('green', 'all as it was written.')
      : paint('red', `${findings.length + moreFindings} found.`),
  );
}

function describe({ place, line, offset, problem }: Finding): Piece[] {
  return [paint('bold', place), `${line === null ? '' : ` line ${line} (byte ${offset})`}: ${problem}`];
}

function speedOf({ lake, seconds }: VerifyReport): number {
  return Math.round(lake.bytes / 2 ** 20 / Math.max(seconds, 0.001));
}
