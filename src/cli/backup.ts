import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { type BackupManifest, checkBackup, makeBackup, unlistedFiles } from '../backup/index.ts';
import { copyLake, removals } from '../ingest/index.ts';
import { isAdaptedModelFile } from '../knowledge/index.ts';
import { databaseFile, installationKind, lakeFolder } from '../platform/data-folder/index.ts';
import { databaseLocation, isPostgresAddress } from '../platform/database/index.ts';
import { bytesIn } from '../setup/index.ts';
import { byteProgress } from './byte-progress.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import type { Host } from './host.ts';
import { print, printJson, say } from './output.ts';
import { interruption } from './until-stopped.ts';

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
        const manifest = options.verify ? await check(folder) : await make(host, folder, options);
        const unlisted = options.verify ? await unlistedFiles(folder, manifest) : [];
        if (options.json) return printJson({ backup: folder, ...manifest, unlisted });
        print(`${options.verify ? 'Whole' : 'Made'}: ${folder}, ${describe(manifest)}`);
        for (const name of unlisted) say(`Not of the backup, and not restored: ${name}`);
        if (manifest.database.kind === 'postgresql') sayRowsAreElsewhere(manifest.database.place);
      }),
    );
}

async function check(folder: string): Promise<BackupManifest> {
  const shown = byteProgress(bytesIn(folder));
  const manifest = await checkBackup(folder, shown.onRead);
  shown.end();
  return manifest;
}

async function make(host: Host, folder: string, options: CommonOptions): Promise<BackupManifest> {
  const { config } = configFrom(options);
  const dataFolder = config.CASEBOOK_DATA_DIR;
  const kind = installationKind(dataFolder) ?? 'real';
  const database = databaseLocation(config, kind, databaseFile(dataFolder));
  const rows = isPostgresAddress(database) ? 0 : (statSync(database, { throwIfNoEntry: false })?.size ?? 0);
  const shown = byteProgress(bytesIn(lakeFolder(dataFolder)) + rows);
  const manifest = await makeBackup(
    {
      dataFolder,
      database,
      version: host.version,
      copyLake,
      isOwnModel: isAdaptedModelFile,
      removals,
      signal: interruption(),
      onRead: shown.onRead,
    },
    folder,
  );
  shown.end();
  return manifest;
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
