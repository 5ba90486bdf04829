import type { DemoTicket } from '../company/model.ts';
import { plainTextOf } from '../text/markup.ts';

/** How a field is searched: by the names of what it holds, by time, by key or id, or by words. */
export type SearchField =
  | {
      readonly kind: 'names';
      /** Everything by which a ticket's value may be called, in lower case; none where the field is empty. */
      readonly names: (ticket: DemoTicket) => readonly string[];
      readonly sort: (ticket: DemoTicket) => string | number | null;
    }
  | { readonly kind: 'time'; readonly time: (ticket: DemoTicket) => number | null }
  | { readonly kind: 'key' }
  | { readonly kind: 'id' }
  | { readonly kind: 'words'; readonly words: (ticket: DemoTicket) => string };

const lower = (...values: readonly (string | null | undefined)[]) =>
  values.filter((value) => value !== null && value !== undefined).map((value) => value.toLowerCase());

const names = (
  read: (ticket: DemoTicket) => readonly string[],
  sort: (ticket: DemoTicket) => string | number | null,
): SearchField => ({ kind: 'names', names: read, sort });

const time = (read: (ticket: DemoTicket) => number | null): SearchField => ({ kind: 'time', time: read });

const categoryNames = {
  new: ['new', 'to do', '2'],
  indeterminate: ['indeterminate', 'in progress', '4'],
  done: ['done', '3'],
};

const everything = (ticket: DemoTicket) =>
  [
    ticket.summary,
    plainTextOf(ticket.description),
    plainTextOf(ticket.environment),
    ...ticket.comments.map((comment) => plainTextOf(comment.body)),
  ].join('\n');

const type = names(
  ({ issueType }) => lower(issueType.name, issueType.id),
  ({ issueType }) => issueType.name,
);
const resolved = time((ticket) => ticket.resolved);
const created = time((ticket) => ticket.created);
const updated = time((ticket) => ticket.updated);

const fields: Readonly<Record<string, SearchField>> = {
  key: { kind: 'key' },
  issuekey: { kind: 'key' },
  issue: { kind: 'key' },
  id: { kind: 'id' },
  project: names(
    ({ project }) => lower(project.key, project.name, project.id),
    ({ project }) => project.key,
  ),
  status: names(
    ({ status }) => lower(status.name, status.id),
    ({ status }) => status.name,
  ),
  statuscategory: names(
    ({ status }) => categoryNames[status.category],
    ({ status }) => status.category,
  ),
  issuetype: type,
  type,
  priority: names(
    ({ priority }) => lower(priority.name, priority.id),
    ({ priority }) => -Number(priority.id),
  ),
  level: names(
    ({ security }) => lower(security?.name, security?.id),
    ({ security }) => security?.name ?? null,
  ),
  resolution: names(
    ({ resolution }) => (resolution ? lower(resolution.name, resolution.id) : ['unresolved']),
    ({ resolution }) => resolution?.name ?? null,
  ),
  labels: names(
    (ticket) => lower(...ticket.labels),
    (ticket) => ticket.labels[0] ?? null,
  ),
  component: names(
    (ticket) => lower(...ticket.components),
    (ticket) => ticket.components[0] ?? null,
  ),
  assignee: names(
    ({ assignee }) => lower(assignee?.accountId, assignee?.displayName),
    ({ assignee }) => assignee?.displayName ?? null,
  ),
  reporter: names(
    ({ reporter }) => lower(reporter.accountId, reporter.displayName),
    ({ reporter }) => reporter.displayName,
  ),
  created,
  createddate: created,
  updated,
  updateddate: updated,
  resolved,
  resolutiondate: resolved,
  summary: { kind: 'words', words: (ticket) => ticket.summary },
  description: { kind: 'words', words: (ticket) => plainTextOf(ticket.description) },
  comment: {
    kind: 'words',
    words: (ticket) => ticket.comments.map((one) => plainTextOf(one.body)).join('\n'),
  },
  text: { kind: 'words', words: everything },
};

/** The field that a query calls `name` (in any case), if there is one. */
export const searchField = (name: string): SearchField | undefined =>
  Object.hasOwn(fields, name.toLowerCase()) ? fields[name.toLowerCase()] : undefined;
