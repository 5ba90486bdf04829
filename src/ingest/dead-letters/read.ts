import type { Selectable } from 'kysely';
import { CasebookError, type RawRecord } from '../../domain/index.ts';
import type { Database, Schema } from '../../platform/database/index.ts';
import { isChosen, type LetterChoice } from './choose.ts';
import type { LetterHead, LetterState } from './letter.ts';

export interface LetterPage {
  readonly total: number;
  /** All that were asked for, counted by rule, most first, each with the reason of one of them. */
  readonly rules: readonly { readonly rule: string; readonly letters: number; readonly example: string }[];
  /** A page of them, oldest first. */
  readonly letters: readonly LetterHead[];
  /** What the next page begins after; null where this is the last. */
  readonly next: number | null;
}

export interface LetterQuery extends LetterChoice {
  readonly state: LetterState;
  readonly after: number;
  readonly limit: number;
}

const HEAD = [
  'id',
  'state',
  'rule',
  'reason',
  'path',
  'place',
  'ticket_key',
  'external_id',
  'source',
  'run_id',
  'attempts',
  'created_at',
  'tried_at',
] as const;

export async function listLetters(database: Database, query: LetterQuery): Promise<LetterPage> {
  const { state, after, limit } = query;
  const chosen = database.selectFrom('dead_letters').where('state', '=', state).where(isChosen(query));
  const rules = await chosen
    .select(({ fn }) => ['rule', fn.countAll<number>().as('letters'), fn.min('reason').as('example')])
    .groupBy('rule')
    .orderBy('letters', 'desc')
    .orderBy('rule')
    .execute();
  const rows = await chosen
    .select(HEAD)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const letters = rows.slice(0, limit).map(headFrom);
  return {
    total: rules.reduce((sum, each) => sum + each.letters, 0),
    rules,
    letters,
    next: rows.length > limit ? (letters.at(-1)?.id ?? null) : null,
  };
}

/**
 * A letter with its record; the record is null once a person has discarded it.
 *
 * @throws CasebookError `dead-letter-not-found`.
 */
export async function readLetter(
  database: Database,
  id: number,
): Promise<LetterHead & { record: RawRecord | null }> {
  const row = await database
    .selectFrom('dead_letters')
    .select([...HEAD, 'record_json'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new CasebookError('dead-letter-not-found', `#${id}`);
  return { ...headFrom(row), record: JSON.parse(row.record_json) };
}

/** @throws CasebookError `dead-letter-not-found` where one of the ids is none of a waiting letter. */
export async function refuseUnknown(database: Database, ids: readonly number[]): Promise<void> {
  const rows = await database
    .selectFrom('dead_letters')
    .select('id')
    .where('state', '=', 'waiting')
    .where('id', 'in', ids)
    .execute();
  const waiting = new Set(rows.map(({ id }) => id));
  const unknown = ids.filter((id) => !waiting.has(id)).map((id) => `#${id}`);
  if (unknown.length > 0) throw new CasebookError('dead-letter-not-found', unknown.join(', '));
}

function headFrom(row: Pick<Selectable<Schema['dead_letters']>, (typeof HEAD)[number]>): LetterHead {
  const { ticket_key, external_id, run_id, created_at, tried_at, ...same } = row;
  return {
    ...same,
    key: ticket_key,
    externalId: external_id,
    run: run_id,
    refusedFirst: created_at,
    refusedLast: tried_at,
  };
}
