import type { Asker } from '../../../domain/index.ts';
import { isTermField } from '../conditions.ts';
import type { IndexQuery, SearchFilter, TermField } from '../search-index.ts';
import type { AccessTable } from './access-table.ts';
import { type Bits, bitsFor, drop, eachBit, has, put, retain } from './bits.ts';
import type { Columns } from './columns.ts';
import { longer } from './lists.ts';
import { NONE, type Numbering } from './numbering.ts';
import { createRecent } from './recent.ts';

/** What a query may look at: the tickets that meet its filter, of which the asker may read a chunk, and these chunks. */
export interface Scope {
  /** Tickets that meet all. */
  readonly inside: Bits;
  /** Tickets that meet all but what was chosen of one facet, by its field. */
  readonly beside: ReadonlyMap<TermField, Bits>;
  /** 1 by slot, for all these tickets. */
  readonly allowed: Uint8Array;
  /** The same slots, by the kind of their chunk. */
  readonly passages: Bits;
  readonly summaries: Bits;
}

/**
 * Scopes of queries. Those of the last ones are kept, and changed with every ticket that changes: asking the same again
 * costs nothing, however much is written in between.
 */
export interface Scopes {
  /** Good until the next change. */
  of(query: Pick<IndexQuery, 'asker' | 'filter' | 'chosen'>): Scope;
  /** After a ticket was numbered and its fields put in. */
  add(ticket: number): void;
  /** After a ticket lost its number and its slots. */
  remove(ticket: number, slots: readonly number[]): void;
}

/** A byte and two bits for each slot: at a million slots some 20 MB for all. */
const KEPT = 16;

interface KeptScope extends Scope {
  add(ticket: number): void;
  remove(ticket: number, slots: readonly number[]): void;
  /** Makes room for what was numbered since. */
  grow(): void;
}

export function createScopes(numbering: Numbering, columns: Columns, accesses: AccessTable): Scopes {
  const kept = createRecent<KeptScope>(KEPT);

  function keyOf(filter: SearchFilter, chosen: SearchFilter, asker: Asker, readable: Uint8Array): string {
    const who = asker.kind === 'user' ? readable.join('') : asker.kind;
    return JSON.stringify([filter, chosen, who]);
  }

  return {
    of({ asker, filter, chosen = [] }) {
      const readable = accesses.readableBy(asker);
      const key = keyOf(filter, chosen, asker, readable);
      const isReadable = asker.kind === 'operator' ? () => true : (access: number) => readable[access] === 1;
      const scope = kept.get(key, () => createScope(numbering, columns, isReadable, { filter, chosen }));
      scope.grow();
      return scope;
    },
    add(ticket) {
      for (const scope of kept.values()) scope.add(ticket);
    },
    remove(ticket, slots) {
      for (const scope of kept.values()) scope.remove(ticket, slots);
    },
  };
}

function createScope(
  numbering: Numbering,
  columns: Columns,
  isReadable: (access: number) => boolean,
  { filter, chosen }: { filter: SearchFilter; chosen: SearchFilter },
): KeptScope {
  const demands = filter.map((condition) => columns.tester(condition));
  const choices = chosen.map((condition) => ({ field: condition.field, test: columns.tester(condition) }));
  const beside = new Map<TermField, Bits>();
  for (const { field } of choices) if (isTermField(field)) beside.set(field, bitsFor(numbering.ticketEnd));
  const scope = {
    inside: bitsFor(numbering.ticketEnd),
    beside,
    allowed: new Uint8Array(numbering.slotEnd),
    passages: bitsFor(numbering.slotEnd),
    summaries: bitsFor(numbering.slotEnd),
    add,
    remove,
    grow,
  };

  /** Where a ticket that meets the filter stands to what was chosen. */
  function setFor(ticket: number): Bits | undefined {
    const missed = new Set(choices.filter(({ test }) => !test(ticket)).map(({ field }) => field));
    if (missed.size === 0) return scope.inside;
    const [only] = missed;
    return missed.size === 1 ? beside.get(only as TermField) : undefined;
  }

  function place(ticket: number): void {
    const set = choices.length === 0 ? scope.inside : setFor(ticket);
    if (!set) return;
    for (let slot = numbering.first[ticket]!; slot !== NONE; slot = numbering.next[slot]!) {
      if (!isReadable(numbering.accesses[slot]!)) continue;
      scope.allowed[slot] = 1;
      put(numbering.summaries[slot] === 1 ? scope.summaries : scope.passages, slot);
      put(set, ticket);
    }
  }

  function add(ticket: number): void {
    grow();
    if (demands.every((test) => test(ticket))) place(ticket);
  }

  function remove(ticket: number, slots: readonly number[]): void {
    for (const set of [scope.inside, ...beside.values()]) if (has(set, ticket)) drop(set, ticket);
    for (const slot of slots) {
      if (scope.allowed[slot] !== 1) continue;
      scope.allowed[slot] = 0;
      drop(scope.passages, slot);
      drop(scope.summaries, slot);
    }
  }

  function grow(): void {
    if (scope.inside.length * 32 < numbering.ticketEnd) {
      const words = Math.ceil(numbering.first.length / 32);
      scope.inside = longer(scope.inside, words);
      for (const [field, set] of beside) beside.set(field, longer(set, words));
    }
    if (scope.allowed.length < numbering.slotEnd) {
      const room = numbering.next.length;
      scope.allowed = longer(scope.allowed, room);
      scope.passages = copied(scope.passages, room);
      scope.summaries = copied(scope.summaries, room);
    }
  }

  const candidates = bitsFor(numbering.ticketEnd);
  for (let ticket = 0; ticket < numbering.ticketEnd; ticket += 1)
    if (numbering.first[ticket] !== NONE) put(candidates, ticket);
  for (const test of demands) retain(candidates, test);
  eachBit(candidates, place);
  return scope;
}

/** Not handed over: a search under way may still have the shorter one. */
function copied(bits: Bits, end: number): Bits {
  const copy = bitsFor(end);
  copy.set(bits);
  return copy;
}
