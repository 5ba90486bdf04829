import { expect, test } from 'vitest';
import { rotation } from '../../../src/knowledge/index/exact/vectors/rotation.ts';

test.each([32, 96, 256, 384, 1536])('lengths and angles stay what they were in %i dimensions', (width) => {
  const rotate = rotation(width);
  const one = Float64Array.from({ length: width }, (_, i) => Math.sin(i));
  const other = Float64Array.from({ length: width }, (_, i) => Math.cos(i * i));
  const products = () => [one, other].map((each) => each.reduce((sum, value, i) => sum + value * one[i]!, 0));
  const before = products();
  rotate(one);
  rotate(other);
  for (const [place, product] of products().entries()) expect(product).toBeCloseTo(before[place]!, 8);
});

test('an axis is spread over all coordinates', () => {
  const width = 384;
  for (let axis = 0; axis < width; axis++) {
    const vector = new Float64Array(width);
    vector[axis] = 1;
    rotation(width)(vector);
    // One bit a coordinate keeps √(2/π) = 0.80 of an evenly spread vector's length; of the axis itself 0.05.
    const kept = vector.reduce((sum, value) => sum + Math.abs(value), 0) / Math.sqrt(width);
    expect(kept).toBeGreaterThan(0.6);
  }
});
