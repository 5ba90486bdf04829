import { describe, expect, test } from 'vitest';
import type { JobQueue, Queue } from '../../../src/platform/jobs/index.ts';
import { HOUR, MINUTE, note, notes, type OpenJobQueue, SECOND } from './harness.ts';

/** Putting in, taking out, and looking. */
export function takingContract(opened: OpenJobQueue): void {
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
