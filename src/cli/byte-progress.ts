import { bytes } from './amounts.ts';
import { progressDisplay } from './progress-display.ts';

/** What is over sooner needs no bar. */
const BEGINS_MS = 1000;
const EVERY_MS = 200;

/** Shows how far reading is. */
export interface ByteProgress {
  /** So many more bytes have been read. */
  readonly onRead: (bytes: number) => void;
  end(): void;
}

/** @param total how many bytes there are, as far as that is known beforehand. */
export function byteProgress(total: number, stream: NodeJS.WriteStream = process.stderr): ByteProgress {
  const show = progressDisplay(stream);
  const begun = performance.now();
  let [read, next, shown] = [0, begun + BEGINS_MS, false];
  const draw = (last: boolean) => {
    const rate = bytes((read * 1000) / Math.max(1, performance.now() - begun));
    const done = last ? 1 : Math.min(1, read / Math.max(1, total));
    show({ done, pace: `${rate}/s`, counts: `${bytes(read)} of ${bytes(Math.max(read, total))} read` }, last);
    shown = true;
  };
  return {
    onRead(more) {
      read += more;
      if (performance.now() < next) return;
      next = performance.now() + EVERY_MS;
      draw(false);
    },
    end() {
      if (shown) draw(true);
    },
  };
}
