import type { Database } from '../../platform/database/index.ts';

/** What a copy does not say as the database does. */
export interface Differences {
  /** Tickets to be read anew. */
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Which tickets a copy holds. */
export interface Copy {
  has(ticketId: string): boolean;
  size(): { readonly tickets: number };
  ticketIds(): Iterable<string>;
}

/**
 * Compares a copy of a generation, such as the memory that a snapshot was read into, with the database, without a look at
 * each entry. Entries get rising numbers: those beyond the copy's are changed, and of the others some can only have gone,
 * so that counting them tells. Fields lie with the tickets: those that wait for the index may have others by now.
 *
 * @param change up to which the copy holds the generation's changes.
 */
export async function differencesOf(
  database: Database,
  generation: number,
  copy: Copy,
  change: number,
): Promise<Differences> {
  const own = database.selectFrom('index_entries').where('index_entries.generation', '=', generation);
  const newer = await own.select('ticket_id').where('change', '>', change).execute();
  const changed = new Set(newer.map(({ ticket_id }) => ticket_id));

  const { rest } = await own
    .select(({ fn }) => fn.countAll<number>().as('rest'))
    .where('change', '<=', change)
    .executeTakeFirstOrThrow();
  const expected = copy.size().tickets - [...changed].filter(copy.has).length;
  const removed: string[] = [];
  if (rest !== expected) {
    const entries = await own.select('ticket_id').execute();
    const there = new Set(entries.map(({ ticket_id }) => ticket_id));
    for (const id of there) if (!copy.has(id)) changed.add(id);
    for (const id of copy.ticketIds()) if (!there.has(id)) removed.push(id);
  }

  const waiting = await database.selectFrom('index_work').select('ticket_id').execute();
  for (const { ticket_id } of waiting) if (copy.has(ticket_id)) changed.add(ticket_id);
  return { changed: [...changed], removed };
}
