import type { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import { confirmed, type Unasked } from '../confirm.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';

export function removeCommand(host: Host): Command {
  return newCommand(
    'remove',
    'Remove a user, with sessions and keys. What they did stays in the audit log.',
    'users remove ann@example.com',
  )
    .argument('<login>', 'whom')
    .option('--yes', 'do not ask')
    .action((login: string, options: CommonOptions & Unasked) =>
      withConnection(host, options, async (api) => {
        if (!(await confirmed(`Remove ${login}?`, options))) return;
        await api.delete(`/api/users/${encodeURIComponent(login)}`);
        if (options.json) printJson({ removed: login });
        else print(`Removed ${login}.`);
      }),
    );
}
