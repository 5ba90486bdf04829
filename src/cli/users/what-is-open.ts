import type { userAnswer, Wire } from '../../api/index.ts';

type User = Pick<Wire<typeof userAnswer>, 'role' | 'jiraAccountId' | 'principals'>;

/** Who a user is in Jira. Where they are nobody, somebody may have meant to ask: it says how they become one. */
export function whoInJira({
  login,
  jiraAccountId,
}: Pick<Wire<typeof userAnswer>, 'login' | 'jiraAccountId'>): string {
  return jiraAccountId === null
    ? `${login} is linked to no Jira account. \`casebook users link ${login} ACCOUNT-ID\` says which one.`
    : `${login} is ${jiraAccountId} in Jira.`;
}

/** What a user reads, in words: what Jira shows their account, and what an operator opened by hand. */
export function whatIsOpen({ role, jiraAccountId, principals }: User): string {
  if (role === 'operator') return 'everything';
  const byHand = principals.join(', ');
  if (jiraAccountId === null) return byHand || 'nothing yet: `casebook users link` or `users grant`';
  return `what Jira shows that account${byHand && `, and ${byHand}`}`;
}
