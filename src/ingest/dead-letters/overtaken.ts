import type { Database } from '../../platform/database/index.ts';

/**
 * Of refused records that are tried again: whether a ticket, by its id, has come in with a run after those that refused
 * it. Only a newer stamp of Jira's makes such a record the newer state then; without one it may name a key that the ticket
 * had before its project was renamed.
 */
export async function overtakenSince(
  database: Database,
  letters: readonly { readonly runId: number; readonly record: { readonly externalId: string | null } }[],
): Promise<(ticketId: string) => boolean> {
  const refusedBy = new Map<string, number>();
  for (const { runId, record } of letters)
    if (record.externalId !== null)
      refusedBy.set(record.externalId, Math.max(runId, refusedBy.get(record.externalId) ?? 0));
  if (refusedBy.size === 0) return () => false;
  const rows = await database
    .selectFrom('lake_records')
    .select(({ fn }) => ['external_id', fn.max('run_id').as('run')])
    .where('external_id', 'in', [...refusedBy.keys()])
    .groupBy('external_id')
    .execute();
  const cameIn = new Map(rows.map(({ external_id, run }) => [external_id, Number(run)]));
  return (ticketId) => (cameIn.get(ticketId) ?? 0) > (refusedBy.get(ticketId) ?? Number.POSITIVE_INFINITY);
}
