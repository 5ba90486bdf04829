import type { Chunk } from '../search-index.ts';
import { longer } from './lexical/lists.ts';

/** Nothing: no ticket, no slot. */
export const NONE = -1;

/**
 * The numbers by which everything in memory is known: of tickets, and of chunks, whose numbers are called slots. Both
 * are used again. The slots of a ticket form a chain in the order of its chunks.
 */
export interface Numbering {
  /** One more than the highest number in use so far. */
  readonly ticketEnd: number;
  readonly slotEnd: number;
  /** By ticket: its id, and its first slot or `NONE`. */
  readonly ids: readonly string[];
  readonly first: Int32Array;
  /** By slot: the ticket's next slot or `NONE`, the ticket, 1 for a summary, the number of the access, the chunk's id. */
  readonly next: Int32Array;
  readonly tickets: Uint32Array;
  readonly summaries: Uint8Array;
  readonly accesses: Uint32Array;
  readonly chunkIds: readonly string[];
  /** The number of a ticket, or `NONE`. */
  find(ticketId: string): number;
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

/** All of a numbering in bulk; `next`, `tickets`, `summaries`, `accesses` and `chunkIds` are equally long. */
export interface NumberingParts {
  readonly ids: string[];
  readonly first: Int32Array<ArrayBuffer>;
  readonly next: Int32Array<ArrayBuffer>;
  readonly tickets: Uint32Array<ArrayBuffer>;
  readonly summaries: Uint8Array<ArrayBuffer>;
  readonly accesses: Uint32Array<ArrayBuffer>;
  readonly chunkIds: string[];
  readonly freeTickets: Uint32Array<ArrayBuffer>;
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
/** What holds a string besides its letters, and a row of the map: about as much as V8 uses. */
const BYTES_PER_STRING = 16 + 8;
const BYTES_PER_ROW = 40;

/** @param from what it held before, which belongs to it from then on. */
export function createNumbering(from?: NumberingParts): Numbering {
  const numbers = new Map<string, number>();
  const freeTickets = [...(from?.freeTickets ?? [])];
  const freeSlots: [passages: number[], summaries: number[]] = [
    [...(from?.freePassages ?? [])],
    [...(from?.freeSummaries ?? [])],
  ];
  const ids = from?.ids ?? [];
  const chunkIds = from?.chunkIds ?? [];
  let chunks = 0;

  const table = {
    ticketEnd: from?.first.length ?? 0,
    slotEnd: from?.next.length ?? 0,
    ids,
    first: from?.first ?? new Int32Array(FIRST),
    next: from?.next ?? new Int32Array(FIRST),
    tickets: from?.tickets ?? new Uint32Array(FIRST),
    summaries: from?.summaries ?? new Uint8Array(FIRST),
    accesses: from?.accesses ?? new Uint32Array(FIRST),
    chunkIds,
    find: (ticketId: string) => numbers.get(ticketId) ?? NONE,
    add,
    remove,
    free,
    size: () => ({ tickets: numbers.size, chunks }),
    bytes: () =>
      [table.first, table.next, table.tickets, table.summaries, table.accesses].reduce(
        (sum, { byteLength }) => sum + byteLength,
        0,
      ) +
      BYTES_PER_ROW * ids.length +
      [...ids, ...chunkIds].reduce((sum, id) => sum + (id ?? '').length + BYTES_PER_STRING, 0),
    parts: (): NumberingParts => ({
      ids,
      first: table.first.subarray(0, table.ticketEnd),
      next: table.next.subarray(0, table.slotEnd),
      tickets: table.tickets.subarray(0, table.slotEnd),
      summaries: table.summaries.subarray(0, table.slotEnd),
      accesses: table.accesses.subarray(0, table.slotEnd),
      chunkIds,
      freeTickets: Uint32Array.from(freeTickets),
      freePassages: Uint32Array.from(freeSlots[0]),
      freeSummaries: Uint32Array.from(freeSlots[1]),
    }),
  };

  for (let ticket = 0; ticket < table.ticketEnd; ticket += 1) {
    if (ids[ticket] === '') continue;
    numbers.set(ids[ticket]!, ticket);
    for (let slot = table.first[ticket]!; slot !== NONE; slot = table.next[slot]!) chunks += 1;
  }

  function takeTicket(): number {
    const freed = freeTickets.pop();
    if (freed !== undefined) return freed;
    if (table.ticketEnd === table.first.length) table.first = longer(table.first, more(table.ticketEnd));
    return table.ticketEnd++;
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
      }
      table.summaries.fill(kind, start, table.slotEnd);
      for (let slot = table.slotEnd - 1; slot >= start; slot -= 1) list.push(slot);
    }
    return list.pop() as number;
  }

  function add(ticketId: string, pieces: readonly NumberedChunk[]): number {
    const ticket = takeTicket();
    numbers.set(ticketId, ticket);
    ids[ticket] = ticketId;
    let following = NONE;
    for (const { id, kind, access } of pieces.toReversed()) {
      const slot = takeSlot(kind === 'summary' ? 1 : 0);
      table.next[slot] = following;
      table.tickets[slot] = ticket;
      table.accesses[slot] = access;
      chunkIds[slot] = id;
      following = slot;
    }
    table.first[ticket] = following;
    chunks += pieces.length;
    return ticket;
  }

  function remove(ticket: number): number[] {
    const slots: number[] = [];
    for (let slot = table.first[ticket]!; slot !== NONE; slot = table.next[slot]!) slots.push(slot);
    for (const slot of slots) chunkIds[slot] = '';
    numbers.delete(ids[ticket]!);
    ids[ticket] = '';
    table.first[ticket] = NONE;
    freeTickets.push(ticket);
    chunks -= slots.length;
    return slots;
  }

  function free(slots: readonly number[]): void {
    for (const slot of slots) freeSlots[table.summaries[slot] as 0 | 1].push(slot);
  }

  return table;
}

function more(length: number): number {
  return Math.ceil((length + 1) * GROWTH);
}
