import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram, withAllBelow } from '../../src/cli/index.ts';

const notHere = () => {
  throw new Error('not here');
};
const program = () =>
  createProgram({ version: '0.0.0', open: notHere, openJiraBefore: notHere, startDemoJira: notHere });

function pathOf(command: Command): string {
  const above = command.parent;
  return above ? `${pathOf(above)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  return help;
}

/** The words of a line as a shell gives them on, up to where it sends the output elsewhere. */
function wordsOf(line: string): string[] {
  const words = line.replace(/ (>|\|) .*$/, '').match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/^["']|["']$/g, ''));
}

const commands = withAllBelow(program()).map((command) => [pathOf(command), command] as const);
const doing = commands.filter(([, command]) => command.commands.length === 0);

test('there are commands to look at', () => {
  expect(doing.length).toBeGreaterThan(30);
});

test.each(doing)('%s gives JSON on request, and takes the data folder', (_path, command) => {
  expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(['--json', '--data-dir']));
});

test.each(commands)('the examples in the help of %s are calls that work', async (path, command) => {
  const [, after = ''] = helpOf(command).split(/\nExamples?:\n/);
  const examples = after.split('\n').flatMap((line) => /^ +\$ casebook (.+)$/.exec(line)?.[1] ?? []);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const called: string[] = [];
    const tried = program();
    for (const each of withAllBelow(tried))
      if (each.commands.length === 0) each.action(() => void called.push(pathOf(each)));
    await tried.parseAsync(['node', 'casebook', ...wordsOf(example)]);
    expect(called).toHaveLength(1);
    // An example shows the command that it stands under.
    expect(called[0]).toContain(path);
  }
});
