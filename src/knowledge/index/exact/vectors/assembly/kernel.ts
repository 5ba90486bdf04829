/**
 * The inner loops over the arena, and those of scores by words, in WebAssembly SIMD. `../plain.ts` says the same in plain JavaScript, to the bit;
 * it explains what is computed, this file how. `npm run wasm` makes `../kernel.wasm` of it.
 */

const BLOCKS: i32 = 32;
const BLOCK: i32 = 32;
const TABLE: usize = 64;
/** In an ask: 15 in each of 16 bytes. */
const LOWER_BITS: usize = 48;
/** The bytes of so many slots are as many as the signs of a whole block. */
const FEW: u32 = 4;
/** How an entry of the word index holds a slot and a count. */
const COUNT_BITS: u32 = 10;
const MOST_COUNT: u32 = 1023;
/** Bytes that memory hands over at once. */
const LINE: i32 = 64;

/** Written so that `fetch` is not left out as useless. */
let _fetched: i32 = 0;

export function estimate(
  allowed: usize,
  codes: usize,
  factors: usize,
  high: usize,
  steps: usize,
  ask: usize,
  width: i32,
  ceilings: usize,
  maxima: usize,
): void {
  let greatest: f32 = -Infinity;
  for (let block = 0; block < BLOCKS; block++) {
    const slots = load<u32>(allowed + block * 4);
    const first = block * BLOCK;
    const out = ceilings + first * 4;
    let most: f32 = -Infinity;
    const ahead = block + 1 < BLOCKS ? load<u32>(allowed + block * 4, 4) : 0;
    if (popcnt(ahead) <= FEW) fetch(ahead, high + (first + BLOCK) * width, width);
    if (slots !== 0) {
      if (popcnt(slots) <= FEW) {
        most = few(slots, high + first * width, steps + first * 4, ask, width, out);
      } else {
        most = many(slots, codes + first * (width >> 3), factors + first * 4, ask, width, out);
      }
    }
    store<f32>(maxima + block * 4, most);
    greatest = max<f32>(greatest, most);
  }
  store<f32>(maxima + BLOCKS * 4, greatest);
}

export function refine(
  high: usize,
  steps: usize,
  ask: usize,
  width: i32,
  ceilings: usize,
  maxima: usize,
  bar: f32,
): void {
  if (load<f32>(maxima + BLOCKS * 4) < bar) return;
  let above = reaching(0, ceilings, maxima, bar);
  for (let block = 0; block < BLOCKS; block++) {
    const ahead = block + 1 < BLOCKS ? reaching(block + 1, ceilings, maxima, bar) : 0;
    const first = block * BLOCK;
    fetch(ahead, high + (first + BLOCK) * width, width);
    if (above !== 0) {
      const out = ceilings + first * 4;
      byBytes(above, high + first * width, steps + first * 4, ask, width, out);
      store<f32>(maxima + block * 4, greatestOf(out));
    }
    above = ahead;
  }
  store<f32>(maxima + BLOCKS * 4, greatestOf(maxima));
}

/** The slots of a block whose ceilings reach the bar. */
function reaching(block: i32, ceilings: usize, maxima: usize, bar: f32): u32 {
  if (load<f32>(maxima + block * 4) < bar) return 0;
  const bars = f32x4.splat(bar);
  let slots: u32 = 0;
  for (let place = 0; place < BLOCK; place += 4) {
    const each = v128.load(ceilings + (block * BLOCK + place) * 4);
    slots |= (<u32>i32x4.bitmask(f32x4.ge(each, bars))) << place;
  }
  return slots;
}

/** Has memory hand over the bytes of some slots of a block, while something else is computed: half the time is waiting. */
function fetch(slots: u32, high: usize, width: i32): void {
  let sum = 0;
  for (; slots !== 0; slots &= slots - 1) {
    const bytes = high + ctz(slots) * width;
    for (let i = 0; i < width; i += LINE) sum += <i32>load<u8>(bytes + i);
  }
  _fetched = sum;
}

/** See `Seek`. */
export function seek(values: usize, from: i32, end: i32, bar: f32): i32 {
  const bars = f32x4.splat(bar);
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const below = i32x4.bitmask(f32x4.lt(v128.load(values + ((<usize>at) << 2)), bars));
    if (below !== 0b1111) return at + ctz(~below);
  }
  while (at < end && load<f32>(values + ((<usize>at) << 2)) < bar) at++;
  return at;
}

/** The integer product of a vector's bytes with the query's 16-bit numbers. */
export function dot(bytes: usize, query: usize, width: i32): i32 {
  let even = i32x4.splat(0);
  let odd = i32x4.splat(0);
  for (let i = 0; i < width; i += 16) {
    const values = v128.load(bytes + i);
    const numbers = query + 2 * i;
    even = i32x4.add(even, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(values), v128.load(numbers)));
    odd = i32x4.add(odd, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(values), v128.load(numbers, 16)));
  }
  const sum = i32x4.add(even, odd);
  return (
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    i32x4.extract_lane(sum, 2) +
    i32x4.extract_lane(sum, 3)
  );
}

function few(slots: u32, high: usize, steps: usize, ask: usize, width: i32, out: usize): f32 {
  const none = f32x4.splat(-Infinity);
  for (let i = 0; i < BLOCK * 4; i += 16) v128.store(out + i, none);
  return byBytes(slots, high, steps, ask, width, out);
}

/** Writes the ceilings of some slots of a block from their high bytes; returns the greatest. */
function byBytes(slots: u32, high: usize, steps: usize, ask: usize, width: i32, out: usize): f32 {
  const unit = load<f32>(ask, 16);
  const perStep = load<f32>(ask, 20);
  const fixed = load<f32>(ask, 24);
  let most: f32 = -Infinity;
  for (; slots !== 0; slots &= slots - 1) {
    const slot = ctz(slots);
    const product = <f32>dot(high + slot * width, ask + TABLE + 4 * width, width);
    const ceiling = load<f32>(steps + slot * 4) * (product * unit + perStep) + fixed;
    store<f32>(out + slot * 4, ceiling);
    most = max<f32>(most, ceiling);
  }
  return most;
}

function many(slots: u32, codes: usize, factors: usize, ask: usize, width: i32, out: usize): f32 {
  // From memory: V8 makes a constant anew wherever it is used, which takes a third of the time.
  const nibble = v128.load(ask, LOWER_BITS);
  let sum0 = i16x8.splat(0);
  let sum1 = i16x8.splat(0);
  let sum2 = i16x8.splat(0);
  let sum3 = i16x8.splat(0);
  const end = codes + 4 * width;
  let table = ask + TABLE;
  while (codes < end) {
    let lower = i8x16.splat(0);
    let upper = i8x16.splat(0);
    // Eight entries of five bits fit a byte. What shuffles look up lies below 16, where relaxed ones are all alike.
    for (let i = 0; i < 128; i += 32) {
      const signs = v128.load(codes + i);
      const entries = v128.load(table + i);
      lower = i8x16.add(lower, i8x16.relaxed_swizzle(entries, v128.and(signs, nibble)));
      upper = i8x16.add(upper, i8x16.relaxed_swizzle(entries, v128.and(i16x8.shr_u(signs, 4), nibble)));
      const others = v128.load(codes + i, 16);
      const next = v128.load(table + i, 16);
      lower = i8x16.add(lower, i8x16.relaxed_swizzle(next, v128.and(others, nibble)));
      upper = i8x16.add(upper, i8x16.relaxed_swizzle(next, v128.and(i16x8.shr_u(others, 4), nibble)));
    }
    sum0 = i16x8.add(sum0, i16x8.extend_low_i8x16_u(lower));
    sum1 = i16x8.add(sum1, i16x8.extend_high_i8x16_u(lower));
    sum2 = i16x8.add(sum2, i16x8.extend_low_i8x16_u(upper));
    sum3 = i16x8.add(sum3, i16x8.extend_high_i8x16_u(upper));
    codes += 128;
    table += 128;
  }
  let most = f32x4.splat(-Infinity);
  most = four(slots, 0, i32x4.extend_low_i16x8_u(sum0), factors, ask, out, most);
  most = four(slots, 4, i32x4.extend_high_i16x8_u(sum0), factors, ask, out, most);
  most = four(slots, 8, i32x4.extend_low_i16x8_u(sum1), factors, ask, out, most);
  most = four(slots, 12, i32x4.extend_high_i16x8_u(sum1), factors, ask, out, most);
  most = four(slots, 16, i32x4.extend_low_i16x8_u(sum2), factors, ask, out, most);
  most = four(slots, 20, i32x4.extend_high_i16x8_u(sum2), factors, ask, out, most);
  most = four(slots, 24, i32x4.extend_low_i16x8_u(sum3), factors, ask, out, most);
  most = four(slots, 28, i32x4.extend_high_i16x8_u(sum3), factors, ask, out, most);
  return greatestLane(most);
}

/** Adds to the scores of texts what some entries are worth; see `ScoringKernel`. */
export function add(
  entries: usize,
  end: usize,
  weight: f64,
  worths: usize,
  shapes: usize,
  scores: usize,
): void {
  for (; entries < end; entries += 4) {
    const entry = load<u32>(entries);
    const times = <f64>(entry & MOST_COUNT);
    const slot: usize = (entry >>> COUNT_BITS) << 2;
    const worth = worths + (load<u32>(shapes + slot) << 4);
    const more = (weight * load<f64>(worth) * times) / (times + load<f64>(worth, 8));
    store<f32>(scores + slot, <f32>(<f64>load<f32>(scores + slot) + more));
  }
}

/** Makes scores 0 where the byte of `allowed` is 0, not 1, and writes the greatest; see `ScoringKernel`. */
export function settle(scores: usize, allowed: usize, greatest: usize, blocks: i32): void {
  for (let block = 0; block < blocks; block++) {
    let most = f32x4.splat(0);
    const isWhole = i8x16.all_true(v128.and(v128.load(allowed), v128.load(allowed, 16)));
    for (let slot = 0; slot < BLOCK; slot += 4) {
      let kept = v128.load(scores + slot * 4);
      if (!isWhole) {
        const bytes = v128.load32_zero(allowed + slot);
        const bits = i32x4.neg(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
        kept = v128.and(kept, bits);
        v128.store(scores + slot * 4, kept);
      }
      most = f32x4.pmax(most, kept);
    }
    store<f32>(greatest + block * 4, greatestLane(most));
    scores += BLOCK * 4;
    allowed += BLOCK;
  }
  const end = greatest + blocks * 4;
  for (let segment = 0; segment < blocks / BLOCKS; segment++)
    store<f32>(end + segment * 4, greatestOf(greatest + segment * BLOCKS * 4));
}

export function clear(from: usize, end: usize): void {
  memory.fill(from, 0, end - from);
}

/** The greatest of 32 ceilings: a block's slots are as many as a segment's blocks. */
function greatestOf(ceilings: usize): f32 {
  let most = v128.load(ceilings);
  for (let i = 16; i < BLOCK * 4; i += 16) most = f32x4.pmax(most, v128.load(ceilings + i));
  return greatestLane(most);
}

function greatestLane(values: v128): f32 {
  const pairs = f32x4.pmax(values, v128.shuffle<f32>(values, values, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

function four(slots: u32, first: i32, sums: v128, factors: usize, ask: usize, out: usize, most: v128): v128 {
  const factor = v128.load(factors + 4 * first);
  const product = f32x4.add(
    f32x4.mul(f32x4.convert_i32x4_u(sums), v128.load32_splat(ask)),
    v128.load32_splat(ask, 4),
  );
  const variance = f32x4.sub(
    f32x4.mul(f32x4.mul(factor, factor), v128.load32_splat(ask, 8)),
    v128.load32_splat(ask, 12),
  );
  const error = f32x4.sqrt(f32x4.pmax(f32x4.splat(0), variance));
  const ceiling = f32x4.add(f32x4.mul(factor, product), error);
  // Nearly all blocks are asked for as a whole.
  if (slots === u32.MAX_VALUE) {
    v128.store(out + 4 * first, ceiling);
    return f32x4.pmax(most, ceiling);
  }
  const bits = v128.and(i32x4.splat(slots >> first), i32x4(1, 2, 4, 8));
  const asked = i32x4.ne(bits, i32x4.splat(0));
  const kept = v128.bitselect(ceiling, f32x4.splat(-Infinity), asked);
  v128.store(out + 4 * first, kept);
  return f32x4.pmax(most, kept);
}
