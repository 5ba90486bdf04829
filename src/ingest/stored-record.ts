import { CasebookError } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Lake } from './lake/lake.ts';
import type { LakeLine } from './lake/line.ts';

/**
 * The lake line that a ticket was made from; null where there is no ticket with this id. It holds all that came in, also
 * what is closed to most who may read the ticket. Called in the intake's turn: nobody may rewrite the lake meanwhile.
 *
 * @throws CasebookError `data-unreadable`.
 */
export async function storedRecord(
  database: Database,
  lake: Lake,
  ticketId: string,
): Promise<LakeLine | null> {
  const row = await database
    .selectFrom('tickets')
    .select('lake_seq')
    .where('id', '=', ticketId)
    .executeTakeFirst();
  if (!row) return null;
  for await (const line of lake.readAfter(row.lake_seq - 1)) {
    if (line.seq === row.lake_seq) return line;
    break;
  }
  throw new CasebookError(
    'data-unreadable',
    `Line ${row.lake_seq} of the lake, which a ticket was made from, is missing.`,
  );
}
