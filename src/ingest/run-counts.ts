import type { Transaction } from 'kysely';
import type { Schema } from '../platform/database/index.ts';

/** What can become of a record that a run received. */
export type Outcome = 'applied' | 'duplicate' | 'refused';

/** Gathers how the counters of runs change, and writes them at once. `received` stays the sum of the other three. */
export function runCounts() {
  const changes = new Map<number, Record<Outcome | 'received', number>>();
  const of = (runId: number) => {
    const known = changes.get(runId) ?? { received: 0, applied: 0, duplicate: 0, refused: 0 };
    changes.set(runId, known);
    return known;
  };
  return {
    receive(runId: number, outcome: Outcome): void {
      of(runId).received += 1;
      of(runId)[outcome] += 1;
    },
    /** A record that the run received and that was refused so far. */
    move(runId: number, outcome: Outcome): void {
      of(runId).refused -= 1;
      of(runId)[outcome] += 1;
    },
    async write(tx: Transaction<Schema>): Promise<void> {
      for (const [runId, { received, applied, duplicate, refused }] of changes)
        await tx
          .updateTable('runs')
          .set((run) => ({
            received: run('received', '+', received),
            applied: run('applied', '+', applied),
            duplicate: run('duplicate', '+', duplicate),
            refused: run('refused', '+', refused),
          }))
          .where('id', '=', runId)
          .execute();
    },
  };
}
