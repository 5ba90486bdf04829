import type { Command } from 'commander';
import { describe } from './backup.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson, say } from './output.ts';

export function restoreCommand(host: Host): Command {
  return newCommand(
    'restore',
    'Put a backup in the place of a data folder that is not there yet, once it was checked.',
    'restore /backups/casebook-2026-11-21 --data-dir /srv/casebook',
  )
    .argument('<backup>', 'a folder that `casebook backup` made')
    .action((backup: string, options: CommonOptions) =>
      attempt(options, async () => {
        const { config } = configFrom(options);
        const place = config.CASEBOOK_DATA_DIR;
        const { restore } = await import('./data/restore.ts');
        const { manifest, proof } = await restore(backup, config, host);
        if (options.json) return printJson({ restored: place, tickets: proof, ...manifest });
        print(`Restored to ${place}: ${describe(manifest)}`);
        if (proof !== null) print(`${proof} tickets; nothing of what came in is missing.`);
        else say('Restore the rows from their dump before you start Casebook: docs/postgresql.md says how.');
      }),
    );
}
