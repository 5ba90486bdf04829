import type { Transaction } from 'kysely';
import type { Schema } from '../platform/database/index.ts';
import type { Accepted } from './gate.ts';
import { derivedId, isDerived } from './ticket-id.ts';

/**
 * Writes a ticket, its comments and the work that they cause (a new index entry) within the caller's transaction,
 * so that none of them can exist without the others. `seq` is the number of the record's line in the lake.
 */
export async function applyTicket(
  tx: Transaction<Schema>,
  runId: number,
  seq: number,
  accepted: Accepted,
): Promise<void> {
  const { record, digest } = accepted;
  await tx
    .insertInto('lake_records')
    .values({ seq, run_id: runId, source: record.source, external_id: record.externalId, digest })
    .execute();
  await writeTicket(tx, seq, accepted);
}

/** The same for a line that has been applied before: the ticket becomes what the line says now. */
export async function writeTicket(tx: Transaction<Schema>, seq: number, accepted: Accepted): Promise<void> {
  const { ticket, digest } = accepted;
  const row = {
    key: ticket.key,
    project_key: ticket.project.key,
    project_name: ticket.project.name,
    type: ticket.type,
    status: ticket.status.name,
    status_category: ticket.status.category,
    priority: ticket.priority,
    resolution: ticket.resolution,
    summary: ticket.summary,
    description_json: json(ticket.description),
    environment_json: json(ticket.environment),
    labels_json: JSON.stringify(ticket.labels),
    components_json: JSON.stringify(ticket.components),
    reporter_json: json(ticket.reporter),
    assignee_json: json(ticket.assignee),
    links_json: JSON.stringify(ticket.links),
    parent_key: ticket.parentKey,
    created_at: ticket.created,
    updated_at: ticket.updated,
    resolved_at: ticket.resolved,
    access_json: JSON.stringify(accepted.access),
    lake_seq: seq,
    digest,
  };
  // What went by its key so far is this ticket, now that its id is known.
  if (!isDerived(ticket.id)) await tx.deleteFrom('tickets').where('id', '=', derivedId(ticket.key)).execute();
  await tx
    .insertInto('tickets')
    .values({ id: ticket.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await replaceComments(tx, accepted);
  await tx
    .insertInto('index_work')
    .values({ ticket_id: ticket.id, lake_seq: seq })
    .onConflict((conflict) =>
      conflict.column('ticket_id').doUpdateSet({ lake_seq: seq, attempts: 0, error: null }),
    )
    .execute();
}

async function replaceComments(tx: Transaction<Schema>, { ticket, commentAccess }: Accepted): Promise<void> {
  await tx.deleteFrom('comments').where('ticket_id', '=', ticket.id).execute();
  for (const [position, comment] of ticket.comments.entries()) {
    const access = commentAccess.get(comment.id);
    if (!access) throw new Error(`comment ${comment.id} of ${ticket.key} was not classified`);
    await tx
      .insertInto('comments')
      .values({
        id: comment.id,
        ticket_id: ticket.id,
        position,
        author_json: json(comment.author),
        created_at: comment.created,
        updated_at: comment.updated,
        visibility_json: JSON.stringify(comment.visibility),
        body_json: JSON.stringify(comment.body),
        access_json: JSON.stringify(access),
      })
      .execute();
  }
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
