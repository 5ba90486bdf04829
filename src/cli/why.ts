import type { Command } from 'commander';
import { type Wire, whyAnswer } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { paint, print, printJson } from './output.ts';

export function whyCommand(host: Host): Command {
  return newCommand(
    'why',
    'Say why a user may read a ticket and its comments, or may not.',
    'why PAY-17 --user ann@example.com',
  )
    .argument('<key>', 'the key of the ticket')
    .requiredOption('--user <login>', 'whose reading it is about')
    .action((key: string, { user, ...options }: CommonOptions & { readonly user: string }) =>
      withConnection(host, options, async (api) => {
        const path = `/api/tickets/${encodeURIComponent(key)}/why?user=${encodeURIComponent(user)}`;
        const decision = whyAnswer.parse(await api.get(path));
        if (options.json) printJson(decision);
        else printDecision(decision);
      }),
    );
}

function printDecision(decision: Wire<typeof whyAnswer>): void {
  const { key, login, isOperator, jiraAccountId, accountTrouble, readAt, parts } = decision;
  if (isOperator) print(`${login} is an operator, who reads everything. As a reader they would see:`);
  print(`${login}, ${jiraAccountId ? `in Jira ${jiraAccountId}` : 'linked to no Jira account'}`);
  if (accountTrouble) print(paint('yellow', accountTrouble));
  if (readAt) print(paint('dim', `by what Jira said at ${readAt}`));
  // Comments of a ticket that is closed are closed with it.
  const isOpen = parts[0]?.open ?? false;
  for (const { part, id, open, clauses } of isOpen ? parts : parts.slice(0, 1)) {
    const name = part === 'ticket' ? key : `comment ${id}`;
    print();
    print(paint('bold', name), '  ', open ? paint('green', 'open') : paint('red', 'closed'));
    for (const { about, met, reason } of clauses)
      print(`  ${met ? '✓' : '✗'} ${about}: ${met ? met.from : (reason ?? '')}`);
  }
  const hidden = parts.length - 1;
  if (!isOpen && hidden > 0) print(`\nIts ${hidden} comments are closed with it.`);
}
