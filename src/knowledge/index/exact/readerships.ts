import type { Asker } from '../../../domain/index.ts';
import type { AccessTable } from './access-table.ts';
import { createLengths, type Lengths } from './lexical/lengths.ts';
import type { Readership } from './lexical/question.ts';
import { longer } from './lists.ts';
import { NONE, type Numbering } from './numbering.ts';
import { createRecent } from './recent.ts';

/**
 * What askers may read, apart from any filter. Those of the last ones are kept, and changed with every ticket that
 * changes.
 */
export interface Readerships {
  /** Null where it is everything. Good until the next change. */
  of(asker: Asker): Readership | null;
  /** After a ticket was numbered and its texts put in. */
  add(ticket: number): void;
  /** After a ticket lost its number and its slots, before these are given to others. */
  remove(slots: readonly number[]): void;
}

/** A byte for each slot: at a million slots 16 MB for all. */
const KEPT = 16;

interface KeptReadership extends Readership {
  texts: Uint8Array<ArrayBuffer>;
  tickets: number;
  readonly readable: Uint8Array;
  readonly lengths: Lengths;
}

/** @param shapes of texts by slot, as the lexical index has them. */
export function createReaderships(
  numbering: Numbering,
  accesses: AccessTable,
  shapes: () => Uint32Array,
): Readerships {
  const kept = createRecent<KeptReadership>(KEPT);

  function create(readable: Uint8Array): KeptReadership {
    const lengths = createLengths();
    const { averages } = lengths;
    const made = { texts: new Uint8Array(numbering.slotEnd), tickets: 0, readable, lengths, averages };
    for (let ticket = 0; ticket < numbering.ticketEnd; ticket += 1) addTo(made, ticket);
    return made;
  }

  function addTo(readership: KeptReadership, ticket: number): void {
    let any = 0;
    for (let slot = numbering.first[ticket]!; slot !== NONE; slot = numbering.next[slot]!) {
      if (readership.readable[numbering.accesses[slot]!] !== 1) continue;
      readership.texts[slot] = 1;
      readership.lengths.add(shapes()[slot]!);
      any = 1;
    }
    readership.tickets += any;
  }

  function grow(readership: KeptReadership): void {
    if (readership.texts.length < numbering.slotEnd)
      readership.texts = longer(readership.texts, numbering.next.length);
  }

  return {
    of(asker) {
      if (asker.kind === 'operator') return null;
      const readable = accesses.readableBy(asker);
      if (readable.every((may) => may === 1)) return null;
      const readership = kept.get(readable.join(''), () => create(readable));
      grow(readership);
      return readership;
    },
    add(ticket) {
      for (const readership of kept.values()) {
        grow(readership);
        addTo(readership, ticket);
      }
    },
    remove(slots) {
      for (const readership of kept.values()) {
        let any = 0;
        for (const slot of slots) {
          if (readership.texts[slot] !== 1) continue;
          readership.texts[slot] = 0;
          readership.lengths.remove(shapes()[slot]!);
          any = 1;
        }
        readership.tickets -= any;
      }
    },
  };
}
