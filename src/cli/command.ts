import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Connection, connect } from '../client/index.ts';
import { CasebookError, type ErrorCode } from '../domain/index.ts';
import { type LoadedConfig, loadConfig, type SettingName } from '../platform/config/index.ts';
import { mayBeDataFolder } from '../platform/data-folder/index.ts';
import type { Host } from './host.ts';
import { EXIT, reportError, say } from './output.ts';

/** Options of every command, and how the ones that are settings reach them. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
  readonly port?: string;
  /** The command with those that it is below, such as `casebook users add`. */
  readonly calledAs?: string;
}

/** How a command is called, such as `casebook users add`. */
export const calledAs = (command: Command): string =>
  command.parent ? `${calledAs(command.parent)} ${command.name()}` : command.name();

/** The same as it was typed: without the name of one that goes without saying. */
function typedAs(command: Command): string {
  const { parent } = command;
  return parent?.parent && parent.args[0] !== command.name() ? calledAs(parent) : calledAs(command);
}

/** A command with the options that all have, and an example in its help. */
export function newCommand(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .option('--data-dir <folder>', 'the folder that holds all data (default: .casebook)')
    .option('--json', 'print one JSON value to standard output')
    .hook('preAction', (_, command) => {
      command.setOptionValue('calledAs', typedAs(command));
    })
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
    process.exitCode = exitCodeOf(error);
  }
}

/** Ends a command that failed in part with its error, where what it came to was said before, as JSON with the error in it. */
export function endWith(error: CasebookError): void {
  reportError(error, false);
  process.exitCode = exitCodeOf(error);
}

/** Some calls turn out to be wrong only when what they are about is open. */
function exitCodeOf(error: unknown): number {
  const wronglyCalled = error instanceof CasebookError && WRONG_CALLS.includes(error.code);
  return wronglyCalled ? EXIT.usage : EXIT.failed;
}

/** What a command asks of its connection. */
interface Wanted extends CommonOptions {
  /** It puts something in, and makes the data folder where that is missing. */
  readonly makesFolder?: boolean;
  /** Called before anything is opened or made: what it throws leaves everything as it was. */
  readonly before?: (config: LoadedConfig['config']) => void;
  /** What it begins goes on after its request: only a server does that for others, and no command that ends. */
  readonly beginsWork?: boolean;
}

/**
 * The same, with a connection that is closed afterwards. With commands that put nothing in a mistyped name must not become
 * a data folder, nor somebody's own folder.
 */
export function withConnection(
  host: Host,
  options: Wanted,
  work: (api: Connection) => Promise<void>,
): Promise<void> {
  return attempt(options, async () => {
    const loaded = configFrom(options);
    options.before?.(loaded.config);
    const folder = loaded.config.CASEBOOK_DATA_DIR;
    if (!options.makesFolder && !mayBeDataFolder(folder))
      throw new CasebookError('data-folder-missing', resolve(folder));
    const api = await connectAs(host, loaded, options);
    try {
      await work(api);
    } finally {
      await api.close();
    }
  });
}

/** Connects in the name of the command that was called, which answers others while it works by itself. */
export function connectAs(
  host: Host,
  loaded: LoadedConfig,
  { calledAs: command = 'casebook', beginsWork = false }: Pick<Wanted, 'calledAs' | 'beginsWork'>,
): Promise<Connection> {
  const onHeldUp = () =>
    say('Done; another command still waits for an answer from this one. Ctrl-C ends both.');
  return connect(host, loaded, { command, beginsWork, onHeldUp });
}
