import type { Command } from 'commander';
import { createProgram, withAllBelow } from '../../src/cli/index.ts';
import { cell } from './cell.ts';

/** Every command with its arguments, options and examples, from what `--help` is made of. */
export function commandsPage(): string {
  const never = () => {
    throw new Error('The reference needs no application.');
  };
  const program = createProgram({ version: '0', open: never, openJiraBefore: never, startDemoJira: never });
  const commands = withAllBelow(program).filter((command) => command.commands.length === 0);
  return [
    '# Commands',
    '',
    'Made from `src/cli/` by `npm run docs`; do not edit.',
    '',
    'All take `--data-dir <folder>` (default: `.casebook`, or `CASEBOOK_DATA_DIR`), `--json`, which prints one JSON value to',
    'standard output, and `--help`. Everything that is not the result goes to standard error. Exit codes: 0 done, 1 not done,',
    '2 wrongly called. Where a server holds the data folder, it is asked; else the command opens the folder itself.',
    '',
    ...commands.flatMap(sectionOf),
  ].join('\n');
}

/** Options that every command has. */
const EVERYWHERE = ['--data-dir', '--json'];

function sectionOf(command: Command): string[] {
  const help = textOf(command);
  const examples = [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line]) => `    ${line}`);
  const options = command.options.filter(({ long, hidden }) => !hidden && !EVERYWHERE.includes(long ?? ''));
  const rows = [
    ...command.registeredArguments.map((each) => {
      const name = `${each.name()}${each.variadic ? '…' : ''}`;
      return [each.required ? `<${name}>` : `[${name}]`, each.description] as const;
    }),
    ...options.map(({ flags, description, argChoices, defaultValue }) => {
      const choices = argChoices ? `: ${argChoices.join(', ')}` : '';
      const preset = defaultValue === undefined ? '' : ` (default: ${String(defaultValue)})`;
      return [flags, `${description}${choices}${preset}`] as const;
    }),
  ].map(([name, about]) => `| \`${cell(name)}\` | ${cell(about)} |`);
  return [
    `## ${pathOf(command)}`,
    '',
    command.description(),
    '',
    ...(rows.length > 0 ? ['| | |', '|---|---|', ...rows, ''] : []),
    ...(examples.length > 0 ? [...examples, ''] : []),
  ];
}

function textOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  return help;
}

/** What is typed for it: a command that is meant where none is named goes without its name. */
function pathOf(command: Command): string {
  const { parent } = command;
  if (!parent) return command.name();
  const { _defaultCommandName: preset } = parent as { _defaultCommandName?: string | null };
  return preset === command.name() ? pathOf(parent) : `${pathOf(parent)} ${command.name()}`;
}
