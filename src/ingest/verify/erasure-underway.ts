import type { Database } from '../../platform/database/index.ts';
import { readIntent } from '../erasure/intent.ts';

/** An erasure that was begun and is not done: the lake is rewritten first, then the index, the rows last. */
export interface ErasureUnderway {
  /** Whether a line may be another one than was applied. No more of them than the plan found count as explained. */
  explainsChangedLine(seq: number): boolean;
  /** Whether a ticket may be made from a line that is gone or is another one. */
  explainsTicket(id: string, seq: number): boolean;
  /** Whether so many tickets may be live and neither indexed nor waiting for it. */
  explainsNotIndexed(tickets: number): boolean;
}

/** Nothing where the rows are done, or nothing was begun. */
export async function erasureUnderway(database: Database): Promise<ErasureUnderway | null> {
  const intent = await readIntent(database);
  if (intent?.phase !== 'erase') return null;
  const { ticketIds, found } = intent.plan;
  const gone = new Set(ticketIds);
  const changed = new Set<number>();
  return {
    explainsChangedLine(seq) {
      if (changed.size === found.changedLines) return false;
      changed.add(seq);
      return true;
    },
    explainsTicket: (id, seq) => gone.has(id) || changed.has(seq),
    explainsNotIndexed: (tickets) => tickets > 0 && tickets <= found.tickets + found.changedTickets,
  };
}

/** Tells whether an erasure began, ended or came and went between two looks at the database. */
export async function erasureMark(database: Database): Promise<unknown> {
  const intent = await readIntent(database);
  const { erasures } = await database
    .selectFrom('erasures')
    .select(({ fn }) => fn.countAll<number>().as('erasures'))
    .executeTakeFirstOrThrow();
  return {
    erasures,
    phase: intent?.phase,
    id: intent?.phase === 'erase' ? intent.plan.id : intent?.entry.id,
  };
}
