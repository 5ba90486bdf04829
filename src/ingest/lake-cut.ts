import { type Database, keepFact, readFact } from '../platform/database/index.ts';
import type { Cut } from './lake/open-segment.ts';

const LAKE_CUT = 'lake-cut';

/** The last time that an opening cut from the lake what a crash had left at its end. */
export interface RememberedCut {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How much was cut, and from which file, after which byte. */
  readonly bytes: number;
  readonly file: string;
  readonly offset: number;
  /** Whether nobody was told that it is durable; false where that cannot be said. */
  readonly unacknowledged: boolean;
}

/** Kept in the database, because the log of a short command is seldom read. */
export async function rememberCut(
  database: Database,
  { bytes, file, offset, unacknowledged }: Cut,
): Promise<void> {
  const cut: RememberedCut = { at: Date.now(), bytes, file, offset, unacknowledged };
  await keepFact(database, LAKE_CUT, JSON.stringify(cut));
}

export async function rememberedCut(database: Database): Promise<RememberedCut | null> {
  const value = await readFact(database, LAKE_CUT);
  // Earlier development versions did not keep the last of these.
  return value === null ? null : { unacknowledged: false, ...JSON.parse(value) };
}
