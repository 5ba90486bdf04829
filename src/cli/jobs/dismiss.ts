import type { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import { confirmed, type Unasked } from '../confirm.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';

interface DismissOptions extends CommonOptions, Unasked {}

export function dismissCommand(host: Host): Command {
  return newCommand('dismiss', 'Let a job go that failed for good, undone.', 'jobs dismiss 12 --yes')
    .argument('<id>', 'as `jobs dead` shows it')
    .option('--yes', 'do not ask')
    .action((id: string, options: DismissOptions) =>
      withConnection(host, options, async (api) => {
        if (!(await confirmed(`Dismiss job ${id} for good, undone?`, options))) return;
        await api.post('/api/jobs/dead/discard', { id });
        if (options.json) printJson({ dismissed: id });
        else print(`Dismissed job ${id}.`);
      }),
    );
}
