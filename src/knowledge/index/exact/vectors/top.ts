/** Slots with their scores, best first; of equal scores the lower slot comes first. */
export interface Scored {
  readonly slots: Uint32Array;
  readonly scores: Float64Array;
}

/** Keeps the best few of many: a binary heap with the worst of them at its root. */
export interface Top {
  offer(slot: number, score: number): void;
  /** What a score must reach to be kept. */
  readonly least: number;
  /** What was kept; nothing may be offered any more. */
  sorted(): Scored;
}

/** Which of two slots with equal scores comes first. */
export type Precedes = (slot: number, other: number) => boolean;

const lower: Precedes = (slot, other) => slot < other;

export function createTop(count: number, precedes: Precedes = lower): Top {
  const slots: number[] = [];
  const scores: number[] = [];
  let least = count === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;

  function put(at: number, slot: number, score: number): void {
    slots[at] = slot;
    scores[at] = score;
  }

  /** Adds one at the end, and moves it up above those that are better. */
  function add(slot: number, score: number): void {
    let at = slots.length;
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = (at - 1) >> 1;
      const above = scores[parent]!;
      if (above < score || (above === score && precedes(slot, slots[parent]!))) break;
      put(at, slots[parent]!, above);
    }
    put(at, slot, score);
  }

  /** Puts one in the place of the worst, and moves it down below those of the first `size` that are worse. */
  function exchange(slot: number, score: number, size: number): void {
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      let below = scores[child]!;
      const other = child + 1;
      if (other < size) {
        const beside = scores[other]!;
        if (beside < below || (beside === below && precedes(slots[child]!, slots[other]!))) {
          child = other;
          below = beside;
        }
      }
      if (below > score || (below === score && !precedes(slot, slots[child]!))) break;
      put(at, slots[child]!, below);
      at = child;
    }
    put(at, slot, score);
  }

  return {
    offer(slot, score) {
      if (score < least || count === 0) return;
      if (slots.length < count) add(slot, score);
      else if (score > least || precedes(slot, slots[0]!)) exchange(slot, score, count);
      if (slots.length === count) least = scores[0]!;
    },
    get least() {
      return least;
    },
    sorted() {
      // The worst of what is left goes to the end of it, and what was there into the heap again.
      for (let size = slots.length - 1; size > 0; size--) {
        const slot = slots[0]!;
        const score = scores[0]!;
        exchange(slots[size]!, scores[size]!, size);
        put(size, slot, score);
      }
      return { slots: new Uint32Array(slots), scores: new Float64Array(scores) };
    },
  };
}

export function sorted(slots: readonly number[], scores: readonly number[]): Scored {
  const order = Uint32Array.from(slots.keys());
  order.sort((a, b) => scores[b]! - scores[a]! || slots[a]! - slots[b]!);
  return {
    slots: Uint32Array.from(order, (place) => slots[place]!),
    scores: Float64Array.from(order, (place) => scores[place]!),
  };
}
