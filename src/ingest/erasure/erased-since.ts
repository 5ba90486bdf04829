import type { RawRecord } from '../../domain/index.ts';
import { erasedRecord } from './dead-letters.ts';
import { eraserOf } from './eraser-of.ts';
import { type KnownAs, learnFrom } from './known-as.ts';
import type { ErasurePlan } from './request.ts';

/**
 * Records that were on their way while something was erased, as they would be stored now had they come in before: the same
 * pseudonym stands for the same person. What they call a person beside the account goes too, where nothing that was
 * stored had said so.
 */
export function erasedSince(plan: ErasurePlan, records: readonly RawRecord[]): RawRecord[] {
  const eraser = eraserOf({ ...plan, person: plan.person && learntFrom(records, plan.person) });
  return records.flatMap((record) => erasedRecord(record, eraser) ?? []);
}

function learntFrom(
  records: readonly RawRecord[],
  person: NonNullable<ErasurePlan['person']>,
): NonNullable<ErasurePlan['person']> {
  const known: KnownAs = {
    ids: new Set(person.ids),
    names: new Set(person.names),
    addresses: new Set(person.addresses),
  };
  for (const record of records) learnFrom(record, known);
  return { ...person, ids: [...known.ids], names: [...known.names], addresses: [...known.addresses] };
}
