import type { Clock } from '../../src/platform/jobs/clock.ts';

/** Time that a test moves by hand, seen by several clocks: one for each process that the test plays. */
export interface TestTime {
  readonly now: () => number;
  /** A clock of a process; `stop` plays the death of that process: its timers never come again. */
  clock(): Clock & { stop(): void };
  /**
   * Moves time in at most a hundred steps, and at each calls what has come due, once, waiting for it: as in a process
   * that is slow, an interval that was missed is not made up for.
   */
  pass(milliseconds: number): Promise<void>;
}

const STEPS = 100;

interface Timer {
  due: number;
  readonly period: number;
  readonly work: () => Promise<void>;
}

/** @param alongside called with every stretch of time before what is due at its end. */
export function createTestTime(
  start: number,
  alongside: (milliseconds: number) => Promise<void> = async () => {},
): TestTime {
  let now = start;
  const timers = new Set<Timer>();

  async function moveTo(time: number): Promise<void> {
    const stretch = time - now;
    now = time;
    if (stretch > 0) await alongside(stretch);
  }

  return {
    now: () => now,
    clock() {
      const own = new Set<Timer>();
      return {
        now: () => now,
        every(period, work) {
          const timer = { due: now + period, period, work };
          timers.add(timer);
          own.add(timer);
          return () => timers.delete(timer);
        },
        stop() {
          for (const timer of own) timers.delete(timer);
        },
      };
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      const least = Math.ceil(milliseconds / STEPS);
      while (now < end) {
        const next = Math.min(end, ...[...timers].map(({ due }) => due));
        await moveTo(Math.min(end, Math.max(next, now + least)));
        for (const timer of [...timers].filter(({ due }) => due <= now)) {
          timer.due = now + timer.period;
          await timer.work();
        }
      }
    },
  };
}
