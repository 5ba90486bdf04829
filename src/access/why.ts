import type { Access } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { type Held, heldBy } from './held.ts';
import type { AccessState } from './state.ts';
import { accountTrouble, levelInWords, projectInWords } from './words.ts';

/** Whose reading is explained. */
export interface Subject {
  readonly login: string;
  readonly isOperator: boolean;
  readonly jiraAccountId: string | null;
  /** What an operator gave by hand. */
  readonly granted: readonly string[];
}

/** One demand, and how it is met. */
export interface ExplainedClause {
  /** What it is about, such as `browse PAY`. */
  readonly about: string;
  /** Any of these meets it. */
  readonly demands: readonly string[];
  readonly met: { readonly principal: string; readonly from: string } | null;
  /** Why it is not met. */
  readonly reason: string | null;
}

export interface ExplainedPart {
  readonly part: 'ticket' | 'comment';
  /** The comment's id; null for the ticket. */
  readonly id: string | null;
  readonly open: boolean;
  readonly clauses: readonly ExplainedClause[];
}

export interface Decision {
  readonly key: string;
  readonly login: string;
  readonly jiraAccountId: string | null;
  /** Operators read everything, whatever the parts say. */
  readonly isOperator: boolean;
  /** What keeps the account from holding anything by what Jira says. */
  readonly accountTrouble: string | null;
  readonly parts: readonly ExplainedPart[];
}

/** The ticket with a key, or that had it last where none has it now. */
async function ticketOf(database: Database, key: string) {
  const columns = ['tickets.id', 'tickets.key', 'project_key', 'access_json'] as const;
  const present = database.selectFrom('tickets').select(columns).where('key', '=', key);
  const former = database
    .selectFrom('former_keys')
    .innerJoin('tickets', 'tickets.id', 'former_keys.ticket_id')
    .select(columns)
    .where('former_keys.key', '=', key)
    .orderBy('former_keys.until', 'desc')
    .orderBy('tickets.id', 'desc');
  return (await present.executeTakeFirst()) ?? (await former.executeTakeFirst());
}

/**
 * Explains what decides whether somebody may read a ticket and its comments; null where there is no such ticket.
 *
 * @param key that the ticket has, or had.
 */
export async function explain(
  database: Database,
  state: AccessState | null,
  key: string,
  subject: Subject,
): Promise<Decision | null> {
  const ticket = await ticketOf(database, key);
  if (!ticket) return null;
  const comments = await database
    .selectFrom('comments')
    .select(['id', 'access_json'])
    .where('ticket_id', '=', ticket.id)
    .orderBy('position')
    .execute();
  const trouble = accountTrouble(state, subject.jiraAccountId);
  const held = state ? heldBy(state, subject.jiraAccountId) : new Map<string, string>();
  const explainClause = (demands: readonly string[]): ExplainedClause => {
    const met = meetingOf(demands, subject, held);
    const reason = met ? null : reasonOf(demands[0] ?? '', ticket.project_key, state, trouble);
    return { about: aboutOf(demands[0] ?? '', state), demands, met, reason };
  };
  const explainPart = (
    part: ExplainedPart['part'],
    id: string | null,
    access_json: string,
  ): ExplainedPart => {
    const clauses = (JSON.parse(access_json) as Access).map(explainClause);
    return { part, id, open: clauses.every(({ met }) => met !== null), clauses };
  };
  return {
    key: ticket.key,
    login: subject.login,
    jiraAccountId: subject.jiraAccountId,
    isOperator: subject.isOperator,
    accountTrouble: trouble,
    parts: [
      explainPart('ticket', null, ticket.access_json),
      ...comments.map(({ id, access_json }) => explainPart('comment', id, access_json)),
    ],
  };
}

function meetingOf(demands: readonly string[], { granted }: Subject, held: Held): ExplainedClause['met'] {
  for (const principal of demands) {
    const from = held.get(principal) ?? (granted.includes(principal) ? 'granted by an operator' : null);
    if (from !== null) return { principal, from };
  }
  return null;
}

function aboutOf(principal: string, state: AccessState | null): string {
  const [kind = '', first = '', second = ''] = principal.split(':');
  switch (kind) {
    case 'project':
      return `browse ${first}`;
    case 'security':
      return `security level ${state?.levels.get(first)?.name ?? first}`;
    case 'agent':
      return `internal comment, for who sees ${first} in Jira itself`;
    case 'role':
      return `comment for role ${second} of ${first}`;
    case 'group':
      return `comment for group ${first}`;
    default:
      return 'comment whose visibility its source does not say';
  }
}

function reasonOf(
  principal: string,
  projectKey: string,
  state: AccessState | null,
  trouble: string | null,
): string {
  const [kind = '', first = '', second = ''] = principal.split(':');
  if (kind === 'visibility') return 'Unknown: closed to all but operators.';
  if (trouble !== null || !state) return trouble ?? '';
  switch (kind) {
    case 'project':
      return `${projectInWords(state, first)} The account is none of them for this ticket.`;
    case 'security':
      return `${levelInWords(state, first, projectKey)} The account is none of them for this ticket.`;
    case 'agent':
      return `${projectInWords(state, first)} The account does not see this ticket in Jira itself.`;
    case 'role': {
      const found = state.projects.get(first);
      const roles = found && 'is' in found ? found.is.roles : null;
      if (!roles) return projectInWords(state, first);
      if ('refused' in roles) return `Unknown: the roles of ${first} cannot be read. ${roles.refused}`;
      const role = roles.is.find(({ name }) => name === second);
      if (!role) return `Unknown: ${first} lists no role ${second}.`;
      if ('refused' in role.actors)
        return `Unknown: who fills role ${second} cannot be read. ${role.actors.refused}`;
      return `The account does not fill role ${second} of ${first}, or may not use Jira itself.`;
    }
    default:
      return 'The account is not in the group, or may not use Jira itself.';
  }
}
