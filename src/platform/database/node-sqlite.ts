import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { asDiskFull } from '../data-folder/index.ts';

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Kysely's SQLite dialect on Node's own SQLite.
 *
 * WAL lets readers go on while one writes; `synchronous = FULL` flushes every commit, because what was acknowledged
 * must survive a power cut. Commits are therefore made in groups by whoever writes much. `like` heeds case, as it does
 * in PostgreSQL.
 */
export function nodeSqliteDialect(file: string): SqliteDialect {
  return new TransactionalSqliteDialect({
    database: async () => {
      const database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
      await switchToWal(database);
      database.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA case_sensitive_like = ON');
      // A transaction that reads before it writes is refused, not made to wait, where another process wrote between.
      return adapt(database, file, 'begin immediate');
    },
  });
}

/** The same for reading alone, beside whoever writes: a transaction sees the file as it stood at its first query. */
export function readOnlySqliteDialect(file: string): SqliteDialect {
  return new TransactionalSqliteDialect({
    database: async () => adapt(new DatabaseSync(file, { timeout: 5000, readOnly: true }), file, 'begin'),
  });
}

/** SQLite undoes changes of the schema with the rest of a transaction; Kysely leaves that unused unless told. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The switch is the one statement that SQLite does not make wait for another connection. */
async function switchToWal(database: DatabaseSync): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (attempt === 50 || (error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
      await delay(100);
    }
  }
}

function adapt(database: DatabaseSync, file: string, begin: string): SqliteDatabase {
  // A statement costs more to prepare than to run; the application has a few hundred distinct ones.
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      // A full disk makes SQLite undo a transaction by itself: undoing it again would be an error that hides that one.
      if (text === 'rollback' && !database.isTransaction) return NOTHING_TO_DO;
      const sql = text === 'begin' ? begin : text;
      const known = prepared.get(sql);
      if (known) return known;
      const statement = adaptStatement(database.prepare(sql), file);
      if (prepared.size < 500) prepared.set(sql, statement);
      return statement;
    },
  };
}

const NOTHING_TO_DO: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function adaptStatement(statement: StatementSync, file: string): SqliteStatement {
  const named = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asDiskFull(error, file);
    }
  };
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => named(() => statement.all(...(parameters as SQLInputValue[]))),
    run: (parameters) => named(() => statement.run(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
