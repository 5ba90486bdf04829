import { type Command, Option } from 'commander';
import { newUserRequest, userAnswer, type userChangeRequest, type Wire } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { print, printJson } from '../output.ts';
import { newPassword } from '../password.ts';
import { whatIsOpen, whoInJira } from './what-is-open.ts';

type Change = Wire<typeof userChangeRequest>;
type Changed = Wire<typeof userAnswer>;

/** What an operator changes about a user, a command each. */
export function changeCommands(host: Host): Command[] {
  const change = (
    login: string,
    options: CommonOptions,
    asked: () => Change | Promise<Change>,
    said: (user: Changed) => string,
  ) =>
    withConnection(host, options, async (api) => {
      const body = await asked();
      const user = userAnswer.parse(await api.patch(`/api/users/${encodeURIComponent(login)}`, body));
      if (options.json) printJson(user);
      else print(said(user));
    });
  const command = (name: string, description: string, example: string) =>
    newCommand(name, description, `users ${name} ${example}`).argument('<login>', 'whom');
  const reads = (user: Changed) => `${user.login} reads ${whatIsOpen(user)}.`;

  return [
    command('disable', 'Keep a user out, at once; nothing of theirs is removed.', 'ann@example.com').action(
      (login: string, options: CommonOptions) =>
        change(
          login,
          options,
          () => ({ disabled: true }),
          (user) => `${user.login} is kept out.`,
        ),
    ),
    command('enable', 'Let a user in again.', 'ann@example.com').action(
      (login: string, options: CommonOptions) =>
        change(
          login,
          options,
          () => ({ disabled: false }),
          (user) => `${user.login} may sign in.`,
        ),
    ),
    command('set-role', 'Change what a user may do, at once.', 'ann@example.com --role agent')
      .addOption(
        new Option('--role <role>', 'what they may do')
          .choices(newUserRequest.shape.role.options)
          .makeOptionMandatory(),
      )
      .action((login: string, { role, ...options }: CommonOptions & { role: Changed['role'] }) =>
        change(
          login,
          options,
          () => ({ role }),
          (user) => `${user.login} is ${user.role} now.`,
        ),
      ),
    command(
      'set-password',
      'Give a user a new password, which is asked for or read from standard input; all their sessions end.',
      'ann@example.com',
    ).action((login: string, options: CommonOptions) =>
      change(
        login,
        options,
        async () => ({ password: await newPassword() }),
        (user) => `${user.login} has a new password, and was signed out everywhere.`,
      ),
    ),
    command(
      'forget-identity',
      'Let somebody else at the provider, who has the address of a user now, be that user; all their sessions end.',
      'ann@example.com',
    ).action((login: string, options: CommonOptions) =>
      change(
        login,
        options,
        () => ({ forgetIdentity: true }),
        (user) => `${user.login} is whoever signs in next with that address at the provider.`,
      ),
    ),
    command('unlock', 'End what failed logins have made a user wait for.', 'ann@example.com').action(
      (login: string, options: CommonOptions) =>
        change(
          login,
          options,
          () => ({ unlock: true }),
          (user) => `${user.login} need not wait.`,
        ),
    ),
    command('grant', 'Open tickets to a user: see docs/people.md.', 'ann@example.com project:PAY agent:PAY')
      .argument('<principal...>', 'what content demands, such as project:PAY')
      .action((login: string, grant: string[], options: CommonOptions) =>
        change(login, options, () => ({ grant }), reads),
      ),
    command('revoke', 'Close tickets to a user again.', 'ann@example.com project:PAY')
      .argument('<principal...>', 'what was granted')
      .action((login: string, revoke: string[], options: CommonOptions) =>
        change(login, options, () => ({ revoke }), reads),
      ),
    command(
      'link',
      'Say which Jira account a user is; without one, that they are none.',
      'ann@example.com 5b10ac8d',
    )
      .argument('[account]', 'the account id')
      .action((login: string, account: string | undefined, options: CommonOptions) =>
        change(login, options, () => ({ jiraAccountId: account ?? null }), whoInJira),
      ),
  ];
}
