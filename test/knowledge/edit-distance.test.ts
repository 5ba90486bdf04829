import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/knowledge/edit-distance.ts';

/** The definition itself. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const ways = [
    distance(restA, b) + 1,
    distance(a, restB) + 1,
    distance(restA, restB) + (a[0] === b[0] ? 0 : 1),
  ];
  const isSwap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
  return Math.min(...ways, ...(isSwap ? [distance(a.slice(2), b.slice(2)) + 1] : []));
}

test.each([
  ['connection', 'conection', 1],
  ['connection', 'connecton', 1],
  ['connection', 'connectoin', 1],
  ['connection', 'comection', 2],
  ['connection', 'collection', 2],
  ['pool', 'pool', 0],
])('%s and %s: %i', (a, b, expected) => {
  expect(editDistance(a, b, 2)).toBe(expected);
});

test('of any words what the definition says, or more than asked for', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      expect(editDistance(a, b, most)).toBe(Math.min(most + 1, distance(a, b)));
    }),
  );
});
