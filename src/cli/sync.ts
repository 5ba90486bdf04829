import { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson } from './output.ts';
import { syncAndFollow } from './progress.ts';
import { syncVerifyCommand } from './sync-verify.ts';

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
    ).action((options: CommonOptions) =>
      withConnection(host, { ...options, makesFolder: true }, async (api) => {
        const { run, indexing } = await syncAndFollow(api);
        if (options.json) printJson({ ...run, indexing });
        else
          print(
            `Received ${run.received} tickets: ${run.applied} accepted, ${run.duplicate} already known, ${run.refused} refused. ` +
              `${indexing.indexed} are searchable.`,
          );
      }),
    ),
    { isDefault: true },
  );
  sync.addCommand(syncVerifyCommand(host));
  return sync;
}
