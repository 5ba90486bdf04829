import type { Selectable } from 'kysely';
import { type Database, type IndexGenerationTable, transact } from '../../platform/database/index.ts';
import { breathe } from '../../platform/turns/index.ts';

/** What an index is made by: another embedder or other rules for cutting tickets make another index. */
export interface Recipe {
  /** The embedder's id. */
  readonly embedder: string;
  readonly dimensions: number;
  /** The version of the rules. */
  readonly chunking: number;
}

/** A whole index, as the database knows it. */
export interface Generation extends Recipe {
  readonly id: number;
  /** Searches go to the active one; the previous one is the way back; dropped ones are being removed. */
  readonly state: 'building' | 'active' | 'previous' | 'dropped';
  readonly createdAt: number;
  /** When it last became active; null before. */
  readonly switchedAt: number | null;
}

export function sameRecipe(a: Recipe, b: Recipe): boolean {
  return a.embedder === b.embedder && a.dimensions === b.dimensions && a.chunking === b.chunking;
}

export async function listGenerations(database: Database): Promise<Generation[]> {
  const rows = await database.selectFrom('index_generations').selectAll().orderBy('id').execute();
  return rows.map(generationFrom);
}

export async function addGeneration(
  database: Database,
  { embedder, dimensions, chunking }: Recipe,
): Promise<Generation> {
  const row = await database
    .insertInto('index_generations')
    .values({ embedder, dimensions, chunking, state: 'building', created_at: Date.now() })
    .returningAll()
    .executeTakeFirstOrThrow();
  return generationFrom(row);
}

/**
 * Makes a generation the active one, in one transaction: the one before becomes the previous one, older ones are
 * dropped, and the work for the index becomes what this generation lacks. A process that dies leaves the old or the new
 * active.
 */
export async function activate(database: Database, id: number): Promise<void> {
  await transact(database, async (tx) => {
    const become = (state: Generation['state']) => tx.updateTable('index_generations').set({ state });
    await become('dropped').where('state', 'in', ['previous', 'building']).where('id', '<>', id).execute();
    await become('dropped').where('id', '=', id).execute();
    await become('previous').where('state', '=', 'active').execute();
    await become('active').set({ switched_at: Date.now() }).where('id', '=', id).execute();
    await tx.deleteFrom('index_work').execute();
    await tx
      .insertInto('index_work')
      .columns(['ticket_id', 'lake_seq'])
      .expression(behind(tx, id).select(['tickets.id', 'tickets.lake_seq']))
      .execute();
  });
}

/** Makes work of what a generation took in without all of its meaning while its embedder could not be had. */
export async function wantMeaning(database: Database, generation: number): Promise<void> {
  const lacking = database
    .selectFrom('index_entries')
    .innerJoin('tickets', 'tickets.id', 'index_entries.ticket_id')
    .select(['tickets.id', 'tickets.lake_seq'])
    .where('generation', '=', generation)
    .where('index_entries.lake_seq', '<=', 0);
  await database
    .insertInto('index_work')
    .columns(['ticket_id', 'lake_seq'])
    .expression(lacking)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tickets whose entry in a generation is missing or made from another state of theirs. */
export function behind(database: Database, generation: number) {
  return database
    .selectFrom('tickets')
    .leftJoin('index_entries', (join) =>
      join
        .onRef('index_entries.ticket_id', '=', 'tickets.id')
        .on('index_entries.generation', '=', generation),
    )
    .where(({ eb, or }) =>
      or([
        eb('index_entries.lake_seq', 'is', null),
        eb('index_entries.lake_seq', '<>', eb.ref('tickets.lake_seq')),
      ]),
    );
}

/** Gives a generation up; `sweepDropped` removes what it holds. Returns whether there was one in that state. */
export async function dropGeneration(database: Database, state: 'building' | 'previous'): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('index_generations')
    .set({ state: 'dropped' })
    .where('state', '=', state)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Entries removed at a time: their pages are many, and others want the database too. */
const SWEEP = 100;

/** Removes what dropped generations hold, a little at a time; a process that dies in between goes on at its next start. */
export async function sweepDropped(database: Database, signal: AbortSignal): Promise<void> {
  for (const { id, state } of await listGenerations(database)) {
    if (state !== 'dropped') continue;
    for (;;) {
      if (signal.aborted) return;
      const entries = await database
        .selectFrom('index_entries')
        .select('ticket_id')
        .where('generation', '=', id)
        .limit(SWEEP)
        .execute();
      if (entries.length === 0) break;
      await database
        .deleteFrom('index_entries')
        .where('generation', '=', id)
        .where(
          'ticket_id',
          'in',
          entries.map(({ ticket_id }) => ticket_id),
        )
        .execute();
      await breathe();
    }
    await database.deleteFrom('index_generations').where('id', '=', id).execute();
  }
}

function generationFrom(row: Selectable<IndexGenerationTable>): Generation {
  return {
    id: row.id,
    state: row.state,
    embedder: row.embedder,
    dimensions: row.dimensions,
    chunking: row.chunking,
    createdAt: row.created_at,
    switchedAt: row.switched_at,
  };
}
