import { type Frame, frameBuilder } from './frame.ts';
import type { Bytes } from './input.ts';

const LINE_END = 0x0a;

/** A record on each line; empty lines are none. */
export async function* lineFrames(bytes: Bytes): AsyncGenerator<Frame> {
  const frame = frameBuilder();
  let line = 1;
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(LINE_END); end >= 0; end = buffer.indexOf(LINE_END, start)) {
      frame.add(buffer.subarray(start, end));
      if (frame.size > 0) yield* unlessBlank(frame.take(line, 1));
      line += 1;
      start = end + 1;
    }
    frame.add(buffer.subarray(start));
  }
  if (frame.size > 0) yield* unlessBlank(frame.take(line, 1));
}

function* unlessBlank(frame: Frame): Generator<Frame> {
  if (frame.size > 1000 || frame.bytes.toString('latin1').trim() !== '') yield frame;
}
