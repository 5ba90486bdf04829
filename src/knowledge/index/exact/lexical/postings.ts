import { createLists, type Lists, type ListsParts, longer } from '../lists.ts';
import { PLACE_BYTES, type Place, type PlaceCursor, readPlace, skipPlaces, writePlace } from './places.ts';
import type { Slots } from './slots.ts';

/** A slot and a count share 32 bits: 4 million slots, and counts that end at 1,023. */
const COUNT_BITS = 10;
export const MOST_SLOTS = 2 ** (32 - COUNT_BITS);
export const MOST_COUNT = 2 ** COUNT_BITS - 1;

export const entryOf = (slot: number, count: number) =>
  ((slot << COUNT_BITS) | Math.min(count, MOST_COUNT)) >>> 0;
export const slotOf = (entry: number) => entry >>> COUNT_BITS;
export const countOf = (entry: number) => entry & MOST_COUNT;

/** Entries that lie from a start to an end in some cells. */
export interface Entries {
  readonly cells: Uint32Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Which texts hold which terms, how often and where: for each term a list of entries, each a slot and a count, and a
 * list of as many places. Entries of a ticket follow each other. Those of removed texts stay until `clear` comes by.
 */
export interface Postings {
  /** The places of a term in a text, in order. */
  append(term: number, slot: number, places: readonly Place[]): void;
  entries(term: number): Entries;
  /** Goes through the entries of a term; those that `wanted` says no to are passed over. */
  eachPlace(
    term: number,
    wanted: (slot: number) => boolean,
    visit: (slot: number, place: Place) => void,
  ): void;
  /** How many tickets hold a term. */
  ticketsWith(term: number): number;
  /** Takes out of a term's lists what belongs to removed texts. */
  clear(term: number): void;
  bytes(): { entries: number; places: number };
  /** Everything as it lies there, good until the next change. */
  parts(): PostingsParts;
}

export interface PostingsParts {
  readonly entries: ListsParts<Uint32Array<ArrayBuffer>>;
  readonly places: ListsParts<Uint8Array<ArrayBuffer>>;
  /** By term: how many tickets held it when it was last cleared, and were added since. */
  readonly tickets: Uint32Array<ArrayBuffer>;
}

const FIRST_TERMS = 1024;
const GROWTH = 1.5;

export function createPostings(slots: Slots, from?: PostingsParts): Postings {
  const lists: Lists<Uint32Array<ArrayBuffer>> = createLists(new Uint32Array(0), from?.entries);
  const places: Lists<Uint8Array<ArrayBuffer>> = createLists(new Uint8Array(0), from?.places);
  let tickets = from?.tickets ?? new Uint32Array(FIRST_TERMS);
  let written = new Uint8Array(PLACE_BYTES);

  const entries = (term: number): Entries => ({
    cells: lists.cells(),
    start: lists.start(term),
    end: lists.end(term),
  });

  /** What is left of the ticket's texts of before counts it already, until it is cleared and all is counted anew. */
  function isNewTicket(term: number, ticket: number): boolean {
    const end = lists.end(term);
    return lists.start(term) === end || slots.ticket(slotOf(lists.cells()[end - 1] as number)) !== ticket;
  }

  return {
    append(term, slot, placesInText) {
      if (term >= tickets.length)
        tickets = longer(tickets, Math.max(term + 1, Math.ceil(tickets.length * GROWTH)));
      if (isNewTicket(term, slots.ticket(slot))) tickets[term] = (tickets[term] as number) + 1;
      const count = Math.min(placesInText.length, MOST_COUNT);
      lists.append(term, entryOf(slot, count));
      if (written.length < count * PLACE_BYTES) written = new Uint8Array(count * PLACE_BYTES);
      let length = 0;
      let before = 0;
      for (let i = 0; i < count; i += 1) {
        const place = placesInText[i] as Place;
        length = writePlace(written, length, place, before);
        before = place.position;
      }
      places.appendAll(term, written, length);
    },
    entries,
    eachPlace(term, wanted, visit) {
      const { cells, start, end } = entries(term);
      const bytes = places.cells();
      const cursor: PlaceCursor = { offset: places.start(term), position: 0, span: 1, form: 0 };
      for (let i = start; i < end; i += 1) {
        const slot = slotOf(cells[i] as number);
        const count = countOf(cells[i] as number);
        if (!wanted(slot)) {
          cursor.offset = skipPlaces(bytes, cursor.offset, count);
          continue;
        }
        cursor.position = 0;
        for (let n = 0; n < count; n += 1) {
          readPlace(bytes, cursor);
          visit(slot, cursor);
        }
      }
    },
    ticketsWith(term) {
      if (slots.removed() === 0) return tickets[term] ?? 0;
      return distinctTickets(entries(term), slots);
    },
    clear(term) {
      const { cells, start, end } = entries(term);
      let i = start;
      while (i < end && slots.isLive(slotOf(cells[i] as number))) i += 1;
      if (i === end) return;
      const bytes = places.cells();
      let kept = start;
      let keptBytes = places.start(term);
      let offset = keptBytes;
      // Entries that stay and follow each other are moved together.
      for (i = start; i < end; ) {
        const from = i;
        const fromByte = offset;
        for (; i < end && slots.isLive(slotOf(cells[i] as number)); i += 1)
          offset = skipPlaces(bytes, offset, countOf(cells[i] as number));
        cells.copyWithin(kept, from, i);
        bytes.copyWithin(keptBytes, fromByte, offset);
        kept += i - from;
        keptBytes += offset - fromByte;
        for (; i < end && !slots.isLive(slotOf(cells[i] as number)); i += 1)
          offset = skipPlaces(bytes, offset, countOf(cells[i] as number));
      }
      lists.shorten(term, kept - start);
      places.shorten(term, keptBytes - places.start(term));
      tickets[term] = distinctTickets(entries(term), slots);
    },
    bytes: () => ({ entries: lists.bytes() + tickets.byteLength, places: places.bytes() }),
    parts: () => ({ entries: lists.parts(), places: places.parts(), tickets }),
  };
}

function distinctTickets({ cells, start, end }: Entries, slots: Slots): number {
  let count = 0;
  let last = -1;
  for (let i = start; i < end; i += 1) {
    const slot = slotOf(cells[i] as number);
    if (!slots.isLive(slot)) continue;
    const ticket = slots.ticket(slot);
    if (ticket !== last) count += 1;
    last = ticket;
  }
  return count;
}
