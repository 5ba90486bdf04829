import type { Command } from 'commander';
import { ledgerAnswer, statusAnswer, type Wire } from '../api/index.ts';
import type { Connection } from '../client/index.ts';
import { CasebookError, FIRST_SITE } from '../domain/index.ts';
import { type CommonOptions, endWith, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { repeated, SITE_OPTION } from './option-values.ts';
import { EXIT, errorJson, paint, print, printJson, say } from './output.ts';
import { syncToItsEnd } from './progress.ts';
import { refuseNoJira } from './reads-jira.ts';

interface VerifyOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly acceptRemovals?: boolean;
  readonly site?: readonly string[];
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
    .option('--site <name>', SITE_OPTION, repeated())
    .action((options: VerifyOptions) =>
      withConnection(
        host,
        { ...options, makesFolder: true, before: refuseNoJira, beginsWork: true },
        async (api) => {
          const { dryRun = false, acceptRemovals = false, site: sites } = options;
          const begins = { path: '/api/sync/verify', body: { dryRun, acceptRemovals, sites } };
          const { error: ended, run } = await syncToItsEnd(api, begins);
          // What is refused was found all the same, and is said first; so is what other sites were compared with.
          const failure = ended?.code === 'removals-refused' || run.failures.length > 0 ? ended : null;
          if (ended && !failure) throw ended;
          const failed = run.failures
            .filter(({ code }) => code !== 'removals-refused')
            .map(({ site }) => site);
          const left = (await readLedgers(api, sites)).filter(({ site }) => !failed.includes(site));
          const [first] = left;
          if (!first) throw failure ?? new CasebookError('internal', 'The comparison left nothing behind.');
          if (!options.json)
            for (const { site, check } of left) {
              if (left.length > 1) print(paint('bold', `Site ${site}`));
              printCheck(check);
            }
          const told = left.map(({ site, check, days }) => ({ site, ...check, days }));
          const error = failure && errorJson(failure);
          if (options.json) printJson({ ...first.check, days: first.days, sites: told, ...error });
          if (failure) endWith(failure);
          else if (left.some(({ check }) => differences(check) > 0)) process.exitCode = EXIT.failed;
        },
      ),
    );
}

/** What the newest comparison of each site left; of all sites that were compared where none is named. */
async function readLedgers(api: Connection, named: readonly string[] | undefined) {
  const further = named ? [] : statusAnswer.parse(await api.get('/api/status')).sites;
  const sites = named ?? [FIRST_SITE, ...further.flatMap(({ name, jira }) => (jira ? [name] : []))];
  const ledgers: { site: string; check: Check; days: Wire<typeof ledgerAnswer>['days'] }[] = [];
  for (const site of sites) {
    const answer = ledgerAnswer.parse(await api.get(`/api/sync/ledger?site=${encodeURIComponent(site)}`));
    if (answer.check) ledgers.push({ site, check: answer.check, days: answer.days });
  }
  return ledgers;
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
