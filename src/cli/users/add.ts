import { type Command, Option } from 'commander';
import { newUserRequest, userAnswer } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { print, printJson, say } from '../output.ts';
import { newPassword } from '../password.ts';

interface AddOptions extends CommonOptions {
  readonly name?: string;
  readonly role: string;
}

export function addCommand(host: Host): Command {
  return newCommand(
    'add',
    'Add a user. The password is asked for, or read from standard input.',
    'users add you@your-company.com --role operator',
  )
    .argument('<login>', 'an e-mail address or another name')
    .addOption(
      new Option('--role <role>', 'what they may do; the first user is an operator')
        .choices(newUserRequest.shape.role.options)
        .default('reader'),
    )
    .option('--name <name>', 'what people call them')
    .action((login: string, { role, name, ...options }: AddOptions) =>
      withConnection(host, { ...options, makesFolder: true }, async (api) => {
        const password = await newPassword();
        const asked = { login, role, password, ...(name !== undefined && { name }) };
        const user = userAnswer.parse(await api.post('/api/users', asked));
        if (options.json) return printJson(user);
        print(`Added ${user.login}, ${user.role}. Whoever opens the dashboard signs in from now on.`);
        if (user.role !== 'operator')
          say(
            `They read nothing yet: \`casebook users link ${user.login} ACCOUNT\` says who they are in Jira, and opens what they see there.`,
          );
      }),
    );
}
