import type { Command } from 'commander';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';

export function revokeCommand(host: Host): Command {
  return newCommand('revoke', 'Revoke a key, at once.', 'keys revoke 1f04aa9c22b1')
    .argument('<id>', 'as `keys list` shows it, or the key itself')
    .action((given: string, options: CommonOptions) =>
      withConnection(host, options, async (api) => {
        const id = /^cbk_([0-9a-f]{12})_/.exec(given)?.[1] ?? given;
        await api.delete(`/api/keys/${encodeURIComponent(id)}`);
        if (options.json) printJson({ revoked: id });
        else print(`Revoked ${id}.`);
      }),
    );
}
