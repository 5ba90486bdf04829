import { Command } from 'commander';
import type { Host } from '../host.ts';
import { createCommand } from './create.ts';
import { listCommand } from './list.ts';
import { revokeCommand } from './revoke.ts';

export function keysCommand(host: Host): Command {
  return new Command('keys')
    .description('API keys, with which programs ask in the name of a user.')
    .addCommand(listCommand(host), { isDefault: true })
    .addCommand(createCommand(host))
    .addCommand(revokeCommand(host))
    .addHelpText('after', '\nExample:\n  $ casebook keys create grafana --user ann@example.com');
}
