import { z } from 'zod';
import { type Database, forgetFact, keepFact, readFact, transact } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/telemetry/index.ts';
import type { Embedder } from '../embed/index.ts';
import { outcomeSchema } from './outcome.ts';

const CHOSEN = 'adapted-model';
const LAST = 'adaptation';

const lastSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  outcome: outcomeSchema,
  /** Whether the new model was put to use then. */
  taken: z.boolean(),
  /** Tickets that there were. */
  live: z.number().optional(),
});
/** The last adaptation that came to its end. */
export type LastAdaptation = z.infer<typeof lastSchema>;

/** The id of the adapted model that this installation uses; null where it uses the one that ships. */
export function chosenModel(database: Database): Promise<string | null> {
  return readFact(database, CHOSEN);
}

export async function lastAdaptation(database: Database): Promise<LastAdaptation | null> {
  const kept = await readFact(database, LAST);
  // Another version may have kept other figures: they are no longer told then.
  return kept === null ? null : (lastSchema.safeParse(JSON.parse(kept)).data ?? null);
}

/** Keeps what came out, and with it the choice of the new model, where it is taken. */
export function keepAdaptation(database: Database, last: LastAdaptation): Promise<void> {
  return transact(database, async (tx) => {
    await keepFact(tx, LAST, JSON.stringify(last));
    if (last.taken) await keepFact(tx, CHOSEN, last.outcome.model);
  });
}

export function forgetChoice(database: Database): Promise<void> {
  return forgetFact(database, CHOSEN);
}

/**
 * The model that this installation has made of its own tickets, where it uses one. Where its file is lost or damaged,
 * the one that ships is used again: an adaptation can be repeated.
 */
export async function adaptedEmbedder(
  database: Database,
  embedders: { find(id: string): Promise<Embedder | null> },
  log: Logger,
): Promise<Embedder | null> {
  const id = await chosenModel(database);
  if (!id) return null;
  const embedder = await embedders.find(id);
  if (embedder) return embedder;
  log.warn({ model: id }, 'the adapted model is missing or damaged; the one that ships is used again');
  await forgetChoice(database);
  return null;
}
