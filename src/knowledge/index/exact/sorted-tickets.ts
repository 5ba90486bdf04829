import type { Sort } from '../search-index.ts';
import { type Bits, eachBit } from './bits.ts';
import type { Columns } from './columns.ts';
import type { Numbering } from './numbering.ts';
import { createTop, type Precedes } from './vectors/top.ts';

/** Between equals the ticket's id decides. */
export const byId =
  ({ isBefore }: Pick<Numbering, 'isBefore'>): Precedes =>
  (ticket, other) =>
    isBefore(ticket, other);

/** The first `count` tickets of a list in the order of a date; by their ids where nothing sorts them. */
export function sortedTickets(
  numbering: Pick<Numbering, 'isBefore'>,
  columns: Pick<Columns, 'rank'>,
  listed: Bits,
  { sort = 'relevance', count }: { readonly sort?: Sort | undefined; readonly count: number },
): Uint32Array {
  const rank = sort === 'relevance' ? () => 0 : columns.rank(sort);
  const top = createTop(count, byId(numbering));
  eachBit(listed, (ticket) => top.offer(ticket, rank(ticket)));
  return top.sorted().slots;
}
