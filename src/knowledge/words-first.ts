import type { Database } from '../platform/database/index.ts';
import { breathe } from '../platform/turns/index.ts';
import type { Generations } from './generations.ts';
import { indexTickets } from './index-tickets.ts';

/** Tickets at a time, as the indexer takes them. */
const GROUP = 32;

/**
 * Puts tickets that wait for an embedder into the active index as they stand, with those vectors alone that are known
 * already: what Jira hides now must not stay findable until an embedder has answered for all that waits, and what is new
 * is found by its words meanwhile. They go on waiting. One that cannot be put there is left to the indexer, which says why.
 *
 * @param which which of them; `changedSince` leaves out what the index holds nothing of, and states up to that line of
 *   the lake.
 * @throws the signal's reason.
 */
export async function giveWords(
  database: Database,
  generations: Pick<Generations, 'active' | 'inTurn'>,
  signal: AbortSignal,
  which: { readonly changedSince?: number } = {},
): Promise<void> {
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    after = await generations.inTurn(async () => {
      signal.throwIfAborted();
      const active = generations.active();
      const ids = await unspoken(database, active.generation.id, from, which.changedSince);
      if (ids.length > 0) await indexTickets(database, ids, { ...active, embedder: null }, signal);
      return ids.at(-1) ?? null;
    });
    await breathe();
  }
}

/** Waiting tickets whose state a generation does not hold, nor their words alone. */
async function unspoken(
  database: Database,
  generation: number,
  after: string,
  changedSince: number | undefined,
): Promise<string[]> {
  const rows = await database
    .selectFrom('index_work')
    .leftJoin('index_entries', (join) =>
      join
        .onRef('index_entries.ticket_id', '=', 'index_work.ticket_id')
        .on('index_entries.generation', '=', generation),
    )
    .select('index_work.ticket_id')
    .where('index_work.ticket_id', '>', after)
    .where(({ eb, and, or, ref }) => {
      // Its sign says whether a state is held with all of its meaning.
      const outdated = eb(
        eb.fn<number>('abs', [ref('index_entries.lake_seq')]),
        '<>',
        ref('index_work.lake_seq'),
      );
      return changedSince === undefined
        ? or([eb('index_entries.lake_seq', 'is', null), outdated])
        : and([eb('index_work.lake_seq', '>', changedSince), outdated]);
    })
    .orderBy('index_work.ticket_id')
    .limit(GROUP)
    .execute();
  return rows.map(({ ticket_id }) => ticket_id);
}
