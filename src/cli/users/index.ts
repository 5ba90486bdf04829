import { Command } from 'commander';
import type { Host } from '../host.ts';
import { addCommand } from './add.ts';
import { changeCommands } from './change.ts';
import { listCommand } from './list.ts';
import { removeCommand } from './remove.ts';

export function usersCommand(host: Host): Command {
  const users = new Command('users')
    .description('Who may sign in, what they may do, and which tickets are open to them.')
    .addCommand(listCommand(host), { isDefault: true })
    .addCommand(addCommand(host));
  for (const command of changeCommands(host)) users.addCommand(command);
  return users
    .addCommand(removeCommand(host))
    .addHelpText('after', '\nExample:\n  $ casebook users add you@your-company.com --role operator');
}
