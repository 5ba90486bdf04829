import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { columns, cutTo } from '../../src/cli/columns.ts';
import { fold } from '../../src/cli/fold.ts';
import { sayNext } from '../../src/cli/init/answer.ts';
import { table } from '../../src/cli/table.ts';
import { loadConfig } from '../../src/platform/config/index.ts';

afterEach(() => vi.restoreAllMocks());

const folded = (line: string, width: number) =>
  fold([line], width, (_part, text) => text).map((parts) => parts.join(''));

test.each([
  ['abc', 3],
  ['日本', 4],
  ['é', 1],
  ['👩‍👩‍👧', 2],
  ['', 0],
])('%s takes %i columns', (text, taken) => {
  expect(columns(text)).toBe(taken);
});

test.each([
  ['short', 10, 'short'],
  ['a longer text', 8, 'a longe…'],
  ['日本語', 4, '日…'],
])('%s in %i columns is %s', (text, most, cut) => {
  expect(cutTo(text, most)).toBe(cut);
});

test('a line breaks between words, and goes on under its text', () => {
  expect(folded('PAY-17  Customers were charged twice', 24)).toEqual([
    'PAY-17  Customers were',
    '        charged twice',
  ]);
  expect(folded('    one two three four', 13)).toEqual(['    one two', '    three', '    four']);
  expect(folded('Last sync   succeeded, begun today', 27)).toEqual([
    'Last sync   succeeded,',
    '         begun today',
  ]);
});

test('what is one word stays one, and short lines stay as they are', () => {
  const address = 'https://your-company.atlassian.net/browse/PAY-17';
  expect(folded(`    see ${address} there`, 20)).toEqual(['    see', `    ${address}`, '    there']);
  expect(folded('  a   b  ', 20)).toEqual(['  a   b  ']);
});

test('styles stay with their words', () => {
  const line = fold<string | { style: string; text: string }>(
    ['a ', { style: 'bold', text: 'bold words' }],
    8,
    (part, text) => (typeof part === 'string' ? text : { ...part, text }),
  );
  expect(line).toEqual([
    ['a', ' ', { style: 'bold', text: 'bold' }],
    [
      { style: 'bold', text: '' },
      { style: 'bold', text: 'words' },
    ],
  ]);
});

test('a table shortens what may be shortened where the terminal is narrow', () => {
  const rows = [
    ['PAY', '12', 'a very long name of a project'],
    ['CORE', '7', 'short'],
  ];
  const lines = (width: number) =>
    table([{}, { right: true }, { gives: true }], rows, { isTTY: true, columns: width } as never).map((row) =>
      row.join(''),
    );
  expect(lines(80)).toEqual(['PAY   12  a very long name of a project', 'CORE   7  short']);
  expect(lines(24)).toEqual(['PAY   12  a very long n…', 'CORE   7  short']);
});

test('what comes after init stands whole in a narrow terminal', () => {
  let printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  const { isTTY, columns: width } = process.stderr;
  Object.assign(process.stderr, { isTTY: true, columns: 60 });
  try {
    sayNext(loadConfig({ CASEBOOK_DATA_DIR: '/srv/of-some-length/casebook-data' }), null);
  } finally {
    Object.assign(process.stderr, { isTTY, columns: width });
  }
  expect(stripVTControlCharacters(printed).replaceAll(/\s+/g, ' ')).toContain('then serves the dashboard');
});
