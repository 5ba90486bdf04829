import { sql, type Transaction } from 'kysely';
import type { RawRecord, RecordSource } from '../../domain/index.ts';
import type { Database, Schema } from '../../platform/database/index.ts';
import { letterDigest } from '../dead-letters/keep.ts';
import { PAGE_LETTERS, pageOf } from '../dead-letters/page.ts';
import type { Eraser } from './eraser.ts';

interface StoredLetter {
  readonly id: number;
  readonly source: RecordSource;
  /** Null once a person has discarded it. */
  readonly record: RawRecord | null;
  readonly digest: string;
  readonly externalId: string | null;
  readonly key: string | null;
  readonly place: string | null;
  readonly path: string;
  readonly reason: string;
}

/** All dead letters, oldest first, also those that were discarded. */
export async function* deadLetters(database: Database): AsyncGenerator<StoredLetter> {
  for (let after = 0; ; ) {
    const letters = database.selectFrom('dead_letters').orderBy('id');
    const sizes = await letters
      .select(['id', sql<number>`length(record_json)`.as('size')])
      .where('id', '>', after)
      .limit(PAGE_LETTERS)
      .execute();
    const ids = pageOf(sizes);
    const last = ids.at(-1);
    if (last === undefined) return;
    const rows = await letters
      .select([
        'id',
        'source',
        'record_json',
        'digest',
        'external_id',
        'ticket_key',
        'place',
        'path',
        'reason',
      ])
      .where('id', 'in', ids)
      .execute();
    for (const { source, record_json, external_id, ticket_key, ...row } of rows)
      yield {
        ...row,
        // What we wrote ourselves.
        source: source as RecordSource,
        record: JSON.parse(record_json),
        externalId: external_id,
        key: ticket_key,
      };
    after = last;
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
    // Two that differed in what is erased alone are one now.
    if (!rest || (await hasTwin(tx, rest))) {
      await tx.deleteFrom('dead_letters').where('id', '=', letter.id).execute();
      gone += 1;
    } else {
      const { record, digest, key, place, path, reason } = rest;
      await tx
        .updateTable('dead_letters')
        .set({ record_json: JSON.stringify(record), digest, ticket_key: key, place, path, reason })
        .where('id', '=', letter.id)
        .execute();
    }
  }
  return gone;
}

/** A letter without what is to be erased; the same one where there is nothing, null where all of it is to go. */
function erased(letter: StoredLetter, eraser: Eraser): StoredLetter | null {
  const { record, digest, key, place, path, reason } = letter;
  if (eraser.takes(letter, key)) return null;
  const rest = record && erasedRecord(record, eraser);
  if (record && !rest) return null;
  const text = <T extends string | null>(told: T) => (told === null ? told : eraser.eraseFromText(told));
  const fresh: StoredLetter = {
    ...letter,
    record: rest,
    digest: rest && rest !== record ? letterDigest(rest) : digest,
    key: text(key),
    place: text(place),
    path: eraser.eraseFromText(path),
    reason: eraser.eraseFromText(reason),
  };
  const parts = Object.keys(fresh) as (keyof StoredLetter)[];
  return parts.every((part) => fresh[part] === letter[part]) ? letter : fresh;
}

/** The place and the fault of a record are told to people as well. */
export function erasedRecord(record: RawRecord, eraser: Eraser): RawRecord | null {
  const rest = eraser.erase(record);
  if (!rest) return null;
  const { place, fault } = rest;
  const told = {
    ...(place === undefined ? {} : { place: eraser.eraseFromText(place) }),
    ...(fault === undefined ? {} : { fault: { ...fault, reason: eraser.eraseFromText(fault.reason) } }),
  };
  return told.place === place && told.fault?.reason === fault?.reason ? rest : { ...rest, ...told };
}

async function hasTwin(tx: Transaction<Schema>, { id, source, digest }: StoredLetter): Promise<boolean> {
  const twin = await tx
    .selectFrom('dead_letters')
    .select('id')
    .where('source', '=', source)
    .where('digest', '=', digest)
    .where('id', '<>', id)
    .executeTakeFirst();
  return twin !== undefined;
}
