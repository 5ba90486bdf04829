import { Command } from 'commander';
import type { Host } from '../host.ts';
import { discardCommand } from './discard.ts';
import { listCommand } from './list.ts';
import { redriveCommand } from './redrive.ts';
import { showCommand } from './show.ts';

export function deadLettersCommand(host: Host): Command {
  return new Command('dead-letters')
    .description('See what was refused and why, send it through the gate again, or let it go.')
    .addCommand(listCommand(host), { isDefault: true })
    .addCommand(showCommand(host))
    .addCommand(redriveCommand(host))
    .addCommand(discardCommand(host))
    .addHelpText('after', '\nExample:\n  $ casebook dead-letters list');
}
