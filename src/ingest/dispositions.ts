import type { Dispositions } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';

/**
 * The first equation of "nothing is lost", each side from its own rows: what the runs counted as received, against
 * the lake lines applied, the duplicates, the dead letters that wait or that a person discarded, and what was erased.
 *
 * @param pending lines that the lake holds and no batch has disposed of; they count as received.
 */
export async function dispositions(database: Database, pending: number): Promise<Dispositions> {
  const runs = await database
    .selectFrom('runs')
    .select(({ fn }) => [
      fn.sum<number>('received').as('received'),
      fn.sum<number>('duplicate').as('duplicate'),
    ])
    .executeTakeFirstOrThrow();
  const lake = await database
    .selectFrom('lake_records')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const letters = await database
    .selectFrom('dead_letters')
    .select(({ fn }) => ['state', fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute();
  const erasures = await database
    .selectFrom('erasures')
    .select(({ fn }) => fn.sum<number>('records').as('records'))
    .executeTakeFirstOrThrow();
  const lettersIn = (state: string) => letters.find((row) => row.state === state)?.n ?? 0;
  return {
    received: (runs.received ?? 0) + pending,
    applied: lake.n,
    duplicate: runs.duplicate ?? 0,
    pending,
    deadLettered: lettersIn('waiting'),
    discarded: lettersIn('discarded'),
    erased: erasures.records ?? 0,
  };
}
