import {
  type ColumnDataType,
  type ColumnDefinitionBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  sql,
} from 'kysely';

/** The two kinds of database that one schema serves. */
export type DatabaseKind = 'sqlite' | 'postgresql';

export function databaseKind<DB>(database: Kysely<DB>): DatabaseKind {
  return database.getExecutor().adapter instanceof PostgresAdapter ? 'postgresql' : 'sqlite';
}

/** How migrations name the types of columns, so that each means the same in both kinds of database. */
export interface ColumnTypes {
  /** Compared and ordered byte by byte, as SQLite does by itself: case counts, and no locale of a server does. */
  readonly text: ColumnDataType | RawBuilder<unknown>;
  /** 64 bits: points in time are epoch milliseconds, which passed 2³¹ in 1970. */
  readonly integer: ColumnDataType;
  readonly bytes: ColumnDataType;
  /** For an integer column: a primary key that the database counts up and that nobody else sets. */
  readonly counted: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
}

export function columnTypes<DB>(database: Kysely<DB>): ColumnTypes {
  return databaseKind(database) === 'postgresql'
    ? {
        text: sql`text collate "C"`,
        integer: 'bigint',
        bytes: 'bytea',
        counted: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
      }
    : {
        text: 'text',
        integer: 'integer',
        bytes: 'blob',
        counted: (column) => column.primaryKey().autoIncrement(),
      };
}
