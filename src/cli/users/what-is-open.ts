import type { userAnswer, Wire } from '../../api/index.ts';

type User = Pick<Wire<typeof userAnswer>, 'role' | 'jiraAccountId' | 'principals'>;

/** What a user reads, in words: what Jira shows their account, and what an operator opened by hand. */
export function whatIsOpen({ role, jiraAccountId, principals }: User): string {
  if (role === 'operator') return 'everything';
  const byHand = principals.join(', ');
  if (jiraAccountId === null) return byHand || 'nothing yet: `casebook users link` or `users grant`';
  return `what Jira shows that account${byHand && `, and ${byHand}`}`;
}
