import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Engine, Ids, Query } from './engine.ts';

/** Updates come in groups, as the indexer hands them over. */
const GROUP = 10;
/** Share of its time that the client keeps the engine busy: queries come at moments of their own, not when the last is done. */
const LOAD = 0.25;

type Content = Parameters<NonNullable<Engine['update']>>[0][number];

/**
 * Milliseconds of queries while updates go on, from the moment that each was due: what waits behind an update, or
 * behind a query that waited, counts.
 */
export async function measureUnderUpdates(
  engine: Engine,
  ask: (query: Query) => Promise<Ids>,
  asked: {
    readonly queries: readonly Query[];
    readonly updates: readonly Content[];
    readonly updatesPerSecond: number;
    readonly seconds: number;
  },
): Promise<{ times: number[]; perSecond: number }> {
  const apart = (await typicalTime(ask, asked.queries)) / LOAD;
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const end = asked.seconds * 1000;
  let done = 0;

  async function update(): Promise<void> {
    for (let from = 0; elapsed() < end; from = (from + GROUP) % (asked.updates.length - GROUP)) {
      const due = (done / asked.updatesPerSecond) * 1000;
      if (elapsed() < due) await sleep(due - elapsed());
      await engine.update!(asked.updates.slice(from, from + GROUP));
      done += GROUP;
      await turn();
    }
  }

  async function query(): Promise<number[]> {
    const times: number[] = [];
    for (let due = elapsed(), i = 0; due < end; due += apart, i += 1) {
      if (elapsed() < due) await sleep(due - elapsed());
      await ask(asked.queries[i % asked.queries.length]!);
      times.push(elapsed() - due);
      if (elapsed() > end) break;
      await turn();
    }
    return times;
  }

  const [times] = await Promise.all([query(), update()]);
  return { times, perSecond: (done / elapsed()) * 1000 };
}

/** Milliseconds of a query in the middle of a few. */
async function typicalTime(ask: (query: Query) => Promise<Ids>, queries: readonly Query[]): Promise<number> {
  const times: number[] = [];
  for (const query of queries.slice(0, 20)) {
    const before = performance.now();
    await ask(query);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
}
