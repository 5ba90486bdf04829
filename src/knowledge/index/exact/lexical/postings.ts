import { createLists, type Lists, type ListsParts, longer } from './lists.ts';
import { placesReader, writePlace } from './places.ts';
import type { Slots } from './slots.ts';

/** A slot and a count share 32 bits: 4 million slots, and counts that end at 1,023. */
const COUNT_BITS = 10;
export const MOST_SLOTS = 2 ** (32 - COUNT_BITS);
export const MOST_COUNT = 2 ** COUNT_BITS - 1;

export const entryOf = (slot: number, count: number) => ((slot << COUNT_BITS) | Math.min(count, MOST_COUNT)) >>> 0;
export const slotOf = (entry: number) => entry >>> COUNT_BITS;
export const countOf = (entry: number) => entry & MOST_COUNT;

/** Entries that lie from a start to an end in some cells. */
export interface Entries {
  readonly cells: Uint32Array;
  readonly start: number;
  readonly end: number;
}

/** Where a word stands in a text: see `Word` for position and span. */
export interface Place {
  readonly position: number;
  readonly span: number;
  /** Which form of its term the word is. */
  readonly form: number;
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
  eachPlace(term: number, wanted: (slot: number) => boolean, visit: (slot: number, place: Place) => void): void;
  /** How many tickets hold a term. */
  ticketsWith(term: number): number;
  /** Takes out of a term's lists what belongs to removed texts. */
  clear(term: number): void;
  bytes(): { entries: number; places: number };
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

  const entries = (term: number): Entries => ({
    cells: lists.cells(),
    start: lists.start(term),
    end: lists.end(term),
  });

  function isNewTicket(term: number, ticket: number): boolean {
    const { cells, start, end } = entries(term);
    if (start === end) return true;
    const last = slotOf(cells[end - 1] as number);
    return !slots.isLive(last) || slots.ticket(last) !== ticket;
  }

  return {
    append(term, slot, placesInText) {
      if (term >= tickets.length)
        tickets = longer(tickets, Math.max(term + 1, Math.ceil(tickets.length * GROWTH)));
      if (isNewTicket(term, slots.ticket(slot))) tickets[term] = (tickets[term] as number) + 1;
      lists.append(term, entryOf(slot, placesInText.length));
      let before = 0;
      for (const place of placesInText.slice(0, MOST_COUNT)) {
        writePlace(place, before, (byte) => places.append(term, byte));
        before = place.position;
      }
    },
    entries,
    eachPlace(term, wanted, visit) {
      const { cells, start, end } = entries(term);
      const reader = placesReader(places.cells(), places.start(term));
      for (let i = start; i < end; i += 1) {
        const slot = slotOf(cells[i] as number);
        const count = countOf(cells[i] as number);
        if (!wanted(slot)) {
          reader.skip(count);
          continue;
        }
        reader.begin();
        for (let n = 0; n < count; n += 1) {
          reader.next();
          visit(slot, reader);
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
      const reader = placesReader(bytes, places.start(term));
      let kept = start;
      let keptBytes = places.start(term);
      for (i = start; i < end; i += 1) {
        const entry = cells[i] as number;
        const from = reader.offset;
        reader.skip(countOf(entry));
        if (!slots.isLive(slotOf(entry))) continue;
        cells[kept++] = entry;
        bytes.copyWithin(keptBytes, from, reader.offset);
        keptBytes += reader.offset - from;
      }
      lists.shorten(term, kept - start);
      places.shorten(term, keptBytes - places.start(term));
      tickets[term] = distinctTickets(entries(term), slots);
    },
    bytes: () => ({ entries: lists.bytes() + tickets.byteLength, places: places.bytes() }),
    parts: () => ({ entries: lists.parts(), places: places.parts(), tickets: tickets.slice() }),
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
