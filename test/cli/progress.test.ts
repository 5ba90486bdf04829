import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bytes, duration } from '../../src/cli/amounts.ts';
import { byteProgress } from '../../src/cli/byte-progress.ts';
import { timeLeft } from '../../src/cli/progress-display.ts';
import { waitingFor } from '../../src/cli/waiting.ts';

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

test('reading is shown once it takes longer than a second, with an end', () => {
  const written: string[] = [];
  const stream = {
    isTTY: false,
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream;
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const quick = byteProgress(2000, stream);
  quick.onRead(2000);
  quick.end();
  expect(written).toEqual([]);
  const slow = byteProgress(4000, stream);
  vi.advanceTimersByTime(2000);
  slow.onRead(1000);
  expect(written).toEqual(['1 kB of 4 kB read · 500 B/s · ETA 6 s\n']);
  vi.advanceTimersByTime(6000);
  slow.onRead(3000);
  slow.end();
  expect(written.at(-1)).toBe('4 kB of 4 kB read · 500 B/s\n');
});

test('a terminal shows what is waited for once it takes longer than a second, and nothing of it at the end', async () => {
  const written: string[] = [];
  const terminal = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
  const stream = Object.assign(new PassThrough(), terminal) as unknown as NodeJS.WriteStream;
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { promise, resolve } = Promise.withResolvers<string>();
  let done = 3;
  const waited = waitingFor(() => `Writing… ${done} lines`, promise, stream);
  await vi.advanceTimersByTimeAsync(900);
  expect(written).toEqual([]);
  done = 5;
  await vi.advanceTimersByTimeAsync(1200);
  expect(written.at(-1)).toMatch(/Writing… 5 lines.* 2 s/);
  resolve('written');
  expect(await waited).toBe('written');
  expect(written.at(-1)).toBe('\r\u001b[2K');
});
