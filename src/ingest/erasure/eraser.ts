import type { RawRecord } from '../../domain/index.ts';
import { forgetPerson } from './forget-person.ts';
import { forgetTickets } from './forget-tickets.ts';
import type { ErasurePlan } from './request.ts';

/** Takes out of a record what is to be erased. */
export interface Eraser {
  /** A quick look at a record's body as JSON text: false only where there is nothing to erase. */
  mayConcern(bodyBytes: Buffer, externalId: string | null): boolean;
  /** The record without it; the same one where there is nothing; null where all of it is to go. */
  erase(record: RawRecord): RawRecord | null;
  /** What people are told about a record, without it. */
  eraseFromText(text: string): string;
}

export function eraserOf({
  person,
  ticketIds,
  keys,
}: Pick<ErasurePlan, 'person' | 'ticketIds' | 'keys'>): Eraser {
  return person ? forgetPerson(person) : forgetTickets(new Set(ticketIds), new Set(keys));
}
