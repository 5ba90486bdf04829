import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../../src/ingest/sources/file/json-fault.ts';
import { inPieces, readFile } from '../../support/import-file.ts';
import { comment, issue } from '../../support/issue.ts';

const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const keysOf = ({ accepted }: Awaited<ReturnType<typeof readFile>>) =>
  accepted.map(({ ticket }) => ticket.key);
const five = [1, 2, 3, 4, 5].map((number) => issue(number, { summary: `"[{,}]\\ ${number}\u2028ü` }));
const fiveKeys = ['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-5'];

describe('forms', () => {
  test.each<[string, string, string]>([
    ['an issue on each line', lines(...five), 'jsonl'],
    [
      'without the last line end, with empty lines',
      `\n${lines(...five)
        .trimEnd()
        .replaceAll('\n', '\r\n\r\n')}`,
      'jsonl',
    ],
    ['an array', JSON.stringify(five), 'json'],
    ['an array over many lines', JSON.stringify(five, null, 2), 'json'],
    [
      'a search answer',
      JSON.stringify({ startAt: 0, names: { a: '[' }, total: 5, issues: five, isLast: true }),
      'json',
    ],
    [
      'several search answers',
      lines({ issues: five.slice(0, 2) }, { isLast: true, issues: five.slice(2) }),
      'json',
    ],
    ['issues over many lines', five.map((each) => JSON.stringify(each, null, 2)).join('\n'), 'json'],
  ])('%s', async (_, content, format) => {
    for (const piece of [7, 4096]) {
      const read = await readFile(inPieces(content, piece));
      expect(read.refused).toEqual([]);
      expect(keysOf(read)).toEqual(fiveKeys);
      expect(read.format).toBe(format);
      expect(read.records[3]?.body).toEqual(five[3]);
    }
  });

  test.each(['\ufeff', ''])('in any Unicode encoding', async (mark) => {
    const text = mark + lines(...five);
    for (const content of [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
    ])
      expect(keysOf(await readFile(content))).toEqual(fiveKeys);
  });

  test('any values of an array come out one by one, wherever pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (values, piece, pretty) => {
          const text = JSON.stringify([{ fields: 0 }, ...values], null, pretty ? 1 : 0);
          const { records, refused } = await readFile(inPieces(text, piece), { format: 'json' });
          // The gate has refused all of them; nothing else has.
          expect(refused).toHaveLength(values.length + 1);
          expect(records.map(({ body }) => body)).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('versions of the REST API', () => {
  const formatOf = async (body: unknown) =>
    (await readFile(lines(body), { format: 'jsonl' })).records[0]?.format;
  const bare = { description: null, environment: null, comment: { comments: [], total: 0 } };

  test('show in the texts, the address or the people', async () => {
    expect(await formatOf(issue(1))).toBe('jira-v3');
    expect(await formatOf(issue(1, { description: 'h1. Wiki' }))).toBe('jira-v2');
    expect(
      await formatOf(issue(1, { ...bare, comment: { comments: [comment(1, '', { body: 'x' })], total: 1 } })),
    ).toBe('jira-v2');
    expect(await formatOf(issue(1, bare))).toBe('jira-v3');
    expect(await formatOf(issue(1, bare, { self: 'https://jira.example/rest/api/2/issue/1' }))).toBe(
      'jira-v2',
    );
    expect(await formatOf(issue(1, { ...bare, reporter: { name: 'ines', key: 'ines' } }))).toBe('jira-v2');
  });
});

describe('what cannot be read is refused by its place, and the rest goes on', () => {
  const [one, two] = [JSON.stringify(issue(1)), JSON.stringify(issue(2))];

  test.each<[string, string, string]>([
    ['a missing comma', '{"id":"7" "key":1}', 'line 2, column 11: expected "," or "}", found "\\""'],
    ['a word', '{"id":oops}', 'line 2, column 7: expected a value, found "o"'],
    ['a comma too many', '{"a":[1,]}', 'line 2, column 9: expected a value, found "]"'],
    [
      'a line that is no JSON',
      'Traceback (most recent call last):',
      'line 2, column 1: expected a value, found "T"',
    ],
    ['text after the end', '{"a":1}}', 'line 2, column 8: expected the end, found "}"'],
    ['an open string', '{"a":"b', 'line 2, column 8: expected the end of a string, the record ends there'],
  ])('%s', async (_, broken, reason) => {
    const read = await readFile(`${one}\n${broken}\n${two}\n`);
    expect(keysOf(read)).toEqual(['PAY-1', 'PAY-2']);
    expect(read.refused).toMatchObject([
      { reason, record: { place: 'line 2', body: { unreadable: broken, bytes: broken.length } } },
    ]);
  });

  test('a last line that breaks off', async () => {
    const read = await readFile(`${one}\n${two.slice(0, -10)}`);
    expect(keysOf(read)).toEqual(['PAY-1']);
    expect(read.refused[0]?.reason).toMatch(/^line 2, column \d+: expected .*, the record ends there$/);
  });

  test('a first line that breaks off', async () => {
    const read = await readFile(`${one.slice(0, 200)}\n${two}\n`);
    expect(keysOf(read)).toEqual(['PAY-2']);
    expect(read.refused[0]?.reason).toContain('line 1, column 201');
  });

  test('an element of an array over many lines', async () => {
    const text = JSON.stringify([issue(1), issue(2), issue(3)], null, 2).replace(
      '"key": "PAY-2"',
      '"key": PAY-2',
    );
    const read = await readFile(text);
    expect(keysOf(read)).toEqual(['PAY-1', 'PAY-3']);
    const line = text.slice(0, text.indexOf('PAY-2')).split('\n').length;
    expect(read.refused[0]?.reason).toBe(`line ${line}, column 12: expected a value, found "P"`);
  });

  test('an array that breaks off between its elements', async () => {
    const read = await readFile(`[\n${one},\n`);
    expect(keysOf(read)).toEqual(['PAY-1']);
    expect(read.refused[0]?.reason).toBe('line 3, column 1: the file ends before its list does');
  });

  test('bytes that are no text', async () => {
    const bad = Buffer.concat([
      Buffer.from(`${one}\n{"id":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`"}\n${two}\n`),
    ]);
    const read = await readFile(bad);
    expect(keysOf(read)).toEqual(['PAY-1', 'PAY-2']);
    expect(read.refused[0]?.reason).toBe('line 2, column 8: the text is not UTF-8');
  });

  test('a record nested too deep, before it is parsed', async () => {
    const deep = `{"a":"[[[","b":${'['.repeat(100_000)}`;
    const read = await readFile(`${one}\n${deep}\n${two}\n`);
    expect(keysOf(read)).toEqual(['PAY-1', 'PAY-2']);
    // 200 levels from the outer object: the 200th bracket within it is one too many.
    expect(read.refused[0]?.reason).toBe('line 2, column 215: nested deeper than 200 levels');
    expect(JSON.stringify(read.refused[0]).length).toBeLessThan(70_000);
  });

  test('a record beyond the limit, of which only the beginning is held', async () => {
    async function* large(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${one}\n{"id":"`);
      for (let i = 0; i < 100; i += 1) yield Buffer.alloc(1_000_000, 'a');
      yield Buffer.from(`"}\n${two}\n`);
    }
    const read = await readFile(large());
    expect(keysOf(read)).toEqual(['PAY-1', 'PAY-2']);
    expect(read.refused).toMatchObject([
      {
        reason: 'line 2: 100.0 MB, more than the 33.6 MB of a record',
        record: { body: { bytes: 100_000_009 } },
      },
    ]);
    expect(JSON.stringify(read.refused[0]).length).toBeLessThan(70_000);
  });

  test('lists and names beyond all measure', async () => {
    const read = await readFile(
      lines(
        issue(1, { labels: Array(20_001).fill('x') }),
        issue(2, { labels: ['x'.repeat(1001)] }),
        issue(3),
      ),
    );
    expect(keysOf(read)).toEqual(['PAY-3']);
    expect(read.refused.map(({ path }) => path)).toEqual(['fields.labels', 'fields.labels.0']);
  });
});

test('a fault is found exactly where the text stops being JSON', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.nat(),
      fc.constantFrom('?', '"', '{', ']', ',', ''),
      (value, seed, inserted) => {
        const whole = JSON.stringify(value);
        const at = seed % (whole.length + 1);
        const text = inserted === '' ? whole.slice(0, at) : whole.slice(0, at) + inserted + whole.slice(at);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const fault = findJsonFault(text);
        // Of valid text it finds nothing but the end; of all other it names a place from which nothing can be mended.
        expect(fault.at === text.length && fault.expected === 'the end').toBe(valid);
        expect(fault.at).toBeGreaterThanOrEqual(Math.min(at, fault.at));
      },
    ),
    { numRuns: 2000 },
  );
});
