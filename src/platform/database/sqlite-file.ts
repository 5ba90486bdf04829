import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CasebookError } from '../../domain/index.ts';

/** What waits for another connection's commit at most. */
const PATIENCE_MS = 5000;
/** Nobody reads the tenth thing that is wrong. */
const MOST_PROBLEMS = 5;

/**
 * Copies an SQLite database, as it stands at one moment, into a new file for the owner alone, while others write to
 * it. What was deleted from the database is not in the copy, because its free pages are left out.
 *
 * @throws CasebookError `data-unreadable` where the database is damaged or none.
 */
export function copySqlite(from: string, to: string): void {
  // SQLite would make it readable for all.
  closeSync(openSync(to, 'wx', 0o600));
  reading(from, (database) => database.prepare('VACUUM INTO ?').run(to));
}

/** What is wrong inside an SQLite database, in SQLite's words; empty where it is sound. Reads all of it. */
export function problemsOfSqlite(file: string): string[] {
  return reading(file, (database) => {
    const damage = database
      .prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`)
      .all()
      .map((row) => String(row.integrity_check))
      .filter((line) => line !== 'ok');
    const orphans = database
      .prepare('PRAGMA foreign_key_check')
      .all()
      .slice(0, MOST_PROBLEMS)
      .map(({ table, parent }) => `a row of ${table} lacks its ${parent}`);
    return [...damage, ...orphans];
  });
}

/** The migrations that made an SQLite database what it is, oldest first; none where it was never used. */
export function migrationsOfSqlite(file: string): string[] {
  return reading(file, (database) => {
    if (!hasTable(database, 'kysely_migration')) return [];
    return database
      .prepare('SELECT name FROM kysely_migration ORDER BY name')
      .all()
      .map(({ name }) => String(name));
  });
}

/** What an SQLite database of any version keeps under this name about its installation; null where nothing is. */
export function factOfSqlite(file: string, name: string): string | null {
  return reading(file, (database) => {
    if (!hasTable(database, 'installation')) return null;
    const row = database.prepare('SELECT value FROM installation WHERE name = ?').get(name);
    return row ? String(row.value) : null;
  });
}

function hasTable(database: DatabaseSync, name: string): boolean {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name);
  return table !== undefined;
}

function reading<T>(file: string, work: (database: DatabaseSync) => T): T {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE_MS });
    try {
      return work(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new CasebookError('data-unreadable', `${file}: ${(error as Error).message}.`, { cause: error });
  }
}
