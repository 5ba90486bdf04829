import { Command } from 'commander';
import type { Host } from '../host.ts';
import { deadCommand } from './dead.ts';
import { dismissCommand } from './dismiss.ts';
import { listCommand } from './list.ts';
import { runAgainCommand } from './run-again.ts';

export function jobsCommand(host: Host): Command {
  return new Command('jobs')
    .description('See what runs, what waits and what failed for good; run that again, or dismiss it.')
    .addCommand(listCommand(host), { isDefault: true })
    .addCommand(deadCommand(host))
    .addCommand(runAgainCommand(host))
    .addCommand(dismissCommand(host))
    .addHelpText('after', '\nExample:\n  $ casebook jobs dead');
}
