/**
 * Rows in one statement. Few different numbers, because every number is a statement of its own to prepare and keep; the
 * greatest stays far below the parameters that either database takes (SQLite 32,766, PostgreSQL 65,535) also for wide
 * tables.
 */
const GROUPS = [64, 16, 4, 1];

/** Inserts rows with as few statements as it takes: what PostgreSQL answers costs a round trip each. */
export async function insertInGroups<T>(
  rows: readonly T[],
  insert: (rows: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let done = 0; done < rows.length; ) {
    const size = GROUPS.find((group) => group <= rows.length - done) as number;
    await insert(rows.slice(done, done + size));
    done += size;
  }
}
