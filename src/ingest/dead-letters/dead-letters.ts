import { sql } from 'kysely';
import type { RawRecord } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { BatchCounts } from '../commit.ts';
import type { Intake, LetterToRedrive } from '../intake.ts';
import { isChosen, type LetterChoice } from './choose.ts';
import type { LetterHead } from './letter.ts';
import { PAGE_LETTERS, pageOf } from './page.ts';
import { type LetterPage, type LetterQuery, listLetters, readLetter, refuseUnknown } from './read.ts';

/** What became of the letters that were tried, and where to go on; null when all of the chosen were tried. */
export interface Redriven extends BatchCounts {
  readonly next: number | null;
}

/** What the gate refused, for who wants to know why and to do something about it. */
export interface DeadLetters {
  list(query: LetterQuery): Promise<LetterPage>;
  /** @throws CasebookError `dead-letter-not-found`. */
  read(id: number): Promise<LetterHead & { record: RawRecord | null }>;
  /**
   * Sends the next of the chosen letters behind `after` through the gate again: as many as make a batch. Whoever wants
   * them all asks again from `next` on.
   *
   * @throws CasebookError `dead-letter-not-found` where an id is none of a waiting letter.
   */
  redrive(choice: LetterChoice, after: number): Promise<Redriven>;
  /**
   * Ends the wait of the chosen letters for good: their records are let go, their count stays. Returns how many.
   *
   * @throws CasebookError `dead-letter-not-found` where an id is none of a waiting letter.
   */
  discard(choice: LetterChoice): Promise<number>;
}

export interface DeadLetterParts {
  readonly database: Database;
  readonly intake: Intake;
  /** Called after each batch: there may be work for the index. */
  readonly onApplied: () => void;
}

export function createDeadLetters({ database, intake, onApplied }: DeadLetterParts): DeadLetters {
  return {
    list: (query) => listLetters(database, query),
    read: (id) => readLetter(database, id),
    async redrive(choice, after) {
      if (choice.ids && after === 0) await refuseUnknown(database, choice.ids);
      let next: number | null = null;
      const counts = await intake.redrive(async () => {
        const batch = await nextBatch(database, choice, after);
        next = batch.next;
        return batch.letters;
      });
      onApplied();
      return { ...counts, next };
    },
    // In turn, because an erasure that looks at the letters counts on finding them as they were.
    discard: (choice) =>
      intake.inTurn(async () => {
        if (choice.ids) await refuseUnknown(database, choice.ids);
        const { numUpdatedRows } = await database
          .updateTable('dead_letters')
          .set({ state: 'discarded', record_json: 'null' })
          .where('state', '=', 'waiting')
          .where(isChosen(choice))
          .executeTakeFirstOrThrow();
        return Number(numUpdatedRows);
      }),
  };
}

async function nextBatch(
  database: Database,
  choice: LetterChoice,
  after: number,
): Promise<{ letters: LetterToRedrive[]; next: number | null }> {
  const sizes = await database
    .selectFrom('dead_letters')
    .select(['id', sql<number>`length(record_json)`.as('size')])
    .where('state', '=', 'waiting')
    .where('id', '>', after)
    .where(isChosen(choice))
    .orderBy('id')
    .limit(PAGE_LETTERS + 1)
    .execute();
  const ids = pageOf(sizes);
  if (ids.length === 0) return { letters: [], next: null };
  const rows = await database
    .selectFrom('dead_letters')
    .select(['id', 'run_id', 'record_json'])
    // One that was discarded a moment ago has no record any more.
    .where('state', '=', 'waiting')
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return {
    letters: rows.map(({ id, run_id, record_json }) => ({
      letterId: id,
      runId: run_id,
      record: JSON.parse(record_json),
    })),
    next: ids.length < sizes.length ? (ids.at(-1) ?? null) : null,
  };
}
