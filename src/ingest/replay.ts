import { truncate } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Replayed } from '../domain/index.ts';
import { type Database, keepAccessPlan, openDatabase, readAccessPlans } from '../platform/database/index.ts';
import { createIntake, type Intake } from './intake.ts';
import type { Lake } from './lake/lake.ts';
import { matchPasts } from './match-pasts.ts';
import { matchTickets } from './match-tickets.ts';

export interface ReplayOptions {
  readonly database: Database;
  readonly intake: Intake;
  readonly lake: Lake;
  /** An empty file, for a database that is thrown away afterwards. */
  readonly scratch: string;
  /** Gives up between two groups, with the signal's reason; what was put right by then stays. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Makes the tickets what the lake says, and nothing else, while batches wait.
 *
 * The lake is applied to an empty database first, just as it is at the first start after the database was lost. Then
 * the two are compared ticket by ticket, and only what differs is written: what is equal keeps its index entries.
 *
 * @throws CasebookError where the lake cannot be read; the tickets are then as they were.
 */
export function replayLake(options: ReplayOptions): Promise<Replayed> {
  const { database, intake, lake, scratch: file, signal, onProgress } = options;
  return intake.inTurn(async () => {
    // What an earlier batch left behind belongs to both.
    await intake.recover({ signal });
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => truncate(file));
    const scratch = await openDatabase(file);
    cleanup.defer(() => scratch.destroy());
    // Nothing of it need survive.
    await sql`pragma synchronous = off`.execute(scratch);

    // Labels depend on it, and the lake does not have it.
    for (const [site, plan] of await readAccessPlans(database)) await keepAccessPlan(scratch, plan, site);

    const lines = lake.lastSeq;
    const replayed = createIntake(scratch, lake);
    await replayed.recover({ signal, onProgress: (line) => onProgress(line, lines) });
    const tickets = await matchTickets({ from: scratch, to: database, signal });
    await matchPasts({ from: scratch, to: database });
    const { refused } = await scratch
      .selectFrom('dead_letters')
      .select(({ fn }) => fn.countAll<number>().as('refused'))
      .executeTakeFirstOrThrow();
    return { ...tickets, refused };
  });
}
