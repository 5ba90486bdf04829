import { duration } from './amounts.ts';
import { lineOf, paint } from './output.ts';

/** How far work is, in words. */
export interface Description {
  /** How much is done, 0 to 1. */
  readonly done: number;
  readonly pace: string;
  readonly counts: string;
}

/** Shows how far work is, again and again; `last` with what it ended with. */
export type ShowProgress = (shown: Description, last: boolean) => void;

/** Where no terminal redraws a line, one line in this time. */
const PLAIN_LINE_MS = 2000;
const BAR_WIDTH = 24;

/** Redraws in place on a terminal, and prints a line now and then elsewhere; both say how long it will still take. */
export function progressDisplay(stream: NodeJS.WriteStream): ShowProgress {
  const show = stream.isTTY ? redrawn(stream) : plainLines(stream);
  const left = timeLeft();
  return (shown, last) => {
    const ms = left(shown.done);
    show(ms === null || last ? shown : { ...shown, pace: `${shown.pace} · ETA ${duration(ms)}` }, last);
  };
}

/** Before this much time has gone by, how fast it goes says little. */
const EARLIEST_MS = 1000;

/**
 * From how much was done in how much time, since the beginning of the step: one that is less far than before has begun
 * anew. Milliseconds; null before that can be said.
 */
export function timeLeft(now: () => number = () => performance.now()): (done: number) => number | null {
  let [begun, doneThen, doneLast] = [now(), 0, 0];
  return (done) => {
    if (done < doneLast) [begun, doneThen] = [now(), done];
    doneLast = done;
    const passed = now() - begun;
    if (passed < EARLIEST_MS || done <= doneThen || done >= 1) return null;
    return (passed * (1 - done)) / (done - doneThen);
  };
}

/** Two lines in place: a bar with the pace, and the counts. */
function redrawn(stream: NodeJS.WriteStream): ShowProgress {
  return ({ done, pace, counts }, last) => {
    const filled = Math.round(done * BAR_WIDTH);
    const bar = [paint('cyan', '█'.repeat(filled)), paint('dim', '░'.repeat(BAR_WIDTH - filled))];
    const width = (stream.columns || 80) - 1;
    stream.write(`\r\u001b[2K${lineOf([...bar, ` ${pace}`], stream)}\n`);
    stream.write(`\u001b[2K${lineOf([paint('dim', counts.slice(0, width))], stream)}`);
    stream.write(last ? '\n' : '\r\u001b[1A');
  };
}

function plainLines(stream: NodeJS.WriteStream): ShowProgress {
  let next = 0;
  return ({ pace, counts }, last) => {
    if (!last && Date.now() < next) return;
    next = Date.now() + PLAIN_LINE_MS;
    stream.write(`${lineOf([`${counts} · ${pace}`], stream)}\n`);
  };
}
