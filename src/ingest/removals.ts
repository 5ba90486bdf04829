import { existsSync } from 'node:fs';
import { factOfSqlite } from '../platform/database/index.ts';
import { INTENT } from './erasure/intent.ts';
import { readManifest } from './lake/manifest.ts';

/** What was taken out of an installation by now: where two answers are equal, nothing was in between. */
interface Removals {
  /** How often the lake was rewritten; null where its manifest cannot be read. */
  readonly rewrites: number | null;
  /** Whether an erasure is in hand, or was left so by a process that died. */
  readonly erasing: boolean;
}

/** Reads beside the writer, whatever version the database is of. `database` is null where it is not a file. */
export async function removals(lakeFolder: string, database: string | null): Promise<Removals> {
  const rewrites = await readManifest(lakeFolder).then(
    (manifest) => manifest?.rewrites ?? null,
    () => null,
  );
  const readable = database !== null && existsSync(database);
  return { rewrites, erasing: readable && factOfSqlite(database, INTENT) !== null };
}
