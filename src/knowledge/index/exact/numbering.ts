import type { Chunk } from '../search-index.ts';
import { createLists, type ListsParts, longer } from './lists.ts';
import { createStrings, type StringsParts } from './strings.ts';

/** Nothing: no ticket, no slot. */
export const NONE = -1;

/**
 * The numbers by which everything in memory is known: of tickets, and of chunks, whose numbers are called slots. A ticket
 * keeps its number for good; slots are used again. The slots of a ticket form a chain in the order of its chunks.
 */
export interface Numbering {
  /** One more than the highest number in use so far. */
  readonly ticketEnd: number;
  readonly slotEnd: number;
  /** By ticket: its first slot or `NONE`. */
  readonly first: Int32Array;
  /** By slot: the ticket's next slot or `NONE`, the ticket, 1 for a summary, the number of the access. */
  readonly next: Int32Array;
  readonly tickets: Uint32Array;
  readonly summaries: Uint8Array;
  readonly accesses: Uint32Array;
  /** By block of 32 slots, which are of one kind: 1 for summaries. */
  readonly kinds: Uint8Array;
  /** The number of a ticket, or `NONE`. */
  find(ticketId: string): number;
  ticketId(ticket: number): string;
  /** Whether a ticket's id stands before another's. */
  isBefore(ticket: number, other: number): boolean;
  chunkId(slot: number): string;
  ticketIds(): Iterable<string>;
  /** Gives a ticket that has no number a number, and its chunks slots. */
  add(ticketId: string, chunks: readonly NumberedChunk[]): number;
  /** Takes a ticket's number away. Returns its slots, which nobody gets before they are freed. */
  remove(ticket: number): number[];
  free(slots: readonly number[]): void;
  size(): { tickets: number; chunks: number };
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): NumberingParts;
}

/** All of a numbering in bulk: what is by ticket is equally long, and what is by slot. */
export interface NumberingParts {
  readonly ids: StringsParts;
  readonly present: Uint8Array<ArrayBuffer>;
  readonly first: Int32Array<ArrayBuffer>;
  readonly next: Int32Array<ArrayBuffer>;
  readonly tickets: Uint32Array<ArrayBuffer>;
  readonly summaries: Uint8Array<ArrayBuffer>;
  readonly accesses: Uint32Array<ArrayBuffer>;
  /** UTF-8. */
  readonly chunkIds: ListsParts<Uint8Array<ArrayBuffer>>;
  readonly freePassages: Uint32Array<ArrayBuffer>;
  readonly freeSummaries: Uint32Array<ArrayBuffer>;
}

export interface NumberedChunk extends Pick<Chunk, 'id' | 'kind'> {
  /** The number of its access. */
  readonly access: number;
}

/** Vectors are scanned so many slots at a time, and summaries apart from passages: each block is for one kind. */
const BLOCK = 32;
const FIRST = 1024;
const GROWTH = 1.5;

/** @param from what it held before, which belongs to it from then on. */
export function createNumbering(from?: NumberingParts): Numbering {
  const ids = createStrings(from?.ids);
  const chunkIds = createLists(new Uint8Array(0), from?.chunkIds);
  const freeSlots: [passages: number[], summaries: number[]] = [
    [...(from?.freePassages ?? [])],
    [...(from?.freeSummaries ?? [])],
  ];
  /** By ticket: 1 while it is there. */
  let present = from?.present ?? new Uint8Array(FIRST);
  let tickets = 0;
  let chunks = 0;

  const table = {
    ticketEnd: from?.first.length ?? 0,
    slotEnd: from?.next.length ?? 0,
    first: from?.first ?? new Int32Array(FIRST),
    next: from?.next ?? new Int32Array(FIRST),
    tickets: from?.tickets ?? new Uint32Array(FIRST),
    summaries: from?.summaries ?? new Uint8Array(FIRST),
    accesses: from?.accesses ?? new Uint32Array(FIRST),
    kinds: kindsOf(from?.summaries ?? new Uint8Array(FIRST)),
    find,
    ticketId: ids.get,
    isBefore: ids.isBefore,
    chunkId,
    *ticketIds() {
      for (let ticket = 0; ticket < table.ticketEnd; ticket += 1)
        if (present[ticket] === 1) yield ids.get(ticket);
    },
    add,
    remove,
    free,
    size: () => ({ tickets, chunks }),
    bytes: () =>
      [present, table.first, table.next, table.tickets, table.summaries, table.accesses, table.kinds].reduce(
        (sum, { byteLength }) => sum + byteLength,
        ids.bytes() + chunkIds.bytes(),
      ),
    parts: (): NumberingParts => ({
      ids: ids.parts(),
      present: present.subarray(0, table.ticketEnd),
      first: table.first.subarray(0, table.ticketEnd),
      next: table.next.subarray(0, table.slotEnd),
      tickets: table.tickets.subarray(0, table.slotEnd),
      summaries: table.summaries.subarray(0, table.slotEnd),
      accesses: table.accesses.subarray(0, table.slotEnd),
      chunkIds: chunkIds.parts(),
      freePassages: Uint32Array.from(freeSlots[0]),
      freeSummaries: Uint32Array.from(freeSlots[1]),
    }),
  };

  for (let ticket = 0; ticket < table.ticketEnd; ticket += 1) {
    if (present[ticket] === 0) continue;
    tickets += 1;
    for (let slot = table.first[ticket]!; slot !== NONE; slot = table.next[slot]!) chunks += 1;
  }

  function find(ticketId: string): number {
    const ticket = ids.find(ticketId);
    return ticket >= 0 && present[ticket] === 1 ? ticket : NONE;
  }

  function chunkId(slot: number): string {
    return Buffer.from(chunkIds.cells().subarray(chunkIds.start(slot), chunkIds.end(slot))).toString();
  }

  function takeSlot(kind: 0 | 1): number {
    const list = freeSlots[kind];
    if (list.length === 0) {
      const start = table.slotEnd;
      table.slotEnd += BLOCK;
      if (table.slotEnd > table.next.length) {
        const room = more(table.slotEnd);
        table.next = longer(table.next, room);
        table.tickets = longer(table.tickets, room);
        table.summaries = longer(table.summaries, room);
        table.accesses = longer(table.accesses, room);
        table.kinds = longer(table.kinds, Math.ceil(room / BLOCK));
      }
      table.summaries.fill(kind, start, table.slotEnd);
      table.kinds[start / BLOCK] = kind;
      for (let slot = table.slotEnd - 1; slot >= start; slot -= 1) list.push(slot);
    }
    return list.pop() as number;
  }

  function add(ticketId: string, pieces: readonly NumberedChunk[]): number {
    const ticket = ids.enter(ticketId);
    table.ticketEnd = ids.size();
    if (ticket >= present.length) {
      present = longer(present, more(ticket));
      table.first = longer(table.first, more(ticket));
    }
    let following = NONE;
    for (const { id, kind, access } of pieces.toReversed()) {
      const slot = takeSlot(kind === 'summary' ? 1 : 0);
      table.next[slot] = following;
      table.tickets[slot] = ticket;
      table.accesses[slot] = access;
      const bytes = Buffer.from(id);
      chunkIds.appendAll(slot, bytes, bytes.length);
      following = slot;
    }
    present[ticket] = 1;
    table.first[ticket] = following;
    tickets += 1;
    chunks += pieces.length;
    return ticket;
  }

  function remove(ticket: number): number[] {
    const slots: number[] = [];
    for (let slot = table.first[ticket]!; slot !== NONE; slot = table.next[slot]!) slots.push(slot);
    for (const slot of slots) chunkIds.shorten(slot, 0);
    present[ticket] = 0;
    table.first[ticket] = NONE;
    tickets -= 1;
    chunks -= slots.length;
    return slots;
  }

  function free(slots: readonly number[]): void {
    for (const slot of slots) freeSlots[table.summaries[slot] as 0 | 1].push(slot);
  }

  return table;
}

function kindsOf(summaries: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: Math.ceil(summaries.length / BLOCK) },
    (_, block) => summaries[block * BLOCK]!,
  );
}

function more(length: number): number {
  return Math.ceil((length + 1) * GROWTH);
}
