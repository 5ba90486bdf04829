import type { SiteName, Visibility, Worklog } from '../domain/index.ts';
import { type Database, ofSite } from '../platform/database/index.ts';
import type { Wanted } from './read-jira.ts';

/** What of the site matters here: the projects of tickets, the roles of comments, the accounts of users. */
export async function wantedFrom(database: Database, site: SiteName): Promise<Wanted> {
  const projects = await database
    .selectFrom('tickets')
    .select('project_key')
    .where(ofSite('id', site))
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
    .where(ofSite('tickets.id', site))
    .distinct()
    .execute();
  const logged = await database
    .selectFrom('ticket_details')
    .innerJoin('tickets', 'tickets.id', 'ticket_details.ticket_id')
    .select(['tickets.project_key', 'ticket_details.worklogs_json'])
    .where('ticket_details.worklogs_json', 'like', '%"kind":"role"%')
    .where(ofSite('tickets.id', site))
    .execute();
  const commentRoles = new Map<string, Set<string>>();
  const want = (project: string, visibility: Visibility) => {
    if (visibility.kind !== 'role') return;
    const names = commentRoles.get(project) ?? new Set();
    commentRoles.set(project, names.add(visibility.id));
  };
  for (const { project_key, visibility_json } of restricted) want(project_key, JSON.parse(visibility_json));
  for (const { project_key, worklogs_json } of logged)
    for (const { visibility } of JSON.parse(worklogs_json) as Pick<Worklog, 'visibility'>[])
      want(project_key, visibility);
  return {
    projects: projects.map(({ project_key }) => project_key),
    accounts: users.flatMap(({ account }) => account ?? []),
    commentRoles,
  };
}
