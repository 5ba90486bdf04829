import {
  type ColumnDataType,
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
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

/** How migrations make tables, so that each type of column means the same in both kinds of database. */
export interface ColumnTypes {
  /** A new table. In SQLite a strict one: what is of another type than its column is refused, as PostgreSQL does. */
  readonly table: (name: string) => CreateTableBuilder<string>;
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
        table: (name) => database.schema.createTable(name),
        text: sql`text collate "C"`,
        integer: 'bigint',
        bytes: 'bytea',
        counted: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
      }
    : {
        table: (name) => database.schema.createTable(name).modifyEnd(sql`strict`),
        text: 'text',
        integer: 'integer',
        bytes: 'blob',
        counted: (column) => column.primaryKey().autoIncrement(),
      };
}
