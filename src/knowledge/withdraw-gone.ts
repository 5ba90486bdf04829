import type { Database } from '../platform/database/index.ts';
import type { Generations } from './generations.ts';

/** Tickets at a time: searches wait for the turn. */
const GROUP = 500;

/**
 * Has the indexes let go of tickets that are gone. Nothing of their text is found meanwhile, because it lies in rows that
 * went with the tickets; until then they are counted. One that came back stays: what the index has of it is put right
 * like that of every ticket that changed, and not before this turn is over.
 */
export async function withdrawGone(
  database: Database,
  generations: Pick<Generations, 'alone' | 'withdraw'>,
): Promise<void> {
  while ((await noted(database)).length > 0) {
    await generations.alone(async () => {
      const removals = await noted(database);
      const gone = removals.filter(({ live }) => live === null);
      if (gone.length > 0) await generations.withdraw(gone.map(({ ticket_id }) => ticket_id));
      const ids = removals.map(({ ticket_id }) => ticket_id);
      if (ids.length > 0) await database.deleteFrom('index_removals').where('ticket_id', 'in', ids).execute();
    });
  }
}

async function noted(database: Database): Promise<{ ticket_id: string; live: string | null }[]> {
  return database
    .selectFrom('index_removals')
    .leftJoin('tickets', 'tickets.id', 'index_removals.ticket_id')
    .select(['index_removals.ticket_id', 'tickets.id as live'])
    .limit(GROUP)
    .execute();
}
