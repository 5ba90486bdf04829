import { execFileSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { createVectorArena, type VectorArena } from '../../../src/knowledge/index/exact/vectors/arena.ts';
import { BUSY, controlOf, ENDS, NEXT, piecesOf } from '../../../src/knowledge/index/exact/vectors/control.ts';
import { createGround, createKernel } from '../../../src/knowledge/index/exact/vectors/ground.ts';
import { layoutOf } from '../../../src/knowledge/index/exact/vectors/layout.ts';
import { createPool } from '../../../src/knowledge/index/exact/vectors/pool.ts';

const open: VectorArena[] = [];
afterEach(async () => {
  for (const arena of open.splice(0)) await arena.close();
});

/** Repeatable vectors, near enough to the sphere's evenly spread ones. */
function vector(seed: number, dimensions = 64): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233) * 1.7);
}

function arenas(options: { kind: 'wasm' | 'plain' }) {
  const threaded = createVectorArena(64, { ...options, inlineBytes: 0 });
  const inline = createVectorArena(64, { ...options, inlineBytes: Number.POSITIVE_INFINITY });
  open.push(threaded, inline);
  return { threaded, inline };
}

test.each(['wasm', 'plain'] as const)('threads answer what the caller would (%s)', async (kind) => {
  const { threaded, inline } = arenas({ kind });
  for (let slot = 0; slot < 5000; slot++) for (const arena of open) arena.set(slot, vector(slot));
  for (let seed = 0; seed < 20; seed++) {
    const ask = { query: vector(seed + 0.5) };
    expect(await threaded.best(ask, 25)).toEqual(await inline.best(ask, 25));
  }
  // More slots than the threads knew of when they started.
  for (let slot = 5000; slot < 9000; slot++) for (const arena of open) arena.set(slot, vector(slot));
  const ask = { query: vector(0.25) };
  expect(await threaded.best(ask, 25)).toEqual(await inline.best(ask, 25));
});

test('what changes while threads scan counts as it is when they are done', async () => {
  const { threaded } = arenas({ kind: 'wasm' });
  for (let slot = 0; slot < 4000; slot++) threaded.set(slot, vector(slot));
  const query = vector(0.5);
  for (let round = 0; round < 30; round++) {
    const [nearest] = (await threaded.best({ query }, 1)).slots;
    const asked = threaded.best({ query }, 2);
    // Let the scan begin.
    await Promise.resolve();
    await Promise.resolve();
    threaded.clear(nearest!);
    threaded.set(1000 + round, query);
    const { slots, scores } = await asked;
    expect(slots).toContain(1000 + round);
    expect(slots).not.toContain(nearest);
    expect(scores[0]).toBeGreaterThan(0.99 * Math.hypot(...query));
    threaded.set(1000 + round, vector(1000 + round));
  }
});

test('many searches at once each get their own answer', async () => {
  const { threaded, inline } = arenas({ kind: 'wasm' });
  for (let slot = 0; slot < 3000; slot++) for (const arena of open) arena.set(slot, vector(slot));
  const asks = Array.from({ length: 40 }, (_, seed) => ({ query: vector(seed + 0.3) }));
  const answers = await Promise.all(asks.map((ask) => threaded.best(ask, 5)));
  for (const [place, ask] of asks.entries()) expect(answers[place]).toEqual(await inline.best(ask, 5));
});

test('a search after close is answered by the caller itself', async () => {
  const { threaded } = arenas({ kind: 'wasm' });
  for (let slot = 0; slot < 2000; slot++) threaded.set(slot, vector(slot));
  const before = await threaded.best({ query: vector(7) }, 3);
  await threaded.close();
  expect(await threaded.best({ query: vector(7) }, 3)).toEqual(before);
});

test.each(['wasm', 'plain'] as const)(
  'with the help of threads the answer is the same (%s)',
  async (kind) => {
    const shared = createVectorArena(64, { kind, shareBytes: 1 });
    const alone = createVectorArena(64, { kind, shareBytes: Number.POSITIVE_INFINITY });
    open.push(shared, alone);
    for (let slot = 0; slot < 3000; slot++) for (const arena of open) arena.set(slot, vector(slot));
    for (let seed = 0; seed < 20; seed++) {
      const ask = { query: vector(seed + 0.5) };
      expect(await shared.best(ask, 25)).toEqual(await alone.best(ask, 25));
    }
  },
);

test.each([
  ['are left to threads', { inlineBytes: 0 }],
  ['are shared with them', { shareBytes: 1 }],
  ['are done alone', { shareBytes: Number.POSITIVE_INFINITY }],
])('nothing happens between what is done beside and the use of rankings: scans %s', async (_how, options) => {
  const arena = createVectorArena(64, options);
  open.push(arena);
  for (let slot = 0; slot < 4000; slot++) arena.set(slot, vector(slot));
  const steps: string[] = [];
  await arena.rank(
    [{ query: vector(0.5) }],
    (ranking) => steps.push(`use ${ranking.best(1).slots.length}`),
    () => {
      steps.push('beside');
      queueMicrotask(() => steps.push('else'));
    },
  );
  expect(steps).toEqual(['beside', 'use 1', 'else']);
});

test('a piece that a thread took and does not bring to an end is done by the caller', async () => {
  const layout = layoutOf(64);
  const ground = createGround(layout.bytes(3));
  const control = controlOf(ground);
  const filled: number[] = [];
  const own = piecesOf(ground, layout, {
    ...createKernel(ground, layout),
    estimate: (_lane, segment) => filled.push(segment),
  });
  const pool = createPool(ground, 64, own);
  pool.share(1, 3, 0, () => {
    // As a thread does that is interrupted then.
    Atomics.add(control, BUSY, 1);
    Atomics.add(control, NEXT, 1);
  });
  expect(filled).toEqual([1, 2, 0]);
  Atomics.sub(control, BUSY, 1);
  await pool.close();
});

test('the next scan waits for a thread that is still at the last one', async () => {
  const layout = layoutOf(64);
  const ground = createGround(layout.bytes(1));
  const control = controlOf(ground);
  const pool = createPool(ground, 64, piecesOf(ground, layout, createKernel(ground, layout)));
  await pool.idle();
  Atomics.store(control, BUSY, 1);
  let isIdle = false;
  const idle = pool.idle().then(() => {
    isIdle = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isIdle).toBe(false);
  Atomics.store(control, BUSY, 0);
  Atomics.add(control, ENDS, 1);
  Atomics.notify(control, ENDS);
  await idle;
  await pool.close();
});

test('a pool whose threads died says that its scan is worth nothing', async () => {
  const layout = layoutOf(64);
  const ground = createGround(layout.bytes(1));
  const pool = createPool(ground, -1, piecesOf(ground, layout, createKernel(ground, layout)));
  expect(await pool.scan(1, 1)).toBe(false);
  expect(await pool.scan(1, 1)).toBe(false);
  await pool.close();
});

test('a process that leaves its arena open waits for its answer, and ends', () => {
  const arena = new URL('../../../src/knowledge/index/exact/vectors/arena.ts', import.meta.url);
  const program = `
    const { createVectorArena } = await import(${JSON.stringify(arena.href)});
    const arena = createVectorArena(64, { inlineBytes: 0 });
    for (let slot = 0; slot < 2000; slot++) arena.set(slot, new Float32Array(64).fill(1).map((_, i) => Math.sin(slot + i)));
    const { slots } = await arena.best({ query: new Float32Array(64).fill(1) }, 3);
    console.log(slots.length);
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(output.trim()).toBe('3');
});
