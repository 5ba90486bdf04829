import type { Transaction } from 'kysely';
import type { RawRecord } from '../../domain/index.ts';
import type { Database, Schema } from '../../platform/database/index.ts';
import { letterDigest } from '../dead-letters/keep.ts';
import type { Eraser } from './eraser.ts';

interface StoredLetter {
  readonly id: number;
  readonly record: RawRecord;
  readonly path: string;
  readonly reason: string;
}

/** Read at a time: a letter may be megabytes. */
const PAGE = 20;

/** All dead letters, oldest first. */
export async function* deadLetters(database: Database): AsyncGenerator<StoredLetter> {
  for (let after = 0; ; ) {
    const rows = await database
      .selectFrom('dead_letters')
      .select(['id', 'record_json', 'path', 'reason'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { record_json, ...row } of rows) yield { ...row, record: JSON.parse(record_json) };
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** How many dead letters hold something to erase. */
export async function countLetters(database: Database, eraser: Eraser): Promise<number> {
  let count = 0;
  for await (const letter of deadLetters(database)) if (erased(letter, eraser) !== letter) count += 1;
  return count;
}

/** Erases within dead letters; returns how many of them went as a whole. */
export async function eraseInLetters(tx: Transaction<Schema>, eraser: Eraser): Promise<number> {
  let gone = 0;
  for await (const letter of deadLetters(tx)) {
    const rest = erased(letter, eraser);
    if (rest === letter) continue;
    const digest = rest && letterDigest(rest.record);
    // Two that differed in what is erased alone are one now.
    const same = digest && (await otherWith(tx, letter, digest));
    if (!rest || !digest || same) {
      await tx.deleteFrom('dead_letters').where('id', '=', letter.id).execute();
      gone += 1;
    } else {
      const { record, path, reason } = rest;
      await tx
        .updateTable('dead_letters')
        .set({ record_json: JSON.stringify(record), digest, path, reason })
        .where('id', '=', letter.id)
        .execute();
    }
  }
  return gone;
}

function erased(letter: StoredLetter, eraser: Eraser): StoredLetter | null {
  const record = eraser.erase(letter.record);
  if (!record) return null;
  const [path, reason] = [eraser.eraseFromText(letter.path), eraser.eraseFromText(letter.reason)];
  return record === letter.record && path === letter.path && reason === letter.reason
    ? letter
    : { id: letter.id, record, path, reason };
}

async function otherWith(tx: Transaction<Schema>, letter: StoredLetter, digest: string): Promise<boolean> {
  const other = await tx
    .selectFrom('dead_letters')
    .select('id')
    .where('source', '=', letter.record.source)
    .where('digest', '=', digest)
    .where('id', '<>', letter.id)
    .executeTakeFirst();
  return other !== undefined;
}
