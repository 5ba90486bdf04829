import type { Command } from 'commander';
import { keysAnswer } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { paint, print, printJson } from '../output.ts';

export function listCommand(host: Host): Command {
  return newCommand(
    'list',
    'List keys: whose, for what, until when, and when last used.',
    'keys list',
  ).action((options: CommonOptions) =>
    withConnection(host, options, async (api) => {
      const { keys } = keysAnswer.parse(await api.get('/api/keys'));
      if (options.json) return printJson({ keys });
      if (keys.length === 0) print('There are no keys.');
      for (const { id, user, name, scope, expires, lastUsed } of keys) {
        const used = lastUsed === null ? 'never used' : `last used ${lastUsed}`;
        print(
          paint('cyan', id),
          '  ',
          paint('bold', name),
          `  ${user} · ${scope} · until ${expires} · ${used}`,
        );
      }
    }),
  );
}
