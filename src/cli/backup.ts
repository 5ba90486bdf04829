import type { Command } from 'commander';
import type { BackupManifest } from '../backup/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson, say } from './output.ts';

interface BackupOptions extends CommonOptions {
  readonly verify?: boolean;
}

/** Works on the data itself, beside a running server and also where one cannot start. */
export function backupCommand(host: Host): Command {
  return newCommand(
    'backup',
    'Copy everything of this installation, running or not, into a new folder.',
    'backup /backups/casebook-2026-11-21',
  )
    .argument('<folder>', 'the folder to make; with --verify, a backup that is there')
    .option('--verify', 'read the backup to its last byte and say whether it is whole; write nothing')
    .action((folder: string, options: BackupOptions) =>
      attempt(options, async () => {
        const { check, make } = await import('./data/backup.ts');
        const { manifest, unlisted } = options.verify
          ? await check(folder)
          : { manifest: await make(folder, configFrom(options).config, host.version), unlisted: [] };
        if (options.json) return printJson({ backup: folder, ...manifest, unlisted });
        print(`${options.verify ? 'Whole' : 'Made'}: ${folder}, ${describe(manifest)}`);
        for (const name of unlisted) say(`Not of the backup, and not restored: ${name}`);
        if (manifest.database.kind === 'postgresql') sayRowsAreElsewhere(manifest.database.place);
      }),
    );
}

/** What a backup is, in a line. */
export function describe({ installation, version, madeAt, files }: BackupManifest): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    `a ${installation.kind} installation of ${madeAt}, by Casebook ${version}: ` +
    `${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB.`
  );
}

function sayRowsAreElsewhere(place: string): void {
  say(`The rows lie in ${place} and are NOT in this backup: it holds the lake alone.`);
  say('Dump them with pg_dump, and each time before the backup: docs/postgresql.md says how and why.');
}
