import { Command, CommanderError } from 'commander';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import type { Host } from './host.ts';
import { importCommand } from './import.ts';
import { EXIT } from './output.ts';
import { searchCommand } from './search.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';
import { statusCommand } from './status.ts';
import { syncCommand } from './sync.ts';

/** Runs the command line; the outcome is in `process.exitCode`. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<void> {
  const program = new Command('casebook')
    .description('Search what your company knows about what breaks, and how it was mended.')
    .version(host.version)
    .addHelpText(
      'after',
      '\nExample:\n  $ casebook demo\n\nExit codes: 0 done, 1 not done, 2 wrongly called.',
    );
  const commands = [
    demoCommand(host),
    syncCommand(host),
    importCommand(host),
    searchCommand(host),
    showCommand(host),
    statusCommand(host),
    serveCommand(host),
    configCommand(),
  ];
  for (const command of commands) program.addCommand(command.exitOverride());
  program.exitOverride();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version are no mistakes.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}
