import type { Command } from 'commander';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import { print, printJson, say } from './output.ts';

interface MigrateOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** Works on the data itself, not through the API: a server brings its database up to date before it answers. */
export function migrateCommand(): Command {
  return newCommand(
    'migrate',
    'Bring the database up to this version; every command does so too, before anything else.',
    'migrate --dry-run',
  )
    .option('--dry-run', 'try what would be done, undo it, and say what it was')
    .action((options: MigrateOptions) =>
      attempt(options, async () => {
        const { config } = configFrom(options);
        const dryRun = options.dryRun ?? false;
        const { bringUp } = await import('./data/migrate.ts');
        const { database, migrations } = await bringUp(config, dryRun);
        if (options.json) return printJson({ database, dryRun, migrations });
        print(`${database}: ${describe(migrations, dryRun)}`);
        if (dryRun && migrations.length > 0) say('There is no way back down: `casebook backup` comes first.');
      }),
    );
}

function describe(migrations: readonly string[], dryRun: boolean): string {
  if (migrations.length === 0) return 'up to date.';
  return `${migrations.join(', ')} ${dryRun ? 'would be applied: tried on these data, and undone.' : 'applied.'}`;
}
