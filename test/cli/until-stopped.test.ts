import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilStopped } from '../../src/cli/until-stopped.ts';

let interrupt: () => void;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    if (name === 'SIGINT') interrupt = listener as () => void;
    return process;
  });
  vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('the same Ctrl-C, passed on by several, stops once', async () => {
  const stopped = untilStopped();
  interrupt();
  vi.advanceTimersByTime(900);
  interrupt();
  await stopped;
  expect(process.exit).not.toHaveBeenCalled();
});

test('a second Ctrl-C ends at once what does not stop', async () => {
  const stopped = untilStopped();
  interrupt();
  await stopped;
  vi.advanceTimersByTime(1100);
  interrupt();
  expect(process.exit).toHaveBeenCalledExactlyOnceWith(130);
});
