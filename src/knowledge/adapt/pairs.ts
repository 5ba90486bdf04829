import type { Bags } from './bags.ts';
import type { Corpus, CorpusTicket } from './corpus.ts';

/** Two texts of one ticket, by their bags. */
type Pair = readonly [number, number];

/** Pairs of one kind and one project (or of all projects that are too small). */
export type PairList = readonly Pair[];

/** A project with fewer pairs than this gives too few negatives of its own. */
const SMALL_PROJECT = 64;

const KINDS: readonly ((ticket: CorpusTicket) => Pair | null)[] = [
  ({ summary, description }) => both(summary, description),
  ({ summary, comments }) => both(summary, comments),
  ({ description, comments }) => both(description, comments),
  ({ halves }) => halves,
];

/** All pairs of the tickets that are learned from, so that the wrong answers of a batch come from the same project. */
export function pairLists({ tickets }: Corpus): PairList[] {
  const learned = tickets.filter(({ heldBack }) => !heldBack);
  return KINDS.flatMap((kind) => {
    const projects = new Map<string, Pair[]>();
    for (const ticket of learned) {
      const pair = kind(ticket);
      if (!pair) continue;
      const known = projects.get(ticket.project);
      if (known) known.push(pair);
      else projects.set(ticket.project, [pair]);
    }
    const lists = [...projects.values()];
    const small = lists.filter((list) => list.length < SMALL_PROJECT).flat();
    return [...lists.filter((list) => list.length >= SMALL_PROJECT), small].filter(
      (list) => list.length >= 2,
    );
  });
}

/** Draws batches: a list in proportion to its size to the power of 3/4, and as many of its pairs as there may be. */
export function batchesOf(lists: readonly PairList[], bags: Bags, size: number, random: () => number) {
  const chances = lists.map((list) => list.length ** 0.75);
  const total = chances.reduce((sum, chance) => sum + chance, 0);

  function anyList(): PairList {
    let rest = random() * total;
    const chosen = chances.findIndex((chance) => {
      rest -= chance;
      return rest < 0;
    });
    return lists[chosen] ?? lists[lists.length - 1]!;
  }

  return (): PairList => {
    const list = [...anyList()];
    const batch: Pair[] = [];
    const [lefts, rights] = [new Set<string>(), new Set<string>()];
    for (let at = 0; at < list.length && batch.length < size; at += 1) {
      const other = at + Math.floor(random() * (list.length - at));
      const pair = list[other]!;
      list[other] = list[at]!;
      const [left, right] = [fingerprint(bags, pair[0]), fingerprint(bags, pair[1])];
      // The same text again is no wrong answer.
      if (lefts.has(left) || rights.has(right)) continue;
      lefts.add(left);
      rights.add(right);
      batch.push(pair);
    }
    return batch;
  };
}

/** Two texts of the same words in the same order have the same one. */
function fingerprint(bags: Bags, bag: number): string {
  let mixed = 0x811c9dc5;
  for (let entry = bags.start(bag); entry < bags.end(bag); entry += 1)
    mixed = Math.imul(mixed ^ bags.token(entry), 0x01000193);
  return `${bags.end(bag) - bags.start(bag)}:${mixed}`;
}

function both(left: number | null, right: number | null): Pair | null {
  return left === null || right === null ? null : [left, right];
}
