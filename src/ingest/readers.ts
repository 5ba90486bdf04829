import type { RawRecord } from '../domain/index.ts';
import { erasedSince } from './erasure/erased-since.ts';
import type { ErasurePlan } from './erasure/request.ts';
import { type Moment, thisMoment } from './moment.ts';

/**
 * Somebody who asks a source that changes meanwhile, and hands over later what it said then: a sync, or a fetch because
 * of webhooks. Between the question and the turn of its records others can bring newer states, and an erasure can be done.
 */
export interface Reader {
  /** The records without what was erased since the source was asked for them. */
  present(records: readonly RawRecord[], asked: Moment): readonly RawRecord[];
  /** Whether somebody who asked later has handed over this ticket already. */
  isOvertaken(ticketId: string, asked: Moment): boolean;
  /** Says that nothing more comes. */
  close(): void;
}

/** Everybody who reads at present. Nothing of this outlives the process: neither does what is on its way. */
export interface Readers {
  open(): Reader;
  /** Notes for all but one that tickets were handed over, as they were when the source was asked. */
  handedOver(ticketIds: readonly string[], asked: Moment, by: Reader): void;
  /** Notes for all that something is erased from now on. */
  erased(plan: ErasurePlan): void;
}

interface Note {
  readonly others: Map<string, Moment>;
  readonly erasures: { readonly at: Moment; readonly plan: ErasurePlan }[];
}

export function createReaders(): Readers {
  const notes = new Map<Reader, Note>();
  return {
    open() {
      const note: Note = { others: new Map(), erasures: [] };
      const reader: Reader = {
        present: (records, asked) =>
          note.erasures
            .filter(({ at }) => at > asked)
            .reduce((left, { plan }) => erasedSince(plan, left), records),
        isOvertaken: (ticketId, asked) => (note.others.get(ticketId) ?? 0) > asked,
        close: () => void notes.delete(reader),
      };
      notes.set(reader, note);
      return reader;
    },
    handedOver(ticketIds, asked, by) {
      for (const [reader, { others }] of notes) {
        if (reader === by) continue;
        for (const id of ticketIds) others.set(id, Math.max(asked, others.get(id) ?? 0));
      }
    },
    erased(plan) {
      const at = thisMoment();
      for (const { erasures } of notes.values()) erasures.push({ at, plan });
    },
  };
}
