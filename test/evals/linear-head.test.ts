import { expect, test } from 'vitest';
import { fitLinearHead } from '../../evals/linear-head.ts';

/** Points around three corners, class after class, as files list them. */
function points(perClass: number) {
  const corners = [
    [1, 0],
    [-1, 1],
    [-1, -1],
  ] as const;
  const classes = corners.flatMap((_, cls) => Array.from({ length: perClass }, () => cls));
  const vectors = classes.map((cls, index) => {
    const [x, y] = corners[cls] as readonly [number, number];
    return Float32Array.of(x + Math.sin(index * 7) / 2, y + Math.cos(index * 5) / 2);
  });
  return { classes, vectors };
}

test('a linear head learns classes that lines can part, the same each time', () => {
  const learned = points(40);
  const classOf = fitLinearHead(learned, 3);
  const again = fitLinearHead(learned, 3);
  const asked = points(25);
  expect(asked.vectors.map(classOf)).toEqual(asked.classes);
  expect(asked.vectors.map(again)).toEqual(asked.vectors.map(classOf));
});

test('fewer vectors than a batch, and a class that none of them has, are fine', () => {
  const classOf = fitLinearHead({ vectors: [Float32Array.of(1), Float32Array.of(-1)], classes: [0, 1] }, 3);
  expect([classOf(Float32Array.of(2)), classOf(Float32Array.of(-2))]).toEqual([0, 1]);
});
