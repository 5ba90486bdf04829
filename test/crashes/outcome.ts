import { join } from 'node:path';
import { openFileLake } from '../../src/ingest/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';

/** What a data folder holds in the end, without what may differ: numbers of lines and runs, times of fetching. */
export interface Outcome {
  readonly tickets: readonly string[];
  readonly comments: readonly string[];
  readonly deadLetters: readonly string[];
  /** The entries of the active index. */
  readonly index: readonly string[];
  /** The newest line of each record in the lake. */
  readonly lake: readonly string[];
}

/** Reads a folder that nobody holds. */
export async function outcomeOf(folder: string): Promise<Outcome> {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const lake = await openFileLake(join(folder, 'lake'), { acknowledged: null });
  cleanup.defer(() => lake.close());
  const newest = new Map<string, string>();
  for await (const { record, digest } of lake.readAfter(0)) {
    // Who looks at Jira once sees nothing of a ticket that was there for a while.
    if (record.kind === 'tombstone') newest.delete(record.externalId);
    else newest.set(record.externalId, digest);
  }
  const rows = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
  const letters = database.selectFrom('dead_letters').select(['source', 'digest', 'path', 'reason', 'state']);
  const tickets = await database.selectFrom('tickets').selectAll().execute();
  const entries = await database
    .selectFrom('index_entries')
    .innerJoin('index_generations', 'index_generations.id', 'index_entries.generation')
    .select(['ticket_id', 'chunks_json', 'vectors'])
    .where('state', '=', 'active')
    .execute();
  return {
    tickets: rows(tickets.map(({ lake_seq, ...rest }) => rest)),
    comments: rows(await database.selectFrom('comments').selectAll().execute()),
    deadLetters: rows(await letters.execute()),
    index: rows(
      entries.map(({ vectors, ...rest }) => ({ ...rest, vectors: Buffer.from(vectors).toString('hex') })),
    ),
    lake: rows([...newest]),
  };
}

/** Where two outcomes differ, in words; nothing where they are equal, or where `one` has more and may. */
export function differences(one: Outcome, other: Outcome, mayHaveMore = false): string[] {
  return (Object.keys(one) as (keyof Outcome)[]).flatMap((part) => {
    const [mine, theirs] = [new Set(one[part]), new Set(other[part])];
    const lacking = other[part].filter((row) => !mine.has(row));
    const extra = mayHaveMore ? [] : one[part].filter((row) => !theirs.has(row));
    if (lacking.length + extra.length === 0) return [];
    const [lack, more] = [lacking[0] ?? '', extra[0] ?? ''];
    const at = [...lack].findIndex((letter, i) => letter !== more[i]);
    const shown = [lack, more].map(
      (row) => row && `${row.slice(0, 40)}…${row.slice(Math.max(0, at - 40), at + 80)}`,
    );
    return [
      `${part}: ${lacking.length} lacking, such as ${shown[0]}; ${extra.length} extra, such as ${shown[1]}`,
    ];
  });
}
