import { countOf, slotOf } from '../lexical/postings.ts';
import { type Views, viewsOf } from './codes.ts';
import type { Kernel, ScoringKernel, Seek } from './kernel.ts';
import { ASK_TABLE, BLOCK, BLOCKS, type Layout } from './layout.ts';

/** The bytes of so many slots are as many as the signs of a whole block. */
const FEW = 4;

/** What the kernels compute, in plain JavaScript: where there is no WebAssembly SIMD, and to hold it against that. */
export function plainKernel(buffer: () => ArrayBufferLike, layout: Layout): Kernel {
  const { width } = layout;
  const { fround } = Math;
  let views = viewsOf(buffer());
  const current = (): Views => {
    if (views.bytes.buffer !== buffer() || views.bytes.byteLength !== buffer().byteLength)
      views = viewsOf(buffer());
    return views;
  };

  function dot({ signed, shorts }: Views, bytes: number, query: number): number {
    let sum = 0;
    for (let i = 0; i < width; i++) sum = (sum + signed[bytes + i]! * shorts[query / 2 + i]!) | 0;
    return sum;
  }

  /** A ceiling from the high bytes: `step·(product·unit + perStep) + fixed`. */
  function fromBytes(views: Views, ask: number, segment: number, slot: number): number {
    const at = ask / 4;
    const [unit, perStep, fixed] = [views.floats[at + 4]!, views.floats[at + 5]!, views.floats[at + 6]!];
    const high = segment + layout.high + slot * width;
    const product = fround(dot(views, high, ask + ASK_TABLE + 4 * width));
    const step = views.floats[(segment + layout.steps) / 4 + slot]!;
    return fround(fround(step * fround(fround(product * unit) + perStep)) + fixed);
  }

  /** A ceiling from the signs: the estimate `f·(sum·unit + offset)` and its allowance `√(f²·spread − random)`. */
  function fromSigns({ bytes, floats }: Views, ask: number, segment: number, slot: number): number {
    const place = slot % BLOCK;
    const codes = segment + layout.codes + ((slot - place) * width) / 8 + (place % 16);
    let sum = 0;
    for (let i = 0; i < 4 * width; i += 16) {
      const signs = place < 16 ? bytes[codes + i]! & 15 : bytes[codes + i]! >> 4;
      sum += bytes[ask + ASK_TABLE + i + signs]!;
    }
    const at = ask / 4;
    const [unit, offset] = [floats[at]!, floats[at + 1]!];
    const [spread, random] = [floats[at + 2]!, floats[at + 3]!];
    const factor = floats[(segment + layout.factors) / 4 + slot]!;
    const product = fround(fround(sum * unit) + offset);
    const variance = fround(fround(fround(factor * factor) * spread) - random);
    return fround(fround(factor * product) + fround(Math.sqrt(Math.max(variance, 0))));
  }

  return {
    estimate(lane, segmentIndex) {
      const views = current();
      const ask = layout.ask(lane);
      const segment = layout.segment(segmentIndex);
      const { allowed, maxima, greatest, ceilings } = layout.lane(lane);
      for (let block = 0; block < BLOCKS; block++) {
        const slots = views.words[(segment + allowed) / 4 + block]!;
        // A few slots are better looked up in their bytes than scanned with their whole block.
        const ceiling = onesOf(slots) <= FEW ? fromBytes : fromSigns;
        let most = Number.NEGATIVE_INFINITY;
        for (let place = 0; slots !== 0 && place < BLOCK; place++) {
          const slot = block * BLOCK + place;
          const asked = ((slots >>> place) & 1) === 1;
          const value = asked ? ceiling(views, ask, segment, slot) : Number.NEGATIVE_INFINITY;
          views.floats[(segment + ceilings) / 4 + slot] = value;
          most = Math.max(most, value);
        }
        views.floats[(segment + maxima) / 4 + block] = most;
      }
      views.floats[(segment + greatest) / 4] = greatestOf(views.floats, segment + maxima);
    },
    refine(lane, segmentIndex, bar) {
      const views = current();
      const { floats } = views;
      const segment = layout.segment(segmentIndex);
      const { maxima, greatest, ceilings } = layout.lane(lane);
      const [byBlock, each] = [(segment + maxima) / 4, (segment + ceilings) / 4];
      for (let block = 0; block < BLOCKS; block++) {
        if (floats[byBlock + block]! < fround(bar)) continue;
        let most = Number.NEGATIVE_INFINITY;
        for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot++) {
          if (floats[each + slot]! >= fround(bar))
            floats[each + slot] = fromBytes(views, layout.ask(lane), segment, slot);
          most = Math.max(most, floats[each + slot]!);
        }
        floats[byBlock + block] = most;
      }
      floats[(segment + greatest) / 4] = greatestOf(floats, segment + maxima);
    },
    dot: (bytes, query) => dot(current(), bytes, query),
    seek: plainSeek(() => current().floats),
  };
}

/** The greatest of all blocks of a segment. */
function greatestOf(floats: Float32Array, maxima: number): number {
  return Math.max(...floats.subarray(maxima / 4, maxima / 4 + BLOCKS));
}

/** The same for scores by words. */
export function plainScoring(buffer: () => ArrayBufferLike): ScoringKernel {
  return {
    add(entries, end, weight, worths, shapes, scores) {
      const { words, floats } = viewsOf(buffer());
      const gainsAndNorms = new Float64Array(buffer(), worths);
      for (let entry = entries / 4; entry < end / 4; entry++) {
        const [slot, times] = [slotOf(words[entry]!), countOf(words[entry]!)];
        const shape = words[shapes / 4 + slot]!;
        const [gain, norm] = [gainsAndNorms[2 * shape]!, gainsAndNorms[2 * shape + 1]!];
        floats[scores / 4 + slot]! += (weight * gain * times) / (times + norm);
      }
    },
    settle(scores, allowed, greatest, blocks) {
      const { bytes, floats } = viewsOf(buffer());
      for (let slot = 0; slot < blocks * BLOCK; slot++) {
        const block = greatest / 4 + Math.floor(slot / BLOCK);
        if (bytes[allowed + slot] === 0) floats[scores / 4 + slot] = 0;
        if (slot % BLOCK === 0) floats[block] = 0;
        floats[block] = Math.max(floats[block]!, floats[scores / 4 + slot]!);
      }
      for (let at = greatest, end = at + 4 * blocks, out = end; at < end; at += 4 * BLOCKS, out += 4)
        floats[out / 4] = greatestOf(floats, at);
    },
    clear(from, end) {
      viewsOf(buffer()).bytes.fill(0, from, end);
    },
    seek: plainSeek(() => viewsOf(buffer()).floats),
  };
}

function plainSeek(current: () => Float32Array): Seek {
  return (values, from, end, bar) => {
    const floats = current();
    let at = from;
    while (at < end && floats[values / 4 + at]! < Math.fround(bar)) at++;
    return at;
  };
}

function onesOf(slots: number): number {
  let count = 0;
  for (let rest = slots; rest !== 0; rest &= rest - 1) count++;
  return count;
}
