import { Command } from 'commander';
import { syncPreview, type syncRequest, type Wire } from '../api/index.ts';
import { count } from './amounts.ts';
import { type CommonOptions, endWith, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { calendarDay, repeated, SITE_OPTION, wholeNumber } from './option-values.ts';
import { EXIT, errorJson, paint, print, printJson, say } from './output.ts';
import { syncToItsEnd } from './progress.ts';
import { refuseNoJira } from './reads-jira.ts';
import { syncVerifyCommand } from './sync-verify.ts';

interface SyncOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly maxIssues?: string;
  readonly forceFullRefresh?: boolean;
  readonly project?: string;
  readonly statusCategory?: string;
  readonly startDate?: string;
  readonly site?: readonly string[];
}

function requestOf(options: SyncOptions): Wire<typeof syncRequest> {
  const { maxIssues, forceFullRefresh, project, statusCategory, startDate, site } = options;
  return {
    full: forceFullRefresh,
    maxIssues: maxIssues === undefined ? undefined : Number(maxIssues),
    projects: project?.split(',').map((key) => key.trim()),
    statusCategory,
    startDate,
    sites: site && [...site],
  };
}

export function syncCommand(host: Host): Command {
  // Without options of its own, which would keep those of the commands below from them.
  const sync = new Command('sync')
    .description('Read what changed in Jira since the last sync; hold all tickets against Jira.')
    .addHelpText('after', '\nExample:\n  $ casebook sync --data-dir /srv/casebook');
  sync.addCommand(
    newCommand(
      'changes',
      'Read what changed in Jira since the last sync, and make it searchable.',
      'sync --data-dir /srv/casebook',
    )
      .option('--dry-run', 'say what it would read, and read nothing')
      .option(
        '--max-issues <number>',
        'read at most so many; the next sync begins where this one began',
        wholeNumber(1, 100_000_000),
      )
      .option('--force-full-refresh', 'read all tickets anew, not only those that changed')
      .option('--project <keys>', 'only of these projects, separated by commas')
      .option('--status-category <name>', 'only where the kind of status is this, such as Done')
      .option('--start-date <day>', 'only tickets created on this day or later', calendarDay)
      .option('--site <name>', SITE_OPTION, repeated())
      .action((options: SyncOptions) =>
        withConnection(
          host,
          { ...options, makesFolder: true, before: refuseNoJira, beginsWork: !options.dryRun },
          async (api) => {
            const body = requestOf(options);
            if (options.dryRun) {
              const preview = syncPreview.parse(await api.post('/api/sync/preview', body));
              if (options.json) printJson(preview);
              else printPreview(preview);
              if (preview.sites.some(({ error }) => error)) process.exitCode = EXIT.failed;
              return;
            }
            const { run, indexing, error } = await syncToItsEnd(api, { path: '/api/sync', body });
            // Of several sites the others were read.
            if (error && run.failures.length === 0) throw error;
            if (options.json) printJson({ ...run, indexing, ...(error && errorJson(error)) });
            else
              print(
                `Received ${count(run.received, 'ticket')}: ${run.applied} accepted, ${run.duplicate} already known, ${run.refused} refused. ` +
                  `${indexing.indexed} are searchable.`,
              );
            if (error) endWith(error);
          },
        ),
      ),
    { isDefault: true },
  );
  sync.addCommand(syncVerifyCommand(host));
  return sync;
}

function printPreview({ sites }: Wire<typeof syncPreview>): void {
  for (const { site, issues, jql, error } of sites) {
    const which = sites.length > 1 ? `site ${site} ` : '';
    if (error) say(paint('yellow', `Site ${site} could not be asked: ${error.detail} [${error.code}]`));
    else print(`A sync would ask ${which}for ${issues} tickets${jql ? ` of: ${jql}` : ''}.`);
  }
}
