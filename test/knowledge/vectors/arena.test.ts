import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createVectorArena, type VectorArena } from '../../../src/knowledge/index/exact/vectors/arena.ts';

/** What two bytes a coordinate may be off by, in the few dimensions used here. */
const PRECISION = 2e-4;

const open: VectorArena[] = [];
afterEach(async () => {
  for (const arena of open.splice(0)) await arena.close();
});

function both(dimensions: number): VectorArena[] {
  const arenas = (['wasm', 'plain'] as const).map((kind) => createVectorArena(dimensions, { kind }));
  open.push(...arenas);
  return arenas;
}

/** Repeatable numbers, evenly spread from −1 to 1. */
function numbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

function unit(values: Iterable<number>): Float32Array {
  const vector = Float32Array.from(values);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function randomUnit(dimensions: number, next: () => number): Float32Array {
  return unit(Array.from({ length: dimensions }, () => next() + next() + next()));
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** Ways in which vectors can lie, each made from a number of the vector. */
const DATA: Record<string, (dimensions: number, next: () => number) => (slot: number) => Float32Array> = {
  random: (dimensions, next) => () => randomUnit(dimensions, next),
  clustered(dimensions, next) {
    const centres = Array.from({ length: 5 }, () => randomUnit(dimensions, next));
    return (slot) => unit(centres[slot % 5]!.map((value) => value + 0.1 * next()));
  },
  'one dense cluster'(dimensions, next) {
    const centre = randomUnit(dimensions, next);
    return () => unit(centre.map((value) => value + 0.001 * next()));
  },
  duplicates(dimensions, next) {
    const few = Array.from({ length: 7 }, () => randomUnit(dimensions, next));
    return (slot) => few[slot % 7]!;
  },
  'opposites and zeros'(dimensions, next) {
    const one = randomUnit(dimensions, next);
    return (slot) => one.map((value) => value * [1, -1, 0][slot % 3]!);
  },
  'along the axes': (dimensions) => (slot) =>
    unit(Array.from({ length: dimensions }, (_, i) => (i === slot % dimensions ? (slot % 2 ? 1 : -1) : 0))),
};

function bitmap(slots: Iterable<number>): Uint32Array {
  const words = new Uint32Array(128);
  for (const slot of slots) words[slot >> 5]! |= 1 << (slot % 32);
  return words;
}

/** Holds an answer to what going through all vectors gives. */
function expectBest(
  { slots, scores, bound }: { slots: Uint32Array; scores: Float64Array; bound: number },
  { held, query, count }: { held: ReadonlyMap<number, Float32Array>; query: Float32Array; count: number },
): void {
  const truth = new Map([...held].map(([slot, vector]) => [slot, product(vector, query)]));
  const ranked = [...truth.values()].sort((a, b) => b - a);
  expect(slots.length).toBe(Math.min(count, truth.size));
  expect(new Set(slots).size).toBe(slots.length);
  const errors = [...slots].flatMap((slot, place) => [
    Math.abs(scores[place]! - truth.get(slot)!),
    Math.abs(scores[place]! - ranked[place]!),
  ]);
  expect(Math.max(0, ...errors)).toBeLessThan(PRECISION);
  for (const slot of slots) truth.delete(slot);
  const left = Math.max(Number.NEGATIVE_INFINITY, ...truth.values());
  expect(left).toBeLessThanOrEqual(bound + PRECISION);
}

describe('the best slots are those that going through all of them finds', () => {
  test.each(Object.keys(DATA))('%s', async (name) => {
    for (const [dimensions, size, share] of [
      [384, 1100, 0.5],
      [96, 1500, 1],
      [96, 1500, 0.02],
      [1536, 100, 0.6],
      [100, 1200, 0.3],
      [2, 200, 0.9],
    ] as const) {
      const next = numbers(size + dimensions);
      const make = DATA[name]!(dimensions, next);
      const arenas = both(dimensions);
      const held = new Map<number, Float32Array>();
      const allowed: number[] = [];
      for (let slot = 0; slot < size; slot++) {
        const vector = make(slot);
        for (const arena of arenas) arena.set(slot, vector);
        if (Math.abs(next()) > share) continue;
        allowed.push(slot);
        if (vector.some((value) => value !== 0)) held.set(slot, vector);
      }
      for (const query of [make(3), make(size + 1), randomUnit(dimensions, next)]) {
        const [wasm, plain] = await Promise.all(
          arenas.map((arena) =>
            arena.rank([{ query, allowed: bitmap(allowed) }], (ranking) => {
              const ceilings = () => Array.from({ length: size }, (_, slot) => ranking.ceiling(slot));
              const scores = [...held.keys()].map((slot) => ranking.score(slot));
              const bar = scores.toSorted((a, b) => b - a)[9] ?? 0;
              const before = ceilings();
              const visited = new Map<number, number>();
              ranking.visit(bar, (slot, ceiling) => {
                visited.set(slot, ceiling);
                return bar;
              });
              return { before, after: ceilings(), most: ranking.most(), visited, scores, bar };
            }),
          ),
        );
        expect(plain).toEqual(wasm);
        const { after, most, visited, scores, bar } = wasm!;
        expect(most).toBe(Math.max(Number.NEGATIVE_INFINITY, ...after));
        for (const [place, slot] of [...held.keys()].entries()) {
          if (scores[place]! < bar) continue;
          expect(visited.get(slot)).toBeGreaterThanOrEqual(scores[place]!);
          expect(after[slot]).toBe(visited.get(slot));
        }
        for (const count of [1, 10, 100]) {
          const answers = [];
          for (const arena of arenas)
            answers.push(await arena.best({ query, allowed: bitmap(allowed) }, count));
          expectBest(answers[0]!, { held, query, count });
          expect(answers[1]).toEqual(answers[0]);
        }
      }
    }
  });
});

test('whatever was set and cleared, answers are of what is held now, in both kernels alike', async () => {
  const dimensions = 24;
  const step = fc.record({
    slot: fc.oneof(fc.nat(40), fc.nat(4000)),
    vector: fc.option(
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: dimensions, maxLength: dimensions }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 80 }),
      fc.array(fc.nat(4000), { maxLength: 60 }),
      fc.nat(20),
      fc.integer(),
      async (steps, denied, count, seed) => {
        const arenas = both(dimensions);
        const held = new Map<number, Float32Array>();
        for (const { slot, vector } of steps) {
          const direction = unit(vector ?? []);
          for (const arena of arenas) vector ? arena.set(slot, direction) : arena.clear(slot);
          if (direction.some((value) => value !== 0)) held.set(slot, direction);
          else held.delete(slot);
        }
        for (const slot of denied) held.delete(slot);
        const query = randomUnit(dimensions, numbers(seed));
        const allowed = bitmap(
          Array.from({ length: 4001 }, (_, slot) => slot).filter((slot) => !denied.includes(slot)),
        );
        const answers = [];
        for (const arena of arenas) answers.push(await arena.best({ query, allowed }, count));
        expectBest(answers[0]!, { held, query, count });
        expect(answers[1]).toEqual(answers[0]);
        for (const arena of arenas) await arena.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('a bitmap that changes is read again, and so is one among whose slots a vector came or went', async () => {
  const dimensions = 24;
  const step = fc.record({
    slot: fc.nat(70),
    what: fc.constantFrom('set', 'clear', 'allow', 'deny', 'ask', 'ask about all'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer(), async (steps, seed) => {
      const next = numbers(seed);
      const [arena] = both(dimensions) as [VectorArena, VectorArena];
      const held = new Map<number, Float32Array>();
      const permitted = new Set<number>();
      const allowed = bitmap([]);
      let moment = 0;
      for (const { slot, what } of steps) {
        if (what === 'set') {
          held.set(slot, randomUnit(dimensions, next));
          arena.set(slot, held.get(slot)!);
        } else if (what === 'clear') {
          held.delete(slot);
          arena.clear(slot);
        } else if (what === 'allow' || what === 'deny') {
          permitted[what === 'allow' ? 'add' : 'delete'](slot);
          allowed.set(bitmap(permitted));
          moment += 1;
        }
        const query = randomUnit(dimensions, next);
        if (what === 'ask about all') expectBest(await arena.best({ query }, 5), { held, query, count: 5 });
        const asked = new Map([...held].filter(([each]) => permitted.has(each)));
        const found = await arena.best({ query, allowed, moment }, 5);
        expectBest(found, { held: asked, query, count: 5 });
      }
      for (const each of open.splice(0)) await each.close();
    }),
    { numRuns: 60 },
  );
});

test('two queries are ranked side by side, and each can be drawn from as deep as needed', async () => {
  const next = numbers(5);
  const [arena] = both(64) as [VectorArena, VectorArena];
  const held = new Map(Array.from({ length: 3000 }, (_, slot) => [slot, randomUnit(64, next)] as const));
  for (const [slot, vector] of held) arena.set(slot, vector);
  const [first, second] = [randomUnit(64, next), randomUnit(64, next)];
  const even = new Map([...held].filter(([slot]) => slot % 2 === 0));
  await arena.rank([{ query: first }, { query: second, allowed: bitmap(even.keys()) }], (one, two) => {
    for (const count of [5, 500, 50]) {
      expectBest(one.best(count), { held, query: first, count });
      expectBest(two.best(count), { held: even, query: second, count });
    }
    const deep = one.best(70);
    expect(one.above(deep.bound)).toEqual({ slots: deep.slots, scores: deep.scores });
    for (const [slot, vector] of held) {
      expect(one.ceiling(slot)).toBeGreaterThan(product(vector, first));
      expect(two.ceiling(slot)).toBe(slot % 2 ? Number.NEGATIVE_INFINITY : two.ceiling(slot));
      expect(Math.abs(one.score(slot) - product(vector, first))).toBeLessThan(PRECISION);
    }
    expect(one.ceiling(1_000_000)).toBe(Number.NEGATIVE_INFINITY);
  });
});

test('scores of given slots are cosines to five places, and 0 where nothing is held', async () => {
  const next = numbers(11);
  for (const arena of both(384)) {
    const vectors = Array.from({ length: 500 }, () => randomUnit(384, next));
    for (const [slot, vector] of vectors.entries()) arena.set(2 * slot, vector);
    const query = randomUnit(384, next);
    const scores = arena.scores(query, [0, 1, 500, 998, 77_777]);
    for (const [place, slot] of [0, 250, 499].entries())
      expect(scores[[0, 2, 3][place]!]).toBeCloseTo(product(vectors[slot]!, query), 5);
    expect([scores[1], scores[4]]).toEqual([0, 0]);
  }
});

test('what one arena stores is what another one answers from', async () => {
  const next = numbers(3);
  const [one, other] = both(48) as [VectorArena, VectorArena];
  for (let slot = 0; slot < 2500; slot += 3) one.set(slot, randomUnit(48, next));
  one.clear(9);
  for (const [segment, bytes] of one.parts().entries()) other.part(segment).set(bytes);
  other.restored();
  const query = randomUnit(48, next);
  expect(await other.best({ query }, 900)).toEqual(await one.best({ query }, 900));
  other.set(9, query);
  expect((await other.best({ query }, 1)).slots).toEqual(Uint32Array.of(9));
});

test('nothing of a cleared vector stays in what is stored', () => {
  const [arena, empty] = both(48) as [VectorArena, VectorArena];
  arena.set(5, randomUnit(48, numbers(1)));
  arena.clear(5);
  empty.clear(5);
  expect(arena.parts()).toEqual(empty.parts());
});

test('vectors of another length, or of no numbers, are refused', () => {
  const [arena] = both(4) as [VectorArena];
  expect(() => arena.set(0, new Float32Array(3))).toThrow('A vector of 3 dimensions among vectors of 4.');
  expect(() => arena.set(0, Float32Array.of(1, Number.NaN, 0, 0))).toThrow('finite');
  expect(() => createVectorArena(0)).toThrow('1 to 8192 dimensions');
});
