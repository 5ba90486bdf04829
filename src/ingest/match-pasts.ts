import type { Transaction } from 'kysely';
import { type Database, insertInGroups, type Schema, transact } from '../platform/database/index.ts';

/** What is known of tickets beside their present state: that they are gone, and the keys that they had. */
const TABLES = ['tombstones', 'former_keys'] as const;

/** Makes what one database knows of the past of its tickets that of another: few rows, compared as a whole. */
export async function matchPasts({ from, to }: { from: Database; to: Database }): Promise<void> {
  await transact(to, async (tx) => {
    for (const table of TABLES) {
      const [wanted, there] = [await rowsOf(from, table), await rowsOf(tx, table)];
      if (textOf(wanted) !== textOf(there)) await exchange(tx, table, wanted);
    }
  });
}

type Row = Record<string, string | number>;

async function rowsOf(database: Database, table: (typeof TABLES)[number]): Promise<Row[]> {
  return (await database.selectFrom(table).selectAll().execute()).map((row) => ({ ...row }));
}

/** The order of rows and columns is the database's own affair. */
const textOf = (rows: readonly Row[]) =>
  rows
    .map((row) => JSON.stringify(Object.entries(row).sort()))
    .sort()
    .join('\n');

async function exchange(
  tx: Transaction<Schema>,
  table: (typeof TABLES)[number],
  rows: readonly Row[],
): Promise<void> {
  await tx.deleteFrom(table).execute();
  await insertInGroups(rows, (group) =>
    tx
      .insertInto(table)
      .values(group as never)
      .execute(),
  );
}
