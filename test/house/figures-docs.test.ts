import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measurements, pages } from '../../scripts/figures/measurements.ts';
import { figurePages } from '../../scripts/figures/pages.ts';
import { readRecord } from '../../scripts/figures/record.ts';
import { regionsOf } from '../../scripts/figures/regions.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, docs), 'utf8');
const kept = readdirSync(new URL('figures/', docs));

test.each(Object.entries(figurePages()))(
  'docs/%s shows what was measured (npm run figures -- --render)',
  (name, text) => {
    expect(read(name)).toBe(text);
  },
);

test.each(Object.entries(pages))('docs/%s shows all that its measurements tell', (name, its) => {
  const first = Object.keys(its);
  expect(regionsOf(read(name))).toEqual(expect.arrayContaining(['aims', ...first]));
});

test.each(kept)('docs/figures/%s is what a measurement tells, as it is kept', (file) => {
  const name = file.replace(/\.json$/, '');
  const record = readRecord(name);
  expect(record?.name).toBe(name);
  const [script] = measurements[name]!.command;
  expect(record?.command).toMatch(new RegExp(`^npm run ${script} -- `));
  // Nothing is kept that is not shown.
  expect(measurements[name]!.kept(record?.result)).toEqual(record?.result);
});

test('figures are kept, and name neither machines nor folders', () => {
  expect(kept.length).toBeGreaterThan(0);
  for (const file of kept) expect(read(`figures/${file}`)).not.toMatch(/"[^"]*(^|[\s":=|])(~|\/\w+)\//);
});
