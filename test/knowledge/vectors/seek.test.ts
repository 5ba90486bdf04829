import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bufferOf, createGround, createScoring } from '../../../src/knowledge/index/exact/vectors/ground.ts';

const HEAD = 65_536;
const MOST = 64;

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.float({ noNaN: true }),
  fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
);

test('the next number that reaches a bar is found, wherever one begins and ends, and whatever rounding does to the bar', () => {
  const grounds = (['wasm', 'plain'] as const).map((kind) => createGround(HEAD + 4 * MOST, kind));
  const kernels = grounds.map((ground) => ({
    values: new Float32Array(bufferOf(ground), HEAD, MOST),
    seek: createScoring(ground).seek,
  }));
  fc.assert(
    fc.property(
      fc.array(number, { maxLength: MOST }),
      fc.nat(MOST),
      fc.nat(MOST),
      fc.oneof(number, fc.double(), fc.constant(Number.NaN), fc.nat(MOST)),
      (numbers, one, other, chosen) => {
        const [from, end] = [
          Math.min(one, other, numbers.length),
          Math.min(Math.max(one, other), numbers.length),
        ];
        // Often a bar that one of them just about reaches, as it was before it was rounded.
        const bar = Number.isInteger(chosen) && chosen >= 0 ? (numbers[chosen] ?? chosen) - 1e-12 : chosen;
        const [found, plain] = kernels.map(({ values, seek }) => {
          values.set(numbers);
          return seek(HEAD, from, end, bar);
        });
        const values = Float32Array.from(numbers);
        const place = values.findIndex((value, at) => at >= from && at < end && !(value < Math.fround(bar)));
        expect(found).toBe(place < 0 ? end : place);
        expect(plain).toBe(found);
        const exact = values.findIndex((value, at) => at >= from && at < end && value >= bar);
        if (exact >= 0) expect(found).toBeLessThanOrEqual(exact);
      },
    ),
    { numRuns: 2000 },
  );
});
