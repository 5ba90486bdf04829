import type { LinkedHead } from '../tickets.ts';

/** Which tickets are known to be one matter, and of which pairs nobody knows. */
export interface KnownDuplicates {
  /** The group of a ticket; tickets of one group are duplicates of each other. Null where none is known. */
  groupOf(ticketId: string): string | null;
  /** How many tickets a group has: 2 or more. */
  sizeOf(group: string): number;
  /** Whether it is unknown if the two are duplicates: such a pair says nothing, neither for nor against. */
  unknown(a: LinkedHead, b: LinkedHead): boolean;
}

/** Groups from pairs: what is a duplicate of the same ticket is a duplicate. */
export function groupsFrom(pairs: Iterable<readonly [string, string]>): Map<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next;
    parents.set(id, root);
    return root;
  };
  for (const [a, b] of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)].sort() as [string, string];
    parents.set(other, one);
  }
  return new Map([...parents.keys()].map((id) => [id, rootOf(id)]));
}

/** Resolved as a duplicate, but nobody linked of which ticket: it may be of any. */
const AS_DUPLICATE = /dupl/i;

/** @param apart Whether somebody linked the two as something else than duplicates. */
export function knownDuplicates(
  groups: ReadonlyMap<string, string>,
  apart: (a: LinkedHead, b: LinkedHead) => boolean,
): KnownDuplicates {
  const openEnd = ({ id, resolution }: LinkedHead) =>
    !groups.has(id) && resolution !== null && AS_DUPLICATE.test(resolution);
  const sizes = new Map(
    [...Map.groupBy(groups.values(), (group) => group)].map(([group, { length }]) => [group, length]),
  );
  return {
    groupOf: (ticketId) => groups.get(ticketId) ?? null,
    sizeOf: (group) => sizes.get(group) ?? 0,
    unknown: (a, b) => openEnd(a) || openEnd(b) || apart(a, b),
  };
}
