import { describe, expect, test } from 'vitest';
import type { Queue } from '../../../src/platform/jobs/index.ts';
import { DAY, HOUR, MINUTE, note, notes, type OpenJobQueue, SECOND } from './harness.ts';

/** What fails, dies, is cancelled or has to stop. */
export function troubleContract(opened: OpenJobQueue): void {
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

    test('those that died last are listed first, after those that have not ended', async () => {
      const { queue, pass, now } = await opened();
      queue.handle(once, async () => {
        throw new Error('broken');
      });
      queue.start();
      const [late, early] = [now() + HOUR, now() + MINUTE];
      const old = await queue.enqueue(once, { text: 'put in first, dies last' }, { runAt: late });
      const young = await queue.enqueue(once, { text: 'put in last, dies first' }, { runAt: early });
      await pass(2 * MINUTE);
      await queue.settled();
      await pass(HOUR);
      await queue.settled();
      const waiting = await queue.enqueue(once, note, { runAt: now() + DAY });
      const ids = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);
      expect(ids(await queue.list({ state: 'dead', limit: 9 }))).toEqual([old, young]);
      expect(ids(await queue.list({ state: 'dead', limit: 1 }))).toEqual([old]);
      expect(ids(await queue.list({ limit: 9 }))).toEqual([waiting, old, young]);
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

    test('a dead job is either run again or discarded, when both are asked for at once', async () => {
      const { queue } = await opened();
      for (let round = 0; round < 10; round += 1) {
        let ran = 0;
        const each = { ...once, name: `once-${round}` };
        queue.handle(each, async () => {
          ran += 1;
          throw new Error('broken');
        });
        queue.start();
        const id = await queue.enqueue(each, note);
        await queue.settled();
        const [again, gone] = await Promise.all([queue.retry(id), queue.discard(id)]);
        expect([again, gone].filter(Boolean)).toHaveLength(1);
        await queue.settled();
        expect([ran, (await queue.find(id))?.state]).toEqual(again ? [2, 'dead'] : [1, undefined]);
      }
    });

    test.each([
      ['U+0000', 'ends \u0000 here', 'ends \ufffd here'],
      ['half a character', `${'x'.repeat(1999)}💳`, `${'x'.repeat(1999)}\ufffd`],
    ])('why it failed is kept also where that holds %s', async (_, message, kept) => {
      const { queue } = await opened();
      queue.handle(once, async () => {
        throw new Error(message);
      });
      queue.start();
      const id = await queue.enqueue(once, note);
      await queue.settled();
      expect(await queue.find(id)).toMatchObject({ state: 'dead', errors: [{ attempt: 1, message: kept }] });
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
      queue.handle(notes, untilTold(begun.resolve));
      queue.start();
      const id = await queue.enqueue(notes, note);
      await begun.promise;
      expect(await queue.cancel(id)).toBe(true);
      await queue.settled();
      expect(await queue.find(id)).toMatchObject({ state: 'cancelled', attempts: 1, errors: [] });
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
      queue.handle(notes, untilTold(begun.resolve));
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
}

/** A handler that works until its signal tells it to end. */
function untilTold(begun: () => void) {
  return async (_payload: unknown, { signal }: { readonly signal: AbortSignal }) => {
    begun();
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
}
