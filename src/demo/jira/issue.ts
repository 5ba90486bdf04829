import type { DemoCompany, ServedIssue } from '../company/company.ts';
import type { DemoTicket } from '../company/model.ts';
import { embeddedChangelogJson } from './changelog.ts';
import { renderFields } from './fields.ts';
import type { Selection } from './selection.ts';

/** Renders a ticket as an issue of the answer; a ticket that a test broke is served broken. */
export function issueJson(
  ticket: DemoTicket,
  selection: Selection,
  company: DemoCompany,
  base: string,
): ServedIssue {
  if (selection.kind === 'id') return { id: ticket.id };
  const self = `${base}/rest/api/3/issue/${ticket.id}`;
  const issue: ServedIssue = { expand: 'changelog', id: ticket.id, self, key: ticket.key };
  if (selection.kind === 'key') return issue;
  issue.fields = renderFields(ticket, selection.ids, { base, find: company.ticket });
  if (selection.changelog) issue.changelog = embeddedChangelogJson(ticket, base);
  const breakage = company.breakage(ticket.key);
  if (!breakage) return issue;
  const copy = structuredClone(issue);
  breakage(copy);
  return copy;
}
