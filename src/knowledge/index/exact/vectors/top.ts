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
  sorted(): Scored;
}

export function createTop(count: number): Top {
  const slots: number[] = [];
  const scores: number[] = [];
  const worse = (a: number, b: number) =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && slots[a]! > slots[b]!);
  const swap = (a: number, b: number) => {
    [slots[a], slots[b]] = [slots[b]!, slots[a]!];
    [scores[a], scores[b]] = [scores[b]!, scores[a]!];
  };

  function rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!worse(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }

  function sink(): void {
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < slots.length && worse(child, worst)) worst = child;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  }

  return {
    offer(slot, score) {
      if (slots.length < count) {
        slots.push(slot);
        scores.push(score);
        rise(slots.length - 1);
      } else if (count > 0 && (score > scores[0]! || (score === scores[0] && slot < slots[0]!))) {
        slots[0] = slot;
        scores[0] = score;
        sink();
      }
    },
    get least() {
      return slots.length < count ? Number.NEGATIVE_INFINITY : (scores[0] ?? Number.POSITIVE_INFINITY);
    },
    sorted: () => sorted(slots, scores),
  };
}

export function sorted(slots: readonly number[], scores: readonly number[]): Scored {
  const order = slots.map((_, place) => place);
  order.sort((a, b) => scores[b]! - scores[a]! || slots[a]! - slots[b]!);
  return {
    slots: Uint32Array.from(order, (place) => slots[place]!),
    scores: Float64Array.from(order, (place) => scores[place]!),
  };
}
