import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createIntake,
  dispositions,
  type Intake,
  type Lake,
  lakePosition,
  openFileLake,
} from '../../src/ingest/index.ts';
import type { Cut } from '../../src/ingest/lake/open-segment.ts';
import { startRun } from '../../src/ingest/runs.ts';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';

export interface OpenIntake {
  readonly folder: string;
  readonly database: Database;
  readonly lake: Lake;
  readonly intake: Intake;
  readonly runId: number;
  /** What opening cut from the end of the lake. */
  readonly cuts: readonly Cut[];
}

/**
 * Lake, database and intake in a folder, closed with the test; opening the same folder again is a restart. `location`
 * can name a database elsewhere.
 */
export async function openIntake(
  folder: string,
  location: string = join(folder, 'casebook.sqlite'),
): Promise<OpenIntake> {
  const database = await openDatabase(location);
  const cuts: Cut[] = [];
  const lake = await openFileLake(join(folder, 'lake'), {
    acknowledged: await lakePosition(database),
    reportCut: async (cut) => void cuts.push(cut),
  });
  onTestFinished(async () => {
    await lake.close();
    await database.destroy();
  });
  const intake = createIntake(database, lake);
  return { folder, database, lake, intake, runId: await startRun(database), cuts };
}

/** Both sides of the first equation. */
export async function balance({
  database,
  intake,
}: OpenIntake): Promise<{ received: number; disposed: number }> {
  const { received, ...rest } = await dispositions(database, await intake.pending());
  return { received, disposed: Object.values(rest).reduce((sum, count) => sum + count, 0) };
}
