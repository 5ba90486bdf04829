import type { Kysely, Selectable } from 'kysely';
import { CasebookError, type Run } from '../domain/index.ts';
import { type Database, type Schema, transact } from '../platform/database/index.ts';

export async function startRun(database: Database, kind: Run['kind'] = 'sync'): Promise<number> {
  const { id } = await database
    .insertInto('runs')
    .values({ kind: kind === 'sync' ? 'read' : 'import', state: 'running', started_at: Date.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function announce(
  database: Database,
  id: number,
  announced: number,
  all: boolean,
): Promise<void> {
  await database
    .updateTable('runs')
    .set({ announced, announced_all: all ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

/** Ends a run as failed, with the catalogued reason. Its batches stay: they were committed one by one. */
export async function failRun(
  database: Database,
  id: number,
  error: unknown,
  failures: Run['failures'],
): Promise<void> {
  const error_json = JSON.stringify({ ...failureOf(error), failures });
  await database
    .updateTable('runs')
    .set({ state: 'failed', finished_at: Date.now(), error_json })
    .where('id', '=', id)
    .execute();
}

/** What a run says that it failed with. */
export function failureOf(error: unknown): NonNullable<Run['error']> {
  const { code, detail } =
    error instanceof CasebookError ? error : new CasebookError('internal', String(error));
  return { code, detail };
}

/** How far a scope has been read; null where never, or where nothing is kept of it. */
export async function positionOf(database: Database, scope: string | null): Promise<number | null> {
  if (scope === null) return null;
  const checkpoint = await database
    .selectFrom('checkpoints')
    .select('position')
    .where('scope', '=', scope)
    .executeTakeFirst();
  return checkpoint?.position ?? null;
}

/** How far a source has been read: all that this covers has been disposed of. */
export interface Checkpoint {
  /** Null for a source that is read once. */
  readonly scope: string | null;
  /** Null where it stays as it was: not all was read. */
  readonly position: number | null;
}

/** Moves a scope's checkpoint, where it has one. */
export async function moveCheckpoint(
  database: Kysely<Schema>,
  { scope, position }: Checkpoint,
): Promise<void> {
  if (scope === null || position === null) return;
  await database
    .insertInto('checkpoints')
    .values({ scope, position })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ position }))
    .execute();
}

/** Ends a run as succeeded and moves the checkpoint of what it read last, in one transaction. */
export async function succeedRun(database: Database, id: number, last: Checkpoint | null): Promise<void> {
  await transact(database, async (tx) => {
    if (last) await moveCheckpoint(tx, last);
    await tx
      .updateTable('runs')
      .set({ state: 'succeeded', finished_at: Date.now() })
      .where('id', '=', id)
      .execute();
  });
}

/** Ends, as interrupted, whatever run still says that it is running: its process has ended or is about to. */
export async function markInterruptedRuns(database: Database): Promise<void> {
  await database
    .updateTable('runs')
    .set({ state: 'interrupted', finished_at: Date.now() })
    .where('state', '=', 'running')
    .execute();
}

/** The run that recovered lake lines are counted under: the newest one, which left them behind. */
export async function recoveryRun(database: Database): Promise<number> {
  const newest = await database.selectFrom('runs').select('id').orderBy('id', 'desc').executeTakeFirst();
  if (newest) return newest.id;
  const id = await startRun(database);
  await markInterruptedRuns(database);
  return id;
}

/** The one run that all webhooks count under: they come one by one, and never come to an end. */
export async function webhookRun(database: Database): Promise<number> {
  const known = await database
    .selectFrom('runs')
    .select('id')
    .where('kind', '=', 'webhooks')
    .executeTakeFirst();
  if (known) return known.id;
  const now = Date.now();
  const { id } = await database
    .insertInto('runs')
    .values({ kind: 'webhooks', state: 'succeeded', started_at: now, finished_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The newest run that read a source, a site or a file; null before the first. */
export async function latestRun(database: Database): Promise<Run | null> {
  const row = await database
    .selectFrom('runs')
    .selectAll()
    .where('kind', '!=', 'webhooks')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ? runFrom(row) : null;
}

export async function runById(database: Database, id: number): Promise<Run> {
  return runFrom(
    await database.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

function runFrom(row: Selectable<Schema['runs']>): Run {
  const { failures = [], ...error } = row.error_json ? JSON.parse(row.error_json) : {};
  return {
    id: row.id,
    kind: row.kind === 'import' ? 'import' : 'sync',
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    announced: row.announced,
    announcedAll: row.announced_all === 1,
    received: row.received,
    applied: row.applied,
    duplicate: row.duplicate,
    refused: row.refused,
    error: row.error_json ? error : null,
    failures,
  };
}
