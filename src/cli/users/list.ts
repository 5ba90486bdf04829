import type { Command } from 'commander';
import { usersAnswer } from '../../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from '../command.ts';
import type { Host } from '../host.ts';
import { paint, print, printJson } from '../output.ts';
import { whatIsOpen } from './what-is-open.ts';

export function listCommand(host: Host): Command {
  return newCommand('list', 'List users with their roles and what is open to them.', 'users list').action(
    (options: CommonOptions) =>
      withConnection(host, options, async (api) => {
        const { users } = usersAnswer.parse(await api.get('/api/users'));
        if (options.json) return printJson({ users });
        if (users.length === 0) print('Nobody has an account: whoever is at this machine is the operator.');
        for (const user of users) {
          const { login, name, role, disabled, lastLogin, jiraAccountId } = user;
          const facts = [name !== login && name, role, disabled && 'disabled'].filter(Boolean).join(' · ');
          const seen = lastLogin === null ? 'never signed in' : `signed in ${lastLogin}`;
          print(paint('bold', login), '  ', facts, '  ', paint('dim', seen));
          if (jiraAccountId !== null) print(`    Jira account ${jiraAccountId}`);
          if (role !== 'operator') print(`    reads ${whatIsOpen(user)}`);
        }
      }),
  );
}
