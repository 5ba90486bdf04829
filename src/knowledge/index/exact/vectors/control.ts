import { bufferOf, type Ground } from './ground.ts';
import { CONTROL } from './layout.ts';

/** Words of the memory's head by which the threads agree on who does what. */
export const SIGNAL = 0;
/** Pieces of work handed out so far: a piece is one lane of one segment. */
export const NEXT = 1;
/** Threads that are not done yet. */
export const BUSY = 2;
export const SCAN_LANES = 3;
export const SCAN_SEGMENTS = 4;
export const CLOSING = 5;
const WORDS = 6;

export function controlOf(ground: Ground): Int32Array<SharedArrayBuffer> {
  return new Int32Array(bufferOf(ground), CONTROL, WORDS);
}
