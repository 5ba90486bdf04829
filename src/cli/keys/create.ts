import { type Command, Option } from 'commander';
import { newKeyAnswer, newKeyRequest } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { wholeNumber } from '../option-values.ts';
import { print, printJson, say } from '../output.ts';

interface CreateOptions extends CommonOptions {
  readonly user: string;
  readonly scope: string;
  readonly days: string;
}

export function createCommand(host: Host): Command {
  return newCommand(
    'create',
    'Make a key and print it, this one time. Send it as `Authorization: Bearer`.',
    'keys create grafana --user ann@example.com --scope read --days 30',
  )
    .argument('<name>', 'what it is for')
    .requiredOption('--user <login>', 'whose it is: it can do what they may, as far as its scope reaches')
    .addOption(
      new Option('--scope <scope>', 'read; write: also sync and import; admin: all that the user may')
        .choices(newKeyRequest.shape.scope.unwrap().options)
        .default('read'),
    )
    .option('--days <number>', 'after so many days it opens nothing any more', wholeNumber(1, 730), '90')
    .action((name: string, { user, scope, days, ...options }: CreateOptions) =>
      withConnection(host, options, async (api) => {
        const asked = { name, user, scope, days: Number(days) };
        const made = newKeyAnswer.parse(await api.post('/api/keys', asked));
        if (options.json) return printJson(made);
        print(made.key);
        say(`It is shown this once. It opens what ${made.user} may ${made.scope} until ${made.expires}.`);
      }),
    );
}
