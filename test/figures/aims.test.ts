import { expect, test } from 'vitest';
import { type Aim, type Bound, judge, type Measured } from '../../scripts/figures/aims.ts';

function outcome(bound: Bound, measured: Measured | null): string {
  const aim: Aim<object> = { what: 'it', bound, unit: 'ms', measured: () => measured };
  return judge(aim, {}).outcome;
}

test('whether an aim is met is computed, and said with the figure', () => {
  expect(outcome({ atMost: 1.5 }, 1.684)).toBe('missed, 1.68 ms');
  expect(outcome({ atMost: 1.5 }, 1.5)).toBe('met, 1.5 ms');
  expect(outcome({ below: 100 }, 100)).toBe('missed, 100 ms');
  expect(outcome({ below: 100 }, 99.9)).toBe('met, 99.9 ms');
  expect(outcome({ atLeast: 5 }, 4.999)).toBe('missed, 4.999 ms');
  expect(outcome({ atLeast: 5 }, 5)).toBe('met, 5 ms');
  expect(outcome({ above: 0 }, 0)).toBe('missed, 0 ms');
});

test('all of an interval has to be on the right side', () => {
  const estimated = (low: number, high: number) => ({
    value: 0.02,
    interval: [low, high] as const,
  });
  expect(outcome({ above: 0 }, estimated(-0.004, 0.04))).toBe('missed, 0.02 ms [−0.004, 0.04]');
  expect(outcome({ above: 0 }, estimated(0.001, 0.04))).toMatch(/^met/);
  expect(outcome({ atMost: 0.03 }, estimated(0.001, 0.04))).toMatch(/^missed/);
  expect(outcome({ notBelow: 0 }, estimated(-0.04, 0.001))).toMatch(/^met/);
  expect(outcome({ notBelow: 0 }, estimated(-0.04, -0.001))).toMatch(/^missed/);
});

test('what was not measured is neither met nor missed', () => {
  expect(outcome({ atMost: 1.5 }, null)).toBe('not measured');
  const throws: Aim<object> = {
    what: 'it',
    bound: { atMost: 1.5 },
    unit: 'ms',
    measured: () => {
      throw new Error('asked of nothing');
    },
  };
  expect(judge(throws, null)).toEqual({ what: 'it', aim: 'at most 1.5 ms', outcome: 'not measured' });
});
