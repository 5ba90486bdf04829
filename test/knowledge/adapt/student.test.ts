import { expect, test } from 'vitest';
import { createBags } from '../../../src/knowledge/adapt/bags.ts';
import { pairLoss } from '../../../src/knowledge/adapt/loss.ts';
import { learnedTable } from '../../../src/knowledge/adapt/quantise.ts';
import { createStudent } from '../../../src/knowledge/adapt/student.ts';
import { smallModel } from '../../support/small-model.ts';

const never = () => 1;

/** Six texts in pairs over a model of ten tokens, of which the last one does not learn. */
function lesson(anchor: number) {
  const model = smallModel(10, 8);
  const bags = createBags(10);
  const lefts = [
    [0, 1, 1],
    [2, 3],
    [4, 9],
  ].map((tokens) => bags.add(tokens));
  const rights = [[5, 0], [6, 6, 2], [7]].map((tokens) => bags.add(tokens));
  const student = createStudent({ model, bags, learners: [0, 1, 2, 3, 4, 5, 6, 7, 8], anchor });
  const loss = () => pairLoss(student.sums(lefts, 0, never).sums, student.sums(rights, 0, never).sums).loss;
  const step = (rate: number) => {
    const [left, right] = [student.sums(lefts, 0, never), student.sums(rights, 0, never)];
    const slope = pairLoss(left.sums, right.sums);
    student.step(
      [
        { of: left, gradient: slope.left },
        { of: right, gradient: slope.right },
      ],
      rate,
    );
  };
  return { model, student, loss, step };
}

test('steps bring the loss down, and move only the tokens that were met', () => {
  const { model, student, loss, step } = lesson(0);
  const before = loss();
  for (let i = 0; i < 20; i += 1) step(0.02);
  expect(loss()).toBeLessThan(before / 2);
  const table = learnedTable(model, student);
  const row = (rows: Int8Array, token: number) => [...rows.subarray(token * 8, token * 8 + 8)];
  expect(row(table.rows, 0)).not.toEqual(row(model.rows, 0));
  // A token that was not met, and one that does not learn.
  for (const token of [8, 9]) expect(row(table.rows, token)).toEqual(row(model.rows, token));
});

test('the anchor holds tokens near their start', () => {
  const drifts = [0, 5].map((anchor) => {
    const { student, step } = lesson(anchor);
    for (let i = 0; i < 50; i += 1) step(0.02);
    return student.meanDrift();
  });
  expect(drifts[1]).toBeLessThan((drifts[0] as number) / 2);
});

test('a share of the way lies between start and end', () => {
  const { student, step } = lesson(0);
  for (let i = 0; i < 20; i += 1) step(0.02);
  const [start, half, end] = [0, 0.5, 1].map((share) => student.learned(0, share) as Float32Array);
  for (const [i, value] of (half as Float32Array).entries())
    expect(value).toBeCloseTo(((start?.[i] as number) + (end?.[i] as number)) / 2, 5);
  expect(student.learned(9, 1)).toBeNull();
});
