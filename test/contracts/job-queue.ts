import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/platform/database/index.ts';
import type { JobQueue, Queue } from '../../src/platform/jobs/index.ts';

/** What an adapter gives the suite: an empty queue, time in the test's hands, and processes that can die. */
export interface JobQueueHarness {
  readonly database: Database;
  readonly now: () => number;
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Another process on the same jobs; the queue is stopped with the test. */
  readonly process: () => Promise<{ readonly queue: JobQueue; readonly die: () => void }>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const notes: Queue<{ text: string }> = {
  name: 'notes',
  payload: z.object({ text: z.string() }),
  attempts: 3,
  backOffMs: 10 * SECOND,
};
const note = { text: 'a' };

/** What every job queue must do, whatever keeps its jobs. */
export function jobQueueContract(open: () => Promise<JobQueueHarness>): void {
  async function opened() {
    const harness = await open();
    return { ...harness, ...(await harness.process()) };
  }

  describe('putting in and taking out', () => {
    test('a job is done once, with its payload as it was', async () => {
      const { queue, pass } = await opened();
      const text = 'Ünïcode 😀, "quotes", a\u0000 and\ud800 what no text should hold';
      const seen: string[] = [];
      const id = await queue.enqueue(notes, { text });
      queue.handle(notes, async (payload) => void seen.push(payload.text));
      queue.start();
      await queue.settled();
      await pass(HOUR);
      await queue.settled();
      expect(seen).toEqual([text]);
      expect(await queue.find(id)).toMatchObject({
        id,
        queue: 'notes',
        state: 'done',
        attempts: 1,
        errors: [],
      });
    });

    test('what does not fit the queue is refused, and nothing is put in', async () => {
      const { queue } = await opened();
      const wrong = { text: 7 } as unknown as { text: string };
      await expect(queue.enqueue(notes, wrong)).rejects.toMatchObject({
        code: 'job-invalid',
        detail: expect.stringContaining('text'),
      });
      expect(await queue.counts()).toEqual([]);
    });

    test('greater priority first, then first come, first served', async () => {
      const { queue, pass } = await opened();
      const order: string[] = [];
      for (const [text, priority] of [
        ['b', 0],
        ['c', 0],
        ['a', 5],
        ['d', -1],
      ] as const) {
        await queue.enqueue(notes, { text }, { priority });
        await pass(1);
      }
      queue.handle(notes, async ({ text }) => void order.push(text));
      queue.start();
      await queue.settled();
      expect(order).toEqual(['a', 'b', 'c', 'd']);
    });

    test('a delayed job waits for its time', async () => {
      const { queue, pass, now } = await opened();
      let runs = 0;
      queue.handle(notes, async () => void runs++);
      queue.start();
      const id = await queue.enqueue(notes, note, { runAt: now() + MINUTE });
      await pass(MINUTE - 2 * SECOND);
      await queue.settled();
      expect([runs, (await queue.find(id))?.state]).toEqual([0, 'waiting']);
      await pass(4 * SECOND);
      await queue.settled();
      expect(runs).toBe(1);
    });

    test('a job without a handler waits; its handler may come later', async () => {
      const { queue, pass } = await opened();
      queue.start();
      await queue.enqueue(notes, note);
      await pass(5 * SECOND);
      expect(await queue.counts()).toEqual([{ queue: 'notes', state: 'waiting', jobs: 1 }]);
      queue.handle(notes, async () => {});
      await queue.settled();
      expect(await queue.counts()).toEqual([{ queue: 'notes', state: 'done', jobs: 1 }]);
    });

    test('no more handlers than the queue allows, and no job twice, over two processes', async () => {
      const { queue, process } = await opened();
      const second = (await process()).queue;
      const pairs: Queue<{ text: string }> = { ...notes, name: 'pairs', concurrency: 2 };
      const seen: string[] = [];
      for (const worker of [queue, second]) {
        let running = 0;
        worker.handle(pairs, async ({ text }) => {
          running += 1;
          expect(running).toBeLessThanOrEqual(2);
          await new Promise(setImmediate);
          seen.push(text);
          running -= 1;
        });
      }
      const texts = Array.from({ length: 12 }, (_, i) => String(i).padStart(2, '0'));
      for (const text of texts) await queue.enqueue(pairs, { text });
      queue.start();
      second.start();
      await Promise.all([queue.settled(), second.settled()]);
      expect(seen.sort()).toEqual(texts);
    });
  });

  describe('keys', () => {
    test('while a job waits or runs, its key gives its id back', async () => {
      const { queue } = await opened();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const id = await queue.enqueue(notes, note, { key: 'k' });
      expect(await queue.enqueue(notes, { text: 'other' }, { key: 'k' })).toBe(id);
      queue.handle(notes, async () => {
        begun.resolve();
        await gate.promise;
      });
      queue.start();
      await begun.promise;
      expect(await queue.enqueue(notes, note, { key: 'k' })).toBe(id);
      gate.resolve();
      await queue.settled();
      expect(await queue.enqueue(notes, note, { key: 'k' })).not.toBe(id);
    });

    test('a key belongs to its queue; jobs without one are all put in', async () => {
      const { queue } = await opened();
      const others = { ...notes, name: 'others' };
      const ids = [
        await queue.enqueue(notes, note, { key: 'k' }),
        await queue.enqueue(others, note, { key: 'k' }),
        await queue.enqueue(notes, note),
        await queue.enqueue(notes, note),
      ];
      expect(new Set(ids).size).toBe(4);
    });

    test('two processes that put in the same key at once get the same job', async () => {
      const { queue, process } = await opened();
      const second = (await process()).queue;
      const ids = await Promise.all(
        [queue, second, queue, second].map((each) => each.enqueue(notes, note, { key: 'k' })),
      );
      expect(new Set(ids).size).toBe(1);
      expect(await queue.counts()).toEqual([{ queue: 'notes', state: 'waiting', jobs: 1 }]);
    });
  });

  describe('failing', () => {
    test('is tried again after a pause that grows, and is dead after the last attempt, with all errors', async () => {
      const { queue, pass, now } = await opened();
      const id = await queue.enqueue(notes, note, { key: 'k' });
      const times: number[] = [];
      queue.handle(notes, async (_, { attempt }) => {
        times.push(now());
        expect(attempt).toBe(times.length);
        throw new Error(`no luck ${attempt}`);
      });
      queue.start();
      for (let seconds = 0; seconds < 70; seconds += 1) {
        await pass(SECOND);
        await queue.settled();
      }
      expect(times).toHaveLength(3);
      const [first = 0, second = 0] = times.map((time, i) => (times[i + 1] ?? 0) - time);
      // Due jobs are looked for every second.
      for (const [pause, least] of [
        [first, 10],
        [second, 20],
      ] as const) {
        expect(pause).toBeGreaterThanOrEqual(least * SECOND);
        expect(pause).toBeLessThanOrEqual((2 * least + 2) * SECOND);
      }
      await pass(DAY);
      await queue.settled();
      expect(times).toHaveLength(3);
      const dead = await queue.find(id);
      expect(dead).toMatchObject({ state: 'dead', attempts: 3, payload: note });
      expect(dead?.errors.map(({ attempt, message }) => `${attempt} ${message}`)).toEqual([
        '1 no luck 1',
        '2 no luck 2',
        '3 no luck 3',
      ]);
    });

    const once: Queue<{ text: string }> = { ...notes, name: 'once', attempts: 1 };

    test('a dead job can be retried, once each time', async () => {
      const { queue } = await opened();
      const id = await queue.enqueue(once, note);
      let broken = true;
      queue.handle(once, async () => {
        if (broken) throw new Error('broken');
      });
      queue.start();
      await queue.settled();
      expect(await queue.retry(id)).toBe(true);
      await queue.settled();
      expect(await queue.find(id)).toMatchObject({ state: 'dead', attempts: 2 });
      broken = false;
      expect(await queue.retry(id)).toBe(true);
      await queue.settled();
      const done = await queue.find(id);
      expect(done).toMatchObject({ state: 'done', attempts: 3 });
      expect(done?.errors).toHaveLength(2);
      expect(await queue.retry(id)).toBe(false);
    });

    test('a dead job whose key is in use again stays dead', async () => {
      const { queue, now } = await opened();
      queue.handle(once, async () => {
        throw new Error('broken');
      });
      queue.start();
      const id = await queue.enqueue(once, note, { key: 'k' });
      await queue.settled();
      await queue.enqueue(once, note, { key: 'k', runAt: now() + DAY });
      expect(await queue.retry(id)).toBe(false);
      expect((await queue.find(id))?.state).toBe('dead');
    });

    test('a dead job is kept until somebody discards it; others are forgotten after a week', async () => {
      const { queue, process, pass } = await opened();
      queue.handle(once, async () => {
        throw new Error('broken');
      });
      queue.handle(notes, async () => {});
      queue.start();
      const dead = await queue.enqueue(once, note);
      const done = await queue.enqueue(notes, note);
      await queue.settled();
      await queue.stop();
      await pass(6 * DAY);
      const later = (await process()).queue;
      later.start();
      await pass(2 * HOUR);
      expect((await later.find(done))?.state).toBe('done');
      await later.stop();
      await pass(DAY);
      const last = (await process()).queue;
      last.start();
      await pass(2 * HOUR);
      await last.settled();
      expect(await last.find(done)).toBeNull();
      expect((await last.find(dead))?.state).toBe('dead');
      expect(await last.discard(dead)).toBe(true);
      expect(await last.discard(dead)).toBe(false);
      expect(await last.counts()).toEqual([]);
    });
  });

  describe('leases', () => {
    test('the job of a worker that died is taken again, and the dead one changes nothing any more', async () => {
      const { queue, die, process, pass } = await opened();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      queue.handle(notes, async () => {
        begun.resolve();
        await gate.promise;
      });
      queue.start();
      const id = await queue.enqueue(notes, note);
      await begun.promise;
      die();

      const second = (await process()).queue;
      const attempts: number[] = [];
      const secondGate = Promise.withResolvers<void>();
      const secondBegun = Promise.withResolvers<void>();
      second.handle(notes, async (_, { attempt }) => {
        attempts.push(attempt);
        secondBegun.resolve();
        await secondGate.promise;
      });
      second.start();
      await pass(50 * SECOND);
      expect(attempts).toEqual([]);
      await pass(2 * MINUTE);
      await secondBegun.promise;
      gate.resolve();
      await queue.settled();
      expect(await second.find(id)).toMatchObject({ state: 'running', attempts: 2 });
      secondGate.resolve();
      await second.settled();
      expect(attempts).toEqual([2]);
      expect(await second.find(id)).toMatchObject({
        state: 'done',
        errors: [{ attempt: 1, message: expect.stringContaining('fell silent') }],
      });
    });

    test('a lease is renewed for as long as the handler runs', async () => {
      const { queue, process, pass } = await opened();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      queue.handle(notes, async () => {
        begun.resolve();
        await gate.promise;
      });
      queue.start();
      const id = await queue.enqueue(notes, note);
      await begun.promise;
      const second = (await process()).queue;
      let stolen = 0;
      second.handle(notes, async () => void stolen++);
      second.start();
      await pass(5 * MINUTE);
      await second.settled();
      gate.resolve();
      await queue.settled();
      expect(stolen).toBe(0);
      expect(await queue.find(id)).toMatchObject({ state: 'done', attempts: 1, errors: [] });
    });

    test('a worker whose job was taken by another is told', async () => {
      const { queue, process, pass } = await opened();
      const begun = Promise.withResolvers<AbortSignal>();
      const gate = Promise.withResolvers<void>();
      queue.handle(notes, async (_, { signal }) => {
        begun.resolve(signal);
        await gate.promise;
      });
      queue.start();
      const id = await queue.enqueue(notes, note);
      const signal = await begun.promise;
      const second = (await process()).queue;
      // As if the lease had lapsed and the job had been cancelled elsewhere.
      await second.cancel(id);
      expect(signal.aborted).toBe(false);
      await pass(21 * SECOND);
      expect(signal.aborted).toBe(true);
      gate.resolve();
      await queue.settled();
      expect((await queue.find(id))?.state).toBe('cancelled');
    });
  });

  describe('cancelling', () => {
    test('a waiting job never runs, and its key is free', async () => {
      const { queue } = await opened();
      const id = await queue.enqueue(notes, note, { key: 'k' });
      expect(await queue.cancel(id)).toBe(true);
      expect(await queue.cancel(id)).toBe(false);
      expect(await queue.enqueue(notes, { text: 'b' }, { key: 'k' })).not.toBe(id);
      const seen: string[] = [];
      queue.handle(notes, async ({ text }) => void seen.push(text));
      queue.start();
      await queue.settled();
      expect(seen).toEqual(['b']);
      expect((await queue.find(id))?.state).toBe('cancelled');
    });

    test('a running job is told at once in its own process, and what it does then counts no more', async () => {
      const { queue } = await opened();
      const begun = Promise.withResolvers<void>();
      queue.handle(notes, async (_, { signal }) => {
        begun.resolve();
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      });
      queue.start();
      const id = await queue.enqueue(notes, note);
      await begun.promise;
      expect(await queue.cancel(id)).toBe(true);
      await queue.settled();
      expect(await queue.find(id)).toMatchObject({ state: 'cancelled', attempts: 1, errors: [] });
    });
  });

  test('progress can be read while the job runs, from any process', async () => {
    const { queue, process } = await opened();
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    queue.handle(notes, async (_, { progress }) => {
      await progress({ done: 1, of: 3 });
      await progress({ done: 2, of: 3 });
      begun.resolve();
      await gate.promise;
    });
    const id = await queue.enqueue(notes, note);
    expect((await queue.find(id))?.progress).toBeNull();
    queue.start();
    await begun.promise;
    expect((await (await process()).queue.find(id))?.progress).toEqual({ done: 2, of: 3 });
    gate.resolve();
    await queue.settled();
    expect((await queue.find(id))?.progress).toEqual({ done: 2, of: 3 });
  });

  test('a job put in within a transaction is there if and when that commits', async () => {
    const { queue, database } = await opened();
    let undone = '';
    await expect(
      database.transaction().execute(async (within) => {
        undone = await queue.enqueue(notes, note, { within });
        await within.insertInto('installation').values({ name: 'with the job', value: '' }).execute();
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await queue.find(undone)).toBeNull();
    const kept = await database.transaction().execute(async (within) => {
      const id = await queue.enqueue(notes, note, { within, key: 'k' });
      expect(await queue.enqueue(notes, note, { within, key: 'k' })).toBe(id);
      return id;
    });
    expect((await queue.find(kept))?.state).toBe('waiting');
  });

  describe('schedules', () => {
    // Berlin is an hour or two ahead of UTC: whole hours come at the same minute.
    const hourly = {
      name: 'hourly',
      queue: notes,
      payload: note,
      cron: '30 * * * *',
      timeZone: 'Europe/Berlin',
    };
    const toHalfPast = (now: number) => (HOUR + 30 * MINUTE - (now % HOUR)) % HOUR;

    test('come due once over two processes, and again the next time', async () => {
      const { queue, process, pass, now } = await opened();
      const second = (await process()).queue;
      let runs = 0;
      for (const each of [queue, second]) {
        each.handle(notes, async () => void runs++);
        await each.schedule(hourly);
        each.start();
      }
      const both = () => Promise.all([queue.settled(), second.settled()]);
      await pass(Math.max(0, toHalfPast(now()) - 2 * SECOND));
      await both();
      expect(runs).toBe(0);
      await pass(4 * SECOND);
      await both();
      expect(runs).toBe(1);
      await second.stop();
      await pass(HOUR);
      await queue.settled();
      expect(runs).toBe(2);
    });

    test('what was missed becomes one run, also where the schedule is named again at the start', async () => {
      const { queue, process, pass } = await opened();
      await queue.schedule(hourly);
      await pass(5 * HOUR);
      const second = (await process()).queue;
      let runs = 0;
      second.handle(notes, async () => void runs++);
      await second.schedule(hourly);
      second.start();
      await second.settled();
      expect(runs).toBe(1);
    });

    test('a schedule that changed begins anew, one that was removed ends', async () => {
      const { queue, pass } = await opened();
      let runs = 0;
      queue.handle(notes, async () => void runs++);
      await queue.schedule(hourly);
      await pass(2 * HOUR);
      await queue.schedule({ ...hourly, cron: '0 0 1 1 *' });
      queue.start();
      await queue.settled();
      expect(runs).toBe(0);
      expect(await queue.unschedule('hourly')).toBe(true);
      expect(await queue.unschedule('hourly')).toBe(false);
    });

    test.each([
      [{ cron: '61 * * * *' }, '61'],
      [{ cron: '* * * * * *' }, '* * * * * *'],
      [{ timeZone: 'Mars/Olympus' }, 'Mars'],
      [{ payload: {} as { text: string } }, 'text'],
    ])('one that cannot be is refused: %j', async (wrong, place) => {
      const { queue } = await opened();
      await expect(queue.schedule({ ...hourly, ...wrong })).rejects.toMatchObject({
        code: 'job-invalid',
        detail: expect.stringContaining(place),
      });
    });
  });

  describe('stopping', () => {
    test('waits for the handler that runs, and takes no other job', async () => {
      const { queue, process } = await opened();
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      queue.handle(notes, async () => {
        begun.resolve();
        await gate.promise;
      });
      queue.start();
      const ids = [await queue.enqueue(notes, note), await queue.enqueue(notes, note)];
      await begun.promise;
      const stopped = queue.stop();
      gate.resolve();
      await stopped;
      const { queue: later } = await process();
      const states = await Promise.all(ids.map(async (id) => (await later.find(id))?.state));
      expect(states.sort()).toEqual(['done', 'waiting']);
    });

    test('a handler that needs too long is told, and its job is tried again later', async () => {
      const { queue, process } = await opened();
      const begun = Promise.withResolvers<void>();
      queue.handle(notes, async (_, { signal }) => {
        begun.resolve();
        await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      });
      queue.start();
      const id = await queue.enqueue(notes, note);
      await begun.promise;
      await queue.stop(1);
      expect(await (await process()).queue.find(id)).toMatchObject({
        state: 'waiting',
        errors: [{ attempt: 1, message: 'Casebook stops.' }],
      });
    });
  });

  test('lists the newest jobs first, by queue and state', async () => {
    const { queue, pass } = await opened();
    const others = { ...notes, name: 'others' };
    const ids: string[] = [];
    for (const target of [notes, others, notes]) {
      ids.push(await queue.enqueue(target, note));
      await pass(1);
    }
    await queue.cancel(ids[0] as string);
    const listed = async (filter: Parameters<JobQueue['list']>[0]) =>
      (await queue.list(filter)).map(({ id }) => id);
    expect(await listed({ limit: 2 })).toEqual([ids[2], ids[1]]);
    expect(await listed({ queue: 'notes', limit: 9 })).toEqual([ids[2], ids[0]]);
    expect(await listed({ queue: 'notes', state: 'cancelled', limit: 9 })).toEqual([ids[0]]);
    expect(await queue.counts()).toEqual([
      { queue: 'notes', state: 'cancelled', jobs: 1 },
      { queue: 'notes', state: 'waiting', jobs: 1 },
      { queue: 'others', state: 'waiting', jobs: 1 },
    ]);
  });

  test.each(['', 'nonsense', '7', '6f1c1d0e-0000-4000-8000-000000000000', "1' or '1'='1"])(
    'no job has the id %j',
    async (id) => {
      const { queue } = await opened();
      await queue.enqueue(notes, note);
      expect(await queue.find(id)).toBeNull();
      expect(await Promise.all([queue.cancel(id), queue.retry(id), queue.discard(id)])).toEqual([
        false,
        false,
        false,
      ]);
    },
  );
}
