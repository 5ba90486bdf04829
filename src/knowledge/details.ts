import type { Selectable } from 'kysely';
import {
  type Access,
  type Asker,
  type ChangedValue,
  type CustomField,
  type DetailAccess,
  permits,
  type TicketDetails,
} from '../domain/index.ts';
import type { AttachmentTextTable, Database, TicketDetailTable } from '../platform/database/index.ts';

/** How a key is shown to an asker: null for what may not be named to him. */
export type ShownAs = (key: string | null) => string | null;

/** The details of a ticket with what their parts demand of a reader. */
interface StoredDetails {
  readonly details: TicketDetails;
  readonly access: DetailAccess;
}

export const NO_DETAIL_ACCESS: DetailAccess = { worklogs: new Map(), attachments: new Map() };

/** The details of tickets, by their ids; nothing for those that were stored before there were any. */
export async function storedDetails(
  database: Database,
  ticketIds: readonly string[],
): Promise<Map<string, StoredDetails>> {
  const rows = await database
    .selectFrom('ticket_details')
    .selectAll()
    .where('ticket_id', 'in', ticketIds)
    .execute();
  const texts = await database
    .selectFrom('attachment_texts')
    .selectAll()
    .where('ticket_id', 'in', ticketIds)
    .execute();
  const textsOf = Map.groupBy(texts, ({ ticket_id }) => ticket_id);
  return new Map(rows.map((row) => [row.ticket_id, detailsFrom(row, textsOf.get(row.ticket_id) ?? [])]));
}

/** Columns that we wrote ourselves hold what we wrote. */
function detailsFrom(
  row: Selectable<TicketDetailTable>,
  texts: readonly Selectable<AttachmentTextTable>[],
): StoredDetails {
  const textOf = new Map(texts.map(({ attachment_id, text }) => [attachment_id, text]));
  const files: Omit<TicketDetails['attachments'][number], 'text'>[] = JSON.parse(row.attachments_json);
  const access: Record<keyof DetailAccess, Record<string, never>> = JSON.parse(row.access_json);
  return {
    details: {
      subtasks: JSON.parse(row.subtasks_json),
      sprints: JSON.parse(row.sprints_json),
      fields: JSON.parse(row.fields_json),
      request: row.request_json === null ? null : JSON.parse(row.request_json),
      attachments: files.map((file) => ({ ...file, text: textOf.get(file.id) ?? null })),
      worklogs: JSON.parse(row.worklogs_json),
      history: JSON.parse(row.history_json),
      incomplete: JSON.parse(row.incomplete_json),
    },
    access: {
      worklogs: new Map(Object.entries(access.worklogs)),
      attachments: new Map(Object.entries(access.attachments)),
    },
  };
}

/** Parts of the history that tell what is in a part with an access of its own, which the history does not name. */
const OF_COMMENTS = /^comment$/i;
const OF_WORKLOGS = /^worklog/i;
const OF_ATTACHMENTS = /^attachment$/i;

/**
 * What of a ticket's details the asker may read. The history names files, and can quote comments and worklogs: of files it
 * tells those alone to whom all of them are open, and of the others nobody but the operator.
 *
 * @param inJira what the ticket demands of who sees it in Jira itself: the portal shows no history and no sprints, and of
 * fields and agreements those that a site chose for it, which nobody tells us.
 */
export function readableDetails(
  { details, access }: StoredDetails,
  asker: Asker,
  inJira: Access,
): TicketDetails {
  if (asker.kind === 'operator') return details;
  const opens = (part: keyof DetailAccess) => (entry: { readonly id: string }) => {
    const demanded = access[part].get(entry.id);
    return demanded !== undefined && permits(asker, demanded);
  };
  const attachments = details.attachments.filter(opens('attachments'));
  const seesAllFiles = attachments.length === details.attachments.length && details.attachments.length > 0;
  const tells = ({ field }: ChangedValue) =>
    !OF_COMMENTS.test(field) && !OF_WORKLOGS.test(field) && (seesAllFiles || !OF_ATTACHMENTS.test(field));
  const worklogs = details.worklogs.filter(opens('worklogs'));
  if (permits(asker, inJira))
    return { ...details, attachments, worklogs, history: withItems(details, tells) };
  const request = details.request && { ...details.request, levels: [] };
  return { ...details, attachments, worklogs, request, fields: [], sprints: [], history: [] };
}

/** Fields whose values name other tickets, as Jira calls them: `Link`, `IssueParentAssociation`, `Epic Child`. */
const OF_TICKETS = /link|parent|epic|sub-?task/i;
/** A key of a ticket, wherever it stands. */
const KEY = /(?<![\w-])[A-Z][A-Z0-9_]*-\d+(?![\w-])/g;
/** Others are taken for closed: a database takes no longer lists. */
const MOST_KEYS = 5000;

const keysIn = ({ field, from, to }: ChangedValue): string[] =>
  OF_TICKETS.test(field) ? [...`${from ?? ''} ${to ?? ''}`.matchAll(KEY)].map(([key]) => key) : [];

/** Types of values that are tickets; apps call theirs `any`, as Jira does that of `Epic Link`. What people wrote is text. */
const TICKET_TYPES = /^any$|issue/i;

const keysInField = ({ name, type, textual, text }: CustomField): string[] =>
  !textual && (OF_TICKETS.test(name) || TICKET_TYPES.test(type))
    ? [...text.matchAll(KEY)].map(([key]) => key)
    : [];

/** The keys of other tickets that details name: a link that was made tells that a ticket exists. */
export function keysInDetails({ subtasks, fields, history }: TicketDetails): string[] {
  const changed = history.flatMap(({ items }) => items.flatMap(keysIn));
  const chosen = fields.flatMap(keysInField);
  return [...new Set([...subtasks.map(({ key }) => key), ...chosen, ...changed])].slice(0, MOST_KEYS);
}

/** Details without what names a ticket that may not be named to the asker. Past keys in the history stay as they were. */
export function detailsAsShown(details: TicketDetails, shownAs: ShownAs): TicketDetails {
  return {
    ...details,
    subtasks: details.subtasks.flatMap((subtask) => {
      const key = shownAs(subtask.key);
      return key === null ? [] : [{ ...subtask, key }];
    }),
    fields: details.fields.filter((field) => keysInField(field).every((key) => shownAs(key) !== null)),
    history: withItems(details, (item) => keysIn(item).every((key) => shownAs(key) !== null)),
  };
}

function withItems(
  { history }: TicketDetails,
  keeps: (item: ChangedValue) => boolean,
): TicketDetails['history'] {
  return history
    .map((change) => ({ ...change, items: change.items.filter(keeps) }))
    .filter(({ items }) => items.length > 0);
}
