import type { Insertable, Transaction } from 'kysely';
import { type DetailAccess, detailAccessText, type Ticket } from '../domain/index.ts';
import {
  type AttachmentTextTable,
  insertInGroups,
  type Schema,
  type TicketDetailTable,
} from '../platform/database/index.ts';

/** A ticket with what its details demand of a reader. */
export interface DetailedTicket {
  readonly ticket: Ticket;
  readonly detailAccess: DetailAccess;
}

/** Replaces what tickets have beside their core, within the caller's transaction. */
export async function writeDetails(
  tx: Transaction<Schema>,
  tickets: readonly DetailedTicket[],
): Promise<void> {
  const ids = tickets.map(({ ticket }) => ticket.id);
  await tx.deleteFrom('attachment_texts').where('ticket_id', 'in', ids).execute();
  await tx.deleteFrom('ticket_details').where('ticket_id', 'in', ids).execute();
  await insertInGroups(tickets.map(detailRow), (rows) =>
    tx.insertInto('ticket_details').values(rows).execute(),
  );
  await insertInGroups(tickets.flatMap(textRows), (rows) =>
    tx.insertInto('attachment_texts').values(rows).execute(),
  );
}

function detailRow({ ticket, detailAccess }: DetailedTicket): Insertable<TicketDetailTable> {
  const { subtasks, sprints, fields, request, attachments, worklogs, history, incomplete } = ticket.details;
  return {
    ticket_id: ticket.id,
    subtasks_json: JSON.stringify(subtasks),
    sprints_json: JSON.stringify(sprints),
    fields_json: JSON.stringify(fields),
    request_json: request && JSON.stringify(request),
    attachments_json: JSON.stringify(attachments.map(({ text: _, ...file }) => file)),
    worklogs_json: JSON.stringify(worklogs),
    history_json: JSON.stringify(history),
    incomplete_json: JSON.stringify(incomplete),
    access_json: detailAccessText(detailAccess),
  };
}

function textRows({ ticket }: Pick<DetailedTicket, 'ticket'>): Insertable<AttachmentTextTable>[] {
  return ticket.details.attachments.flatMap(({ id, text }) =>
    text === null ? [] : [{ ticket_id: ticket.id, attachment_id: id, text }],
  );
}
