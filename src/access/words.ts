import type { AccessState, Holder, Known, ProjectState } from './state.ts';

/** Whom a scheme names, in words; roles by their names where those are known. */
export function holderInWords({ type, id, name }: Holder, project: ProjectState | null): string {
  switch (type) {
    case 'anyone':
      return 'anyone';
    case 'applicationRole':
      return id === null ? 'everybody who may use Jira' : `everybody with ${id}`;
    case 'group':
      return `group ${name ?? id}`;
    case 'user':
      return `account ${id}`;
    case 'projectRole': {
      const role = project && 'is' in project.roles ? project.roles.is.find((one) => one.id === id) : null;
      if (!role) return `role ${id}`;
      return 'refused' in role.actors ? `role ${role.name} (who fills it is not known)` : `role ${role.name}`;
    }
    case 'projectLead':
      return "the project's lead";
    case 'reporter':
    case 'assignee':
      return `the ticket's ${type}`;
    case 'userCustomField':
      return `who stands in field ${id}`;
    case 'groupCustomField':
      return `who is in a group of field ${id}`;
    case 'sd.customer.portal.only':
      return 'customers on the portal (reporter, participants, organisations)';
    default:
      return `${type} (a kind of holder that Casebook does not know, and that opens nothing)`;
  }
}

/** What keeps an account from holding anything; null where nothing does. */
export function accountTrouble(state: AccessState | null, accountId: string | null): string | null {
  if (accountId === null) return 'The user is linked to no Jira account (`casebook users link`).';
  if (!state) return 'Jira has not been asked who may see what yet: that comes with the next sync.';
  const account: Known<{ active: boolean }> | undefined = state.accounts.get(accountId);
  if (!account) return 'The Jira account has not been read yet: that comes with the next sync.';
  if ('refused' in account) return `The Jira account is not known: ${account.refused}`;
  return account.is.active ? null : 'The Jira account is deactivated.';
}

/** Why nobody, or whom, a clause of a project lets in. */
export function projectInWords(state: AccessState, key: string): string {
  const found = state.projects.get(key);
  if (!found) return `Project ${key} has not been read yet: that comes with the next sync.`;
  if ('refused' in found) return `Unknown: ${found.refused}`;
  const project = found.is;
  if (project.archived) return `Project ${key} is archived: it is closed to all but operators.`;
  if ('refused' in project.browse)
    return `Unknown: the permission scheme of ${key} cannot be read. ${project.browse.refused}`;
  const holders = project.browse.is.map((holder) => holderInWords(holder, project));
  return `The permission scheme of ${key} lets in ${holders.join(', ') || 'nobody'}.`;
}

/** The same of a security level. */
export function levelInWords(state: AccessState, id: string, projectKey: string): string {
  if (state.levelsRefused !== null) return `Unknown: security levels cannot be read. ${state.levelsRefused}`;
  const level = state.levels.get(id);
  if (!level) return `Unknown: Jira lists no security level ${id}.`;
  const found = state.projects.get(projectKey);
  const project = found && 'is' in found ? found.is : null;
  const holders = level.holders.map((holder) => holderInWords(holder, project));
  return `Security level ${level.name} lets in ${holders.join(', ') || 'nobody'}.`;
}
