import type { Config } from '../config/index.ts';

/** Where the data are: the path of an SQLite file, or the address of a PostgreSQL database (`postgres://…`). */
export type DatabaseLocation = string;

/**
 * Where an installation keeps its rows. The demo company stays in its folder whatever the settings say: its tickets
 * must never come near a database that holds real ones.
 */
export function databaseLocation(
  { DATABASE_URL: url }: Pick<Config, 'DATABASE_URL'>,
  kind: 'demo' | 'real',
  file: string,
): DatabaseLocation {
  return kind === 'real' && url ? url : file;
}

export function isPostgresAddress(location: DatabaseLocation): boolean {
  return /^postgres(ql)?:\/\//.test(location);
}

/** The location as it may be shown: an address loses its user, password and options. */
export function showLocation(location: DatabaseLocation): string {
  if (!isPostgresAddress(location)) return location;
  const { host, pathname } = new URL(location);
  return `postgresql://${host}${pathname}`;
}
