import {
  type Comment,
  type Document,
  NO_DETAILS,
  type Person,
  STATUS_CATEGORIES,
  type StatusCategory,
  type TicketLink,
} from '../../../domain/index.ts';
import { noHolders } from '../jira/holders.ts';
import type { ClassifiedTicket } from '../jira/normalise.ts';
import type { CsvRow } from './contract.ts';

/**
 * A row that passed the contract, as a ticket. `id` is the ticket's; `read` makes a document of wiki markup.
 *
 * An export does not say who may read a comment, and it holds those that the exporter may read, restricted ones
 * included: their visibility is unknown.
 */
export function ticketFromRow(row: CsvRow, id: string, read: (text: string) => Document): ClassifiedTicket {
  const projectKey = row.projectKey ?? row.key.slice(0, row.key.lastIndexOf('-'));
  const resolution = unresolved(row.resolution) ? null : row.resolution;
  const comments = row.comments
    .map(
      (comment): Comment => ({
        id: comment.id,
        author: personFrom(comment.author, null),
        created: comment.created ?? row.created,
        updated: comment.created ?? row.created,
        visibility: { kind: 'unknown' },
        body: read(comment.text),
      }),
    )
    .sort((a, b) => a.created - b.created);
  return {
    ticket: {
      id,
      key: row.key,
      project: { key: projectKey, name: row.projectName ?? projectKey },
      type: row.type,
      status: { name: row.status, category: categoryOf(row, resolution !== null || row.resolved !== null) },
      priority: row.priority,
      resolution,
      summary: row.summary,
      description: row.description === null ? null : read(row.description),
      environment: row.environment === null ? null : read(row.environment),
      labels: row.labels,
      components: row.components,
      reporter: personFrom(row.reporter, row.reporterId),
      assignee: personFrom(row.assignee, row.assigneeId),
      created: row.created,
      updated: row.updated ?? row.created,
      resolved: row.resolved,
      parentKey: row.parentKey,
      links: row.links.map(linkFrom),
      comments,
      details: NO_DETAILS,
    },
    holders: noHolders(row.security),
  };
}

/** Jira shows the absence of a resolution under this name. */
function unresolved(resolution: string | null): boolean {
  return resolution === null || /^unresolved$/i.test(resolution);
}

function personFrom(name: string | null, id: string | null): Person | null {
  const accountId = id || name;
  return accountId ? { accountId, displayName: name || accountId } : null;
}

const CATEGORY_NAMES: Readonly<Record<string, StatusCategory>> = {
  'to do': 'new',
  'no category': 'new',
  'in progress': 'indeterminate',
  done: 'done',
};

/** Statuses of Jira's own workflows, for exports without the column that says the category. */
const STATUS_NAMES: Readonly<Record<string, StatusCategory>> = {
  open: 'new',
  reopened: 'new',
  new: 'new',
  backlog: 'new',
  'to do': 'new',
  'selected for development': 'new',
  resolved: 'done',
  closed: 'done',
  done: 'done',
};

function categoryOf({ statusCategory, status }: CsvRow, isResolved: boolean): StatusCategory {
  const given = statusCategory?.toLowerCase() ?? '';
  const known = STATUS_CATEGORIES.find((category) => category === given);
  return (
    known ??
    CATEGORY_NAMES[given] ??
    STATUS_NAMES[status.toLowerCase()] ??
    (isResolved ? 'done' : 'indeterminate')
  );
}

/** How Jira's own types of link read from either side; a CSV export names the type alone. */
const RELATIONS: Readonly<Record<string, { readonly inward: string; readonly outward: string }>> = {
  Blocks: { inward: 'is blocked by', outward: 'blocks' },
  Cloners: { inward: 'is cloned by', outward: 'clones' },
  Duplicate: { inward: 'is duplicated by', outward: 'duplicates' },
  Relates: { inward: 'relates to', outward: 'relates to' },
  'Problem/Incident': { inward: 'is caused by', outward: 'causes' },
};

function linkFrom({ direction, type, key }: CsvRow['links'][number]): TicketLink {
  return { type, relation: RELATIONS[type]?.[direction] ?? `${type} (${direction})`, key };
}
