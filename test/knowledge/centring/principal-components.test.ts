import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, principalComponents, without } from '../../../src/knowledge/centring/principal-components.ts';

const vectors = (length: number) =>
  fc.array(
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
      .map((values) => Float32Array.from(values)),
    { minLength: 4, maxLength: 20 },
  );

describe('principal components', () => {
  test('the axes of a stretched cloud come out in the order of their variance', () => {
    const cloud = Array.from({ length: 400 }, (_, i) =>
      Float32Array.of(5 + Math.sin(i) * 3, -2 + Math.sin(i * 1.7) * 2, 1 + Math.sin(i * 2.3) * 0.5),
    );
    const { mean, components } = principalComponents(cloud, 2);
    expect(mean[0]).toBeCloseTo(5, 1);
    expect(mean[1]).toBeCloseTo(-2, 1);
    expect(components).toHaveLength(2);
    expect(Math.abs(components[0]?.[0] as number)).toBeGreaterThan(0.99);
    expect(Math.abs(components[1]?.[1] as number)).toBeGreaterThan(0.99);
  });

  test('vectors that differ in one direction alone have one component, equal ones none', () => {
    const line = [0, 1, 2, 3].map((i) => Float32Array.of(i, i, 0));
    const { components } = principalComponents(line, 3);
    expect(components).toHaveLength(1);
    expect(Math.abs(components[0]?.[0] as number)).toBeCloseTo(Math.SQRT1_2, 4);
    expect(principalComponents([Float32Array.of(1, 2), Float32Array.of(1, 2)], 3).components).toEqual([]);
  });

  test('components are unit vectors at right angles, no direction varies more than the first, and nothing of them stays', () => {
    fc.assert(
      fc.property(vectors(5), vectors(5), (cloud, directions) => {
        const { mean, components } = principalComponents(cloud, 3);
        const deviations = cloud.map((vector) => vector.map((value, i) => value - (mean[i] as number)));
        const variance = (direction: Float32Array) =>
          deviations.reduce((sum, deviation) => sum + dot(deviation, direction) ** 2, 0);
        for (const [i, component] of components.entries()) {
          expect(dot(component, component)).toBeCloseTo(1, 4);
          for (const other of components.slice(0, i)) expect(dot(component, other)).toBeCloseTo(0, 4);
        }
        const [first] = components;
        if (!first) return;
        for (const direction of directions) {
          const squares = dot(direction, direction);
          if (squares > 1e-6)
            // Power iteration stops where two directions vary nearly alike: a tenth is far more than that leaves.
            expect(variance(direction) / squares).toBeLessThanOrEqual(variance(first) * 1.1 + 1e-6);
        }
        const rest = without(directions[0] as Float32Array, components);
        for (const component of components) expect(dot(rest, component)).toBeCloseTo(0, 4);
      }),
    );
  });
});
