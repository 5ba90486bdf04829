import type { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson } from './output.ts';
import { syncAndFollow } from './progress.ts';

export function syncCommand(host: Host): Command {
  return newCommand(
    'sync',
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
  );
}
