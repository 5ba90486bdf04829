import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupsOf, queriesOf } from '../../bench/search/data-folder.ts';
import { makeDataSet } from '../../bench/search/data-set.ts';
import { fuseRanks } from '../../bench/search/engine.ts';
import { nearestByForce, recallOf } from '../../bench/search/truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const QUERY = [1, 0, 0, 0];

/** A folder of documents in four dimensions whose products with the one query are `scores`. */
function folderOf(scores: readonly number[]) {
  const path = temporaryFolder();
  const documents = scores.map((_, id) => ({ id, text: '', five: id % 2 === 0, rare: false }));
  writeFileSync(join(path, 'documents.jsonl'), documents.map((one) => `${JSON.stringify(one)}\n`).join(''));
  writeFileSync(join(path, 'vectors.f32'), floats(scores.flatMap((score) => [score, 0, 0, 0])));
  writeFileSync(join(path, 'words.json'), '["any"]');
  writeFileSync(join(path, 'words.f32'), floats(QUERY));
  return { path, dimensions: 4, count: scores.length };
}

const floats = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const downFrom = (count: number) => Array.from({ length: count }, (_, id) => 1 - id / 100);

test('the ten nearest are counted as found, whatever their order, and others are not', async () => {
  const truth = await nearestByForce(folderOf(downFrom(40)));
  const ten = [...Array(10).keys()];
  expect(recallOf(truth, 'vector', [ten.toReversed()])).toBe(1);
  expect(recallOf(truth, 'vector', [[...ten.slice(0, 7), 20, 21, 22]])).toBe(0.7);
  expect(recallOf(truth, 'filter5', [[0, 2, 4, 6, 8, 10, 12, 14, 16, 18]])).toBe(1);
  expect(recallOf(truth, 'filter5', [ten])).toBe(0.5);
});

test('of documents as near as the tenth, any will do', async () => {
  const truth = await nearestByForce(folderOf([...downFrom(9), 0.5, 0.5, 0.5, 0.1]));
  expect(recallOf(truth, 'vector', [[0, 1, 2, 3, 4, 5, 6, 7, 8, 11]])).toBe(1);
  expect(recallOf(truth, 'vector', [[0, 1, 2, 3, 4, 5, 6, 7, 8, 12]])).toBe(0.9);
});

test('what has nothing in common with the query need not be found', async () => {
  const truth = await nearestByForce(folderOf([0.9, 0.8, 0, -0.5]));
  expect(recallOf(truth, 'vector', [[0, 1]])).toBe(1);
  expect(recallOf(truth, 'filter0.1', [[]])).toBe(null);
});

test('modes without one right answer have no recall', async () => {
  expect(recallOf(await nearestByForce(folderOf([1])), 'hybrid', [[0]])).toBe(null);
});

test('documents and queries are as they are described', async () => {
  const folder = await makeDataSet(join(temporaryFolder(), 'data'), 2000);
  const documents = [];
  for await (const group of groupsOf(folder, 300)) {
    for (let at = 0; at < group.vectors.length; at += folder.dimensions)
      expect(Math.hypot(...group.vectors.subarray(at, at + folder.dimensions))).toBeCloseTo(1, 4);
    documents.push(...group.documents);
  }
  expect(documents.map(({ id }) => id)).toEqual([...Array(2000).keys()]);
  expect(documents.filter(({ five }) => five)).toHaveLength(100);
  expect(documents.filter(({ rare }) => rare)).toHaveLength(2);
  const queries = await queriesOf(folder, 'words');
  expect(queries).toHaveLength(300);
  for (const { text } of queries) expect(text).toMatch(/^\S+( \S+){1,5}$/);
});

test('what stands high in both lists comes first', () => {
  expect(
    fuseRanks([
      [1, 2, 3],
      [4, 2],
    ])[0],
  ).toBe(2);
});
