import type { Command } from 'commander';
import { refuseNoDemo } from '../platform/data-folder/index.ts';
import { attempt, type CommonOptions, configFrom, newCommand } from './command.ts';
import { confirmed, type Unasked } from './confirm.ts';
import { print, printJson } from './output.ts';

interface ResetOptions extends CommonOptions, Unasked {}

export function resetCommand(): Command {
  return newCommand('reset', 'Remove the demo company, so that it can begin afresh.', 'reset --yes')
    .option('--yes', 'do not ask')
    .action((options: ResetOptions) =>
      attempt(options, async () => {
        const folder = configFrom(options).config.CASEBOOK_DATA_DIR;
        // What can only be refused is not worth a question.
        refuseNoDemo(folder);
        if (!(await confirmed(`Remove the demo company from ${folder}?`, options))) return;
        const { reset } = await import('./data/reset.ts');
        const { removed, left } = reset(folder);
        if (options.json) return printJson({ folder, removed, left });
        print(`Removed the demo company from ${folder}.`);
        if (left.length > 0) print(`Left what Casebook did not make: ${left.join(', ')}`);
      }),
    );
}
