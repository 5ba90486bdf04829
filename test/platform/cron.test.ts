import { describe, expect, test } from 'vitest';
import { backOff } from '../../src/platform/jobs/back-off.ts';
import { nextRun } from '../../src/platform/jobs/cron.ts';

const at = (iso: string) => Date.parse(iso);
const following = (cron: string, zone: string, after: string) => {
  const next = nextRun(cron, zone, at(after));
  return next === null ? null : new Date(next).toISOString();
};

describe('the next run of a schedule', () => {
  test('is in its time zone, summer and winter', () => {
    expect(following('0 9 * * *', 'Europe/Berlin', '2026-01-10T12:00:00Z')).toBe('2026-01-11T08:00:00.000Z');
    expect(following('0 9 * * *', 'Europe/Berlin', '2026-07-10T12:00:00Z')).toBe('2026-07-11T07:00:00.000Z');
  });

  test('is after the time asked for, never at it', () => {
    expect(following('30 * * * *', 'UTC', '2026-01-10T12:30:00Z')).toBe('2026-01-10T13:30:00.000Z');
    expect(following('30 * * * *', 'UTC', '2026-01-10T12:29:59.999Z')).toBe('2026-01-10T12:30:00.000Z');
  });

  test('comes once where clocks are put back, and not never where they are put forward', () => {
    // Berlin, 2026: 02:00 to 03:00 is missing on 29 March and comes twice on 25 October.
    expect(following('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    const first = following('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z') as string;
    expect(first).toBe('2026-10-25T00:30:00.000Z');
    expect(following('30 2 * * *', 'Europe/Berlin', first)).toBe('2026-10-26T01:30:00.000Z');
  });

  test('need not exist', () => {
    expect(following('0 0 30 2 *', 'UTC', '2026-01-01T00:00:00Z')).toBeNull();
  });
});

test('pauses double, are spread, and end at the greatest', () => {
  const rules = { name: 'q', attempts: 50, backOffMs: 1000, maxBackOffMs: 60_000, leaseMs: 60_000 };
  const range = (attempt: number) => [0, 0.999_999].map((random) => backOff(attempt, rules, () => random));
  expect([range(1), range(2), range(5), range(40)]).toEqual([
    [1000, 2000],
    [2000, 4000],
    [16_000, 32_000],
    [60_000, 60_000],
  ]);
});
