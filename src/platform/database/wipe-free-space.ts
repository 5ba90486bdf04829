import { type Kysely, sql } from 'kysely';
import { CasebookError } from '../../domain/index.ts';
import { databaseKind } from './dialect.ts';
import type { Schema } from './schema.ts';

/**
 * Makes sure that the database's files hold nothing but its rows: what was deleted or replaced stays in free pages and
 * in SQLite's write-ahead log until then. Takes as long as copying the database, and as much space again.
 *
 * @throws CasebookError `database-busy` where a reader that began before holds on to the old content.
 */
export async function wipeFreeSpace(database: Kysely<Schema>): Promise<void> {
  if (databaseKind(database) === 'postgresql') {
    await sql`vacuum full`.execute(database);
    return;
  }
  await sql`vacuum`.execute(database);
  // The log holds pages of before and the copy; cutting it to nothing is the last step.
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(database);
  if (rows[0]?.busy !== 0)
    throw new CasebookError(
      'database-busy',
      'Something that reads the database, such as `casebook verify`, is to end.',
    );
}
