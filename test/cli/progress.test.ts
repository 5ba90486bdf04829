import { expect, test } from 'vitest';
import { bytes, duration } from '../../src/cli/amounts.ts';
import { timeLeft } from '../../src/cli/progress-display.ts';

test('the time left is that of the step that is under way', () => {
  let now = 0;
  const left = timeLeft(() => now);
  expect(left(0)).toBeNull();
  now = 500;
  expect(left(0.1)).toBeNull();
  now = 4000;
  expect(left(0.25)).toBe(12_000);
  now = 16_000;
  expect(left(1)).toBeNull();
  expect(left(0)).toBeNull();
  now = 20_000;
  expect(left(0.5)).toBe(4000);
});

test.each([
  [400, '1 s'],
  [59_000, '59 s'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [180_000, '3 min'],
  [100_000_000, '1 d 3 h'],
])('%i ms are %s', (ms, said) => {
  expect(duration(ms)).toBe(said);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_200_000, '3.2 MB'],
])('%i bytes are %s', (size, said) => {
  expect(bytes(size)).toBe(said);
});
