import type { IndexDocument } from '../../src/knowledge/index/search-index.ts';
import { type Database, insertInGroups } from '../../src/platform/database/index.ts';

/** The rows that an entry of the index refers to: what its ticket needs to be one, without its text. */
export async function insertTicketRows(
  database: Database,
  run: number,
  documents: readonly Pick<IndexDocument, 'ticketId' | 'seq' | 'fields'>[],
): Promise<void> {
  const lines = documents.map(({ ticketId, seq }) => ({
    seq,
    run_id: run,
    source: 'made up',
    external_id: ticketId,
    digest: '',
  }));
  const tickets = documents.map(({ ticketId, seq, fields }) => ({
    id: ticketId,
    key: fields.key,
    project_key: fields.project,
    project_name: fields.projectName,
    type: fields.type,
    status: fields.status,
    status_category: fields.statusCategory,
    priority: fields.priority,
    resolution: fields.resolution,
    summary: '',
    description_json: null,
    environment_json: null,
    labels_json: JSON.stringify(fields.labels),
    components_json: JSON.stringify(fields.components),
    reporter_json: personNamed(fields.reporter),
    assignee_json: personNamed(fields.assignee),
    links_json: '[]',
    parent_key: null,
    created_at: fields.created,
    updated_at: fields.updated,
    resolved_at: fields.resolved,
    access_json: JSON.stringify([[`project:${fields.project}`]]),
    lake_seq: seq,
    digest: '',
    format: 'jira-v3' as const,
  }));
  await database.transaction().execute(async (tx) => {
    await insertInGroups(lines, (rows) =>
      tx
        .insertInto('lake_records')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    await insertInGroups(tickets, (rows) => tx.insertInto('tickets').values(rows).execute());
  });
}

function personNamed(displayName: string | null): string | null {
  return displayName === null ? null : JSON.stringify({ accountId: displayName, displayName });
}
