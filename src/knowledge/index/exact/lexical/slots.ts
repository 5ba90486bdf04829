import type { ChunkKind } from '../../search-index.ts';
import { longer } from '../lists.ts';
import { createLengths, shapeOf } from './lengths.ts';

/**
 * What is known of texts by slot, and of all of them together. A slot is live from `put` to `remove`, and taken until
 * `release`.
 */
export interface Slots {
  /** Of whatever texts are put next. */
  countTicket(): void;
  /**
   * A text of a ticket. The ticket's number is a small one that no other ticket has.
   */
  put(slot: number, ticket: number, kind: ChunkKind, length: number): void;
  /** All texts of a ticket; not none. */
  remove(slots: readonly number[]): void;
  isLive(slot: number): boolean;
  /** How many tickets have live texts. */
  ticketCount(): number;
  ticket(slot: number): number;
  /** Length and class in one number (see `shapeOf`), by slot. Lengths count words and parts of words. */
  shapes(): Uint32Array;
  /** Another number after every change of a shape. */
  changes(): number;
  /** One more than the greatest shape there ever was. */
  shapeEnd(): number;
  /** The mean length of all texts by class; 0 where there is none. */
  averages(): readonly number[];
  /** One more than the highest slot that was ever used, and the highest number of a ticket. */
  end(): number;
  ticketEnd(): number;
  /** How many slots are removed, but not released. */
  removed(): number;
  /** Marks what is removed by now for release. */
  closeRound(): void;
  /** Frees what was marked. */
  release(): number[];
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): SlotsParts;
}

export interface SlotsParts {
  readonly shapes: Uint32Array<ArrayBuffer>;
  readonly tickets: Uint32Array<ArrayBuffer>;
  readonly states: Uint8Array<ArrayBuffer>;
}

const FREE = 0;
const LIVE = 1;
const REMOVED = 2;
const MARKED = 3;

const FIRST_SLOTS = 1024;
const GROWTH = 1.5;

export function createSlots(from?: SlotsParts): Slots {
  let shapes = from?.shapes ?? new Uint32Array(FIRST_SLOTS);
  let tickets = from?.tickets ?? new Uint32Array(FIRST_SLOTS);
  let states = from?.states ?? new Uint8Array(FIRST_SLOTS);
  let end = from?.states.length ?? 0;
  let removed = 0;
  const lengths = createLengths();
  let ticketCount = 0;
  let ticketEnd = 0;
  let shapeEnd = 0;
  let changes = 0;
  for (let slot = 0; slot < end; slot += 1) {
    ticketEnd = Math.max(ticketEnd, (tickets[slot] as number) + 1);
    shapeEnd = Math.max(shapeEnd, (shapes[slot] as number) + 1);
  }
  const known = new Uint8Array(ticketEnd);
  for (let slot = 0; slot < end; slot += 1) {
    if (states[slot] === LIVE) {
      lengths.add(shapes[slot] as number);
      ticketCount += 1 - (known[tickets[slot] as number] as number);
      known[tickets[slot] as number] = 1;
    } else if (states[slot] !== FREE) removed += 1;
  }

  return {
    countTicket() {
      ticketCount += 1;
    },
    put(slot, ticket, kind, length) {
      if (slot >= states.length) {
        const capacity = Math.max(slot + 1, Math.ceil(states.length * GROWTH));
        shapes = longer(shapes, capacity);
        tickets = longer(tickets, capacity);
        states = longer(states, capacity);
      }
      end = Math.max(end, slot + 1);
      ticketEnd = Math.max(ticketEnd, ticket + 1);
      tickets[slot] = ticket;
      states[slot] = LIVE;
      shapes[slot] = shapeOf(length, kind);
      changes += 1;
      shapeEnd = Math.max(shapeEnd, (shapes[slot] as number) + 1);
      lengths.add(shapes[slot] as number);
    },
    remove(slots) {
      for (const slot of slots) {
        states[slot] = REMOVED;
        lengths.remove(shapes[slot] as number);
      }
      removed += slots.length;
      ticketCount -= 1;
    },
    isLive: (slot) => states[slot] === LIVE,
    ticketCount: () => ticketCount,
    ticket: (slot) => tickets[slot] as number,
    shapes: () => shapes,
    changes: () => changes,
    shapeEnd: () => shapeEnd,
    averages: lengths.averages,
    end: () => end,
    ticketEnd: () => ticketEnd,
    removed: () => removed,
    closeRound() {
      for (let slot = 0; slot < end; slot += 1) if (states[slot] === REMOVED) states[slot] = MARKED;
    },
    release() {
      const freed: number[] = [];
      for (let slot = 0; slot < end; slot += 1) {
        if (states[slot] !== MARKED) continue;
        states[slot] = FREE;
        freed.push(slot);
      }
      removed -= freed.length;
      return freed;
    },
    bytes: () => shapes.byteLength + tickets.byteLength + states.byteLength,
    parts: () => ({
      shapes: shapes.subarray(0, end),
      tickets: tickets.subarray(0, end),
      states: states.subarray(0, end),
    }),
  };
}
