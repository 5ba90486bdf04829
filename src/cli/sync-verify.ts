import type { Command } from 'commander';
import { ledgerAnswer, type Wire } from '../api/index.ts';
import { CasebookError } from '../domain/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { EXIT, paint, print, printJson, say } from './output.ts';
import { syncAndFollow } from './progress.ts';

interface VerifyOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly acceptRemovals?: boolean;
}

type Check = NonNullable<Wire<typeof ledgerAnswer>['check']>;

/** Exits with 1 where Jira and Casebook differ in the end. */
export function syncVerifyCommand(host: Host): Command {
  return newCommand(
    'verify',
    'Compare all tickets with Jira’s, name those that are missing, stale or gone, and mend them.',
    'sync verify --dry-run',
  )
    .option('--dry-run', 'only look, and mend nothing')
    .option('--accept-removals', 'take out what Jira no longer gives, however many tickets that are')
    .action((options: VerifyOptions) =>
      withConnection(host, { ...options, makesFolder: true }, async (api) => {
        const { dryRun = false, acceptRemovals = false } = options;
        const begins = { path: '/api/sync/verify', body: { dryRun, acceptRemovals } };
        // What is refused was found all the same, and is said first.
        const refusal = await syncAndFollow(api, process.stderr, begins).then(
          () => null,
          (error) => {
            if (error instanceof CasebookError && error.code === 'removals-refused') return error;
            throw error;
          },
        );
        const { check, days } = ledgerAnswer.parse(await api.get('/api/sync/ledger'));
        if (!check) throw new CasebookError('internal', 'The comparison left nothing behind.');
        if (refusal && !options.json) printCheck(check);
        if (refusal) throw refusal;
        if (options.json) printJson({ ...check, days });
        else printCheck(check);
        if (differences(check) > 0) process.exitCode = EXIT.failed;
      }),
    );
}

const differences = ({ total }: Check) => total.missing + total.stale + total.extra;

const SAID = { missing: 'not here', stale: 'older than in Jira', extra: 'no longer given by Jira' };

function printCheck(check: Check): void {
  const { found, total, named, dryRun } = check;
  for (const { kind, key, left } of named)
    print(paint('bold', key), `  ${SAID[kind]}${left ? '' : ': mended'}`);
  const more = found.missing + found.stale + found.extra - named.length;
  if (more > 0) print(`… and ${more} more.`);
  if (total.outside > 0)
    say(`${total.outside} tickets are no longer among those that the settings choose; they stay.`);
  if (total.refused > 0) say(`${total.refused} tickets are dead letters: casebook dead-letters list.`);
  const all = `Jira lists ${total.jira} tickets; found ${found.missing} missing, ${found.stale} stale, ${found.extra} gone: `;
  const left = differences(check);
  if (left === 0) print(all, paint('green', 'nothing differs now.'));
  else print(all, paint('yellow', dryRun ? 'nothing was changed.' : `${left} still differ.`));
}
