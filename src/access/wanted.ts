import type { Visibility } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Wanted } from './read-jira.ts';

/** What of the site matters here: the projects of tickets, the roles of comments, the accounts of users. */
export async function wantedFrom(database: Database): Promise<Wanted> {
  const projects = await database
    .selectFrom('tickets')
    .select('project_key')
    .distinct()
    .orderBy('project_key')
    .execute();
  const users = await database
    .selectFrom('users')
    .select('jira_account_id as account')
    .where('jira_account_id', 'is not', null)
    .distinct()
    .orderBy('jira_account_id')
    .execute();
  const restricted = await database
    .selectFrom('comments')
    .innerJoin('tickets', 'tickets.id', 'comments.ticket_id')
    .select(['tickets.project_key', 'comments.visibility_json'])
    .where('comments.visibility_json', 'like', '%"kind":"role"%')
    .distinct()
    .execute();
  const commentRoles = new Map<string, Set<string>>();
  for (const { project_key, visibility_json } of restricted) {
    const visibility = JSON.parse(visibility_json) as Visibility;
    if (visibility.kind !== 'role') continue;
    const names = commentRoles.get(project_key) ?? new Set();
    commentRoles.set(project_key, names.add(visibility.id));
  }
  return {
    projects: projects.map(({ project_key }) => project_key),
    accounts: users.flatMap(({ account }) => account ?? []),
    commentRoles,
  };
}
