import { CasebookError } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';
import { breathe, type InTurn } from '../platform/turns/index.ts';
import type { OpenGeneration } from './generations.ts';
import { behind } from './index/generation.ts';
import { indexTickets } from './index-tickets.ts';

export interface BringUpOptions {
  /** Takes groups in turn with what is erased from all indexes: what a group has read must not outlive that. */
  readonly inTurn: InTurn;
  /** Gives up between two groups, with the signal's reason; what was indexed stays. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  readonly log: Logger;
}

/** Tickets at a time, as the indexer takes them. */
const GROUP = 32;
/** Tickets go on changing meanwhile: after a pass that found no more than this, the rest is soon done. */
const NEARLY_NONE = GROUP;
/** And where they change faster than that, waiting longer would not help. */
const PASSES = 10;

/**
 * Indexes into a generation that is not active whatever it lacks: all tickets of a new one, those that changed since
 * of an older one. Tickets that cannot be indexed are left for the indexer, which sets them aside where all can see.
 *
 * @throws CasebookError `index-incomplete` where most tickets fail: such an index must not become the active one.
 */
export async function bringUp(
  database: Database,
  target: OpenGeneration,
  { inTurn, signal, onProgress, log }: BringUpOptions,
): Promise<void> {
  const lacking = behind(database, target.generation.id);
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const { total } = await lacking
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    let [done, failed] = [0, 0];
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const group = await lacking
        .select('tickets.id')
        .where('tickets.id', '>', after)
        .orderBy('tickets.id')
        .limit(GROUP)
        .execute();
      const last = group.at(-1);
      if (!last) break;
      after = last.id;
      const ids = group.map(({ id }) => id);
      const result = await inTurn(() => indexTickets(database, ids, target, signal));
      for (const [ticket, err] of result.failed) log.error({ err, ticket }, 'a ticket could not be indexed');
      done += group.length;
      failed += result.failed.size;
      onProgress(done, Math.max(done, total));
      await breathe();
    }
    if (failed > done / 2 && done > NEARLY_NONE)
      throw new CasebookError('index-incomplete', `${failed} of ${done} tickets could not be indexed.`);
    if (done <= NEARLY_NONE || failed === done) return;
  }
}
