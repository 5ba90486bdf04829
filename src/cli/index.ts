import { Command, CommanderError } from 'commander';
import { CasebookError } from '../domain/index.ts';
import { adaptCommand } from './adapt.ts';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { calibrateCommand } from './calibrate.ts';
import { calledAs } from './command.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { deadLettersCommand } from './dead-letters/index.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor/index.ts';
import { duplicatesCommand } from './duplicates.ts';
import { eraseCommand } from './erase.ts';
import { exportCommand } from './export.ts';
import type { Host } from './host.ts';
import { importCommand } from './import.ts';
import { initCommand } from './init/index.ts';
import { jobsCommand } from './jobs/index.ts';
import { keysCommand } from './keys/index.ts';
import { lakeCommand } from './lake.ts';
import { migrateCommand } from './migrate.ts';
import { EXIT, errorJson, print, printJson, printText, sayText } from './output.ts';
import { rebuildCommand } from './rebuild.ts';
import { resetCommand } from './reset.ts';
import { restoreCommand } from './restore.ts';
import { searchCommand } from './search.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';
import { statusCommand } from './status.ts';
import { syncCommand } from './sync.ts';
import { triageCommand } from './triage.ts';
import { usersCommand } from './users/index.ts';
import { verifyCommand } from './verify.ts';
import { whyCommand } from './why.ts';

/** What was typed wrongly is quoted back. Help fits the terminal, but for examples, which are copied. */
const throughTheFilter = {
  writeOut(text: string) {
    for (const line of text.trimEnd().split('\n')) (/^ +\$ /.test(line) ? printText : print)(line);
  },
  writeErr: (text: string) => sayText(text.trimEnd()),
};

/** Descriptions stand in a column of their own where they have this much of it. */
const narrowToo = { minWidthToWrap: 20 };

/** All commands there are, below the one that is the program. */
export function createProgram(host: Host): Command {
  const program = new Command('casebook')
    .description('Search what your company knows about what breaks, and how it was mended.')
    .version(host.version)
    .addHelpText(
      'after',
      '\nExample:\n  $ casebook demo\n\nExit codes: 0 done, 1 not done, 2 wrongly called.',
    );
  const commands = [
    demoCommand(host),
    initCommand(host),
    syncCommand(host),
    importCommand(host),
    deadLettersCommand(host),
    searchCommand(host),
    showCommand(host),
    duplicatesCommand(host),
    triageCommand(host),
    calibrateCommand(host),
    statusCommand(host),
    jobsCommand(host),
    doctorCommand(host),
    exportCommand(host),
    serveCommand(host),
    rebuildCommand(host),
    adaptCommand(host),
    usersCommand(host),
    keysCommand(host),
    whyCommand(host),
    auditCommand(host),
    configCommand(),
    migrateCommand(),
    verifyCommand(),
    lakeCommand(host),
    eraseCommand(host),
    backupCommand(host),
    restoreCommand(host),
    resetCommand(),
    completionCommand(() => program),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of withAllBelow(program))
    command
      .exitOverride()
      .configureHelp(narrowToo)
      .configureOutput(throughTheFilter)
      .showHelpAfterError(`See \`${calledAs(command)} --help\`.`);
  return program;
}

/** Runs the command line; the outcome is in `process.exitCode`. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<void> {
  // Who reads only the first lines, as `head` does, wants no more, and no complaint.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.done);
  });
  const program = createProgram(host);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version are no mistakes.
    if (error.exitCode === 0) return;
    process.exitCode = EXIT.usage;
    if (!asksForJson(argv)) return;
    const detail = error.message.startsWith('error: ')
      ? error.message.slice('error: '.length)
      : 'No command.';
    printJson(errorJson(new CasebookError('call-invalid', detail)));
  }
}

/** A command and all below it. */
export function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

/** A wrong call was not parsed to its end: the option is looked for where it can stand. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}
