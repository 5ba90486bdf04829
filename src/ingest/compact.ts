import type { Database } from '../platform/database/index.ts';
import type { Intake } from './intake.ts';
import type { Lake } from './lake/lake.ts';
import { supersession } from './lake-overview.ts';
import { isDerived } from './ticket-id.ts';

export interface Compacted {
  readonly droppedLines: number;
}

/**
 * Drops from the lake the older states of tickets that were fetched before a point in time (epoch milliseconds). What
 * the tickets are made from stays, so a rebuild gives the same tickets. A state that went by its key goes whatever its
 * age: the line that took its place may be older, as a redriven dead letter is, and without it a rebuild would bring the
 * ticket back.
 */
export function compactLake(
  { database, lake, intake }: { database: Database; lake: Lake; intake: Pick<Intake, 'inTurn' | 'recover'> },
  fetchedBefore: number,
): Promise<Compacted> {
  return intake.inTurn(async () => {
    await intake.recover();
    const isSuperseded = await supersession(database);
    const { dropped } = await lake.rewrite((line) => {
      const { fetchedAt, externalId } = line.head.record;
      const isDue = fetchedAt < fetchedBefore || isDerived(externalId);
      return isDue && isSuperseded(line) ? 'drop' : 'keep';
    });
    return { droppedLines: dropped };
  });
}
