import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Connection, connect } from '../client/index.ts';
import { CasebookError, type ErrorCode } from '../domain/index.ts';
import { type LoadedConfig, loadConfig, type SettingName } from '../platform/config/index.ts';
import { mayBeDataFolder } from '../platform/data-folder/index.ts';
import type { Host } from './host.ts';
import { EXIT, reportError } from './output.ts';

/** Options of every command, and how the ones that are settings reach them. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly port?: string;
}

/** A command with the options that all have, and an example in its help. */
export function newCommand(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .option('--data-dir <folder>', 'the folder that holds all data (default: .casebook)')
    .option('--json', 'print one JSON value to standard output')
    .addHelpText('after', `\nExample:\n  $ casebook ${example}`);
}

/** Settings, with what the command line says before everything else. */
export function configFrom(options: CommonOptions): LoadedConfig {
  const given: Partial<Record<SettingName, string>> = {};
  if (options.dataDir !== undefined) given.CASEBOOK_DATA_DIR = options.dataDir;
  if (options.port !== undefined) given.CASEBOOK_PORT = options.port;
  return loadConfig(given);
}

/** Errors in how a command was called, not in what it met. */
const WRONG_CALLS: readonly ErrorCode[] = ['call-invalid', 'not-confirmed', 'query-unreadable'];

/** Runs a command's work; what it throws becomes a message and an exit code. */
export async function attempt(options: CommonOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    reportError(error, options.json ?? false);
    // Some calls turn out to be wrong only when what they are about is open.
    const wronglyCalled = error instanceof CasebookError && WRONG_CALLS.includes(error.code);
    process.exitCode = wronglyCalled ? EXIT.usage : EXIT.failed;
  }
}

/**
 * The same, with a connection that is closed afterwards. Commands that put something in make the data folder where it is
 * missing; with all others a mistyped name must not become a data folder, nor somebody's own folder.
 */
export function withConnection(
  host: Host,
  options: CommonOptions & { readonly makesFolder?: boolean },
  work: (api: Connection) => Promise<void>,
): Promise<void> {
  return attempt(options, async () => {
    const loaded = configFrom(options);
    const folder = loaded.config.CASEBOOK_DATA_DIR;
    if (!options.makesFolder && !mayBeDataFolder(folder))
      throw new CasebookError('data-folder-missing', resolve(folder));
    const api = await connect(host, loaded);
    try {
      await work(api);
    } finally {
      await api.close();
    }
  });
}
