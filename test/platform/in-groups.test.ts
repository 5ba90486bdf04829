import { expect, test } from 'vitest';
import { inGroups } from '../../src/platform/database/index.ts';

test('gives items in groups, the last one of what is left', async () => {
  expect(await Array.fromAsync(inGroups([1, 2, 3, 4, 5], 2))).toEqual([[1, 2], [3, 4], [5]]);
  expect(await Array.fromAsync(inGroups([1, 2], 2))).toEqual([[1, 2]]);
  expect(await Array.fromAsync(inGroups([], 2))).toEqual([]);
});
