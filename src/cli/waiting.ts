import { duration } from './amounts.ts';
import { lineOf, paint } from './output.ts';

/** What is over sooner needs no line. */
const BEGINS_MS = 1000;
const EVERY_MS = 500;

/**
 * Waits for work of which nobody can say how long it will still take. A terminal shows meanwhile what is done, and since
 * when, in a line that is gone at the end; elsewhere nothing is written.
 *
 * @param what asked each time: it may tell how far the work is.
 */
export async function waitingFor<T>(
  what: () => string,
  work: Promise<T>,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<T> {
  if (!stream.isTTY) return work;
  const begun = performance.now();
  let shown = false;
  const timer = setInterval(() => {
    const passed = performance.now() - begun;
    if (passed < BEGINS_MS) return;
    stream.write(`\r\u001b[2K${lineOf([what(), paint('dim', `  ${duration(passed)}`)], stream)}`);
    shown = true;
  }, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (shown) stream.write('\r\u001b[2K');
  }
}
