import type { Indexing } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { INDEXING_ATTEMPTS } from './indexer.ts';

/**
 * The second equation of "nothing is lost", for the active index: live tickets = indexed + waiting, each side from its
 * own rows.
 */
export async function indexing(database: Database): Promise<Indexing> {
  const live = await database
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const waiting = await database
    .selectFrom('index_work')
    .select(({ fn }) => [
      fn.countAll<number>().as('n'),
      fn.countAll<number>().filterWhere('attempts', '>=', INDEXING_ATTEMPTS).as('aside'),
    ])
    .executeTakeFirstOrThrow();
  const indexed = await database
    .selectFrom('index_entries')
    .innerJoin('index_generations', 'index_generations.id', 'index_entries.generation')
    .leftJoin('index_work', 'index_work.ticket_id', 'index_entries.ticket_id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('index_generations.state', '=', 'active')
    .where('index_work.ticket_id', 'is', null)
    .executeTakeFirstOrThrow();
  return { live: live.n, indexed: indexed.n, waiting: waiting.n, setAside: waiting.aside };
}
