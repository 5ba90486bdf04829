import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { CasebookError } from '../domain/index.ts';
import { isLakeFile } from '../ingest/index.ts';
import { resetDemo } from '../platform/data-folder/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import { print, printJson } from './output.ts';

interface ResetOptions extends CommonOptions {
  readonly yes?: boolean;
}

export function resetCommand(): Command {
  return newCommand('reset', 'Remove the demo company, so that it can begin afresh.', 'reset --yes')
    .option('--yes', 'do not ask')
    .action((options: ResetOptions) =>
      attempt(options, async () => {
        const folder = configFrom(options).config.CASEBOOK_DATA_DIR;
        if (!options.yes) await ask(folder);
        const { removed, left } = resetDemo(folder, isLakeFile);
        if (options.json) return printJson({ folder, removed, left });
        print(`Removed the demo company from ${folder}.`);
        if (left.length > 0) print(`Left what Casebook did not make: ${left.join(', ')}`);
      }),
    );
}

async function ask(folder: string): Promise<void> {
  if (!process.stdin.isTTY) throw new CasebookError('reset-refused', 'Say --yes where nobody can be asked.');
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await questions.question(`Remove the demo company from ${folder}? [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CasebookError('reset-refused', 'You did not say yes.');
  } finally {
    questions.close();
  }
}
