import type { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';

export function runAgainCommand(host: Host): Command {
  return newCommand('run-again', 'Give a job that failed for good one more attempt.', 'jobs run-again 12')
    .argument('<id>', 'as `jobs dead` shows it')
    .action((id: string, options: CommonOptions) =>
      withConnection(host, options, async (api) => {
        await api.post('/api/jobs/dead/retry', { id });
        if (options.json) printJson({ waits: id });
        else print(`Job ${id} waits for one more attempt, which \`casebook serve\` makes.`);
      }),
    );
}
