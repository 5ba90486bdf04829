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
}

export interface NumberedChunk extends Pick<Chunk, 'id' | 'kind'> {
  /** The number of its access. */
  readonly access: number;
}

/** Vectors are scanned so many slots at a time, and summaries apart from passages: each block is for one kind. */
const BLOCK = 32;
const FIRST = 1024;
const GROWTH = 1.5;

export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  const freeTickets: number[] = [];
  const freeSlots: [passages: number[], summaries: number[]] = [[], []];
  const ids: string[] = [];
  const chunkIds: string[] = [];
  let chunks = 0;

  const table = {
    ticketEnd: 0,
    slotEnd: 0,
    ids,
    first: new Int32Array(FIRST),
    next: new Int32Array(FIRST),
    tickets: new Uint32Array(FIRST),
    summaries: new Uint8Array(FIRST),
    accesses: new Uint32Array(FIRST),
    chunkIds,
    find: (ticketId: string) => numbers.get(ticketId) ?? NONE,
    add,
    remove,
    free,
    size: () => ({ tickets: numbers.size, chunks }),
  };

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
