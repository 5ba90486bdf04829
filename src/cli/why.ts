import type { Command } from 'commander';
import { type Wire, whyAnswer } from '../api/index.ts';
import { type CommonOptions, newCommand, withConnection } from './command.ts';
import type { Host } from './host.ts';
import { KEY_ARGUMENT } from './option-values.ts';
import { paint, print, printJson } from './output.ts';

export function whyCommand(host: Host): Command {
  return newCommand(
    'why',
    'Say why a user may read a ticket and its comments, or may not.',
    'why PAY-17 --user ann@example.com',
  )
    .argument('<key>', KEY_ARGUMENT)
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
  const [ticket, ...comments] = parts;
  if (!ticket) return;
  printPart(key, ticket, ticket.clauses);
  if (comments.length === 0) return;
  // A comment of a closed ticket is closed with it, whatever it demands itself.
  const own = ticket.open ? comments.filter(({ clauses }) => clauses.length > ticket.clauses.length) : [];
  for (const comment of own)
    printPart(`comment ${comment.id}`, comment, comment.clauses.slice(ticket.clauses.length));
  const like = comments.length - own.length;
  if (like === 0) return;
  print();
  print(`${count(like, 'comment')} ${ticket.open ? 'open' : 'closed'} as the ticket is.`);
}

type Part = Wire<typeof whyAnswer>['parts'][number];

function printPart(name: string, { open }: Part, clauses: Part['clauses']): void {
  print();
  print(paint('bold', name), '  ', open ? paint('green', 'open') : paint('red', 'closed'));
  for (const { about, met, reason } of clauses)
    print(`  ${met ? '✓' : '✗'} ${about}: ${met ? met.from : (reason ?? '')}`);
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
