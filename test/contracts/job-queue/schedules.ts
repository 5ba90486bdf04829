import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, note, notes, type OpenJobQueue, SECOND } from './harness.ts';

/** What comes due again and again. */
export function schedulesContract(opened: OpenJobQueue): void {
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
}
