import { type Bits, bitsFor, put } from '../exact/bits.ts';
import { createColumns } from '../exact/columns.ts';
import { createNumbering, NONE } from '../exact/numbering.ts';
import { sortedTickets } from '../exact/sorted-tickets.ts';
import type { Condition, FacetField, FacetValue, IndexedFields, Sort } from '../search-index.ts';

/**
 * Which tickets a collection holds, with their fields, in memory: Qdrant counts points, of which a ticket has many. What
 * matches is counted, sorted and told by facets here.
 */
export interface Catalogue {
  put(ticketId: string, fields: IndexedFields, chunks: number): void;
  remove(ticketId: string): void;
  has(ticketId: string): boolean;
  ticketIds(): Iterable<string>;
  size(): { readonly tickets: number; readonly chunks: number };
  /** How many chunks some tickets have together. */
  chunksOf(ticketIds: Iterable<string>): number;
  /** The tickets with these ids, of those that are here. */
  setOf(ticketIds: Iterable<string>): Bits;
  tester(condition: Condition): (ticket: number) => boolean;
  count(field: FacetField, tickets: readonly Bits[]): FacetValue[];
  /** The ids of the first `count` of a list. */
  sorted(listed: Bits, order: { readonly sort?: Sort | undefined; readonly count: number }): string[];
}

export function createCatalogue(): Catalogue {
  const numbering = createNumbering();
  const columns = createColumns();
  /** By ticket. */
  const pieces: number[] = [];
  let chunks = 0;

  function remove(ticketId: string): void {
    const ticket = numbering.find(ticketId);
    if (ticket === NONE) return;
    numbering.remove(ticket);
    chunks -= pieces[ticket] as number;
    pieces[ticket] = 0;
  }

  return {
    put(ticketId, fields, count) {
      remove(ticketId);
      const ticket = numbering.add(ticketId, []);
      columns.put(ticket, fields);
      pieces[ticket] = count;
      chunks += count;
    },
    remove,
    has: (ticketId) => numbering.find(ticketId) !== NONE,
    ticketIds: () => numbering.ticketIds(),
    size: () => ({ tickets: numbering.size().tickets, chunks }),
    chunksOf(ticketIds) {
      let sum = 0;
      for (const ticketId of ticketIds) sum += pieces[numbering.find(ticketId)] ?? 0;
      return sum;
    },
    setOf(ticketIds) {
      const set = bitsFor(numbering.ticketEnd);
      for (const ticketId of ticketIds) {
        const ticket = numbering.find(ticketId);
        if (ticket !== NONE) put(set, ticket);
      }
      return set;
    },
    tester: columns.tester,
    count: columns.count,
    sorted: (listed, order) =>
      Array.from(sortedTickets(numbering, columns, listed, order), (ticket) => numbering.ticketId(ticket)),
  };
}
