import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/**
 * Kysely's SQLite dialect on Node's own SQLite.
 *
 * WAL lets readers go on while one writes; `synchronous = FULL` flushes every commit, because what was acknowledged
 * must survive a power cut. Commits are therefore made in groups by whoever writes much. `like` heeds case, as it does
 * in PostgreSQL.
 */
export function nodeSqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({
    database: async () => {
      const database = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
      database.exec('PRAGMA case_sensitive_like = ON');
      return adapt(database);
    },
  });
}

function adapt(database: DatabaseSync): SqliteDatabase {
  // A statement costs more to prepare than to run; the application has a few hundred distinct ones.
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      // A transaction that reads before it writes is refused, not made to wait, where another process wrote between.
      const sql = text === 'begin' ? 'begin immediate' : text;
      const known = prepared.get(sql);
      if (known) return known;
      const statement = adaptStatement(database.prepare(sql));
      if (prepared.size < 500) prepared.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
