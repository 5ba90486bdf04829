import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CasebookError } from '../../../src/domain/index.ts';
import { parseQuery } from '../../../src/knowledge/query/parse.ts';
import { readQuery } from '../../../src/knowledge/query/read.ts';
import { printQuery, type QueryPart } from '../../../src/knowledge/query/tree.ts';

const clock = { now: Date.UTC(2025, 10, 21, 9, 30), timeZone: 'UTC' };
const read = (query: string) => readQuery(query, clock);
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);

describe('a query is read', () => {
  test('with every kind of part', () => {
    const { text, filter, hints } = read(
      'slow project:PAY status:open "connection reset" conn* label:"needs info" assignee:"Ada King" -closed ' +
        '-status:closed -"known issue" -data* key:PAY-7 after lunch',
    );
    expect(text).toEqual({
      words: 'slow after lunch',
      phrases: ['connection reset'],
      prefixes: ['conn'],
      excluded: [
        { kind: 'phrase', text: 'closed' },
        { kind: 'phrase', text: 'known issue' },
        { kind: 'prefix', text: 'data' },
      ],
    });
    expect(filter).toEqual([
      { field: 'project', anyOf: ['PAY'] },
      { field: 'statusCategory', anyOf: ['new', 'indeterminate'] },
      { field: 'label', anyOf: ['needs info'] },
      { field: 'assignee', anyOf: ['Ada King'] },
      { field: 'statusCategory', anyOf: ['done'], not: true },
      { field: 'key', anyOf: ['PAY-7'] },
    ]);
    expect(hints).toMatchObject([{ code: 'left-out' }]);
  });

  test.each([
    ['status:open,closed', [{ field: 'statusCategory', anyOf: ['new', 'indeterminate', 'done'] }]],
    ['status:"Open"', [{ field: 'status', anyOf: ['Open'] }]],
    ['status:"In Review",Waiting', [{ field: 'status', anyOf: ['In Review', 'Waiting'] }]],
    ['is:open', [{ field: 'statusCategory', anyOf: ['new', 'indeterminate'] }]],
    ['IS:Resolved', [{ field: 'statusCategory', anyOf: ['done'] }]],
    ['site:us SITE:First', [{ field: 'site', anyOf: ['us', 'First'] }]],
    ['project:PAY project:"Core Platform"', [{ field: 'project', anyOf: ['PAY', 'Core Platform'] }]],
    [
      'label:a labels:b,c',
      [
        { field: 'label', anyOf: ['a'] },
        { field: 'label', anyOf: ['b', 'c'] },
      ],
    ],
    [
      'project:PAY -project:CORE',
      [
        { field: 'project', anyOf: ['PAY'] },
        { field: 'project', anyOf: ['CORE'], not: true },
      ],
    ],
    ['issuetype:Bug', [{ field: 'type', anyOf: ['Bug'] }]],
    ['resolution:"Won\'t Do"', [{ field: 'resolution', anyOf: ["Won't Do"] }]],
    ['component:http://x', [{ field: 'component', anyOf: ['http://x'] }]],
  ])('%s', (query, filter) => {
    expect(read(query)).toMatchObject({ filter, text: { words: '' } });
  });
});

describe('dates', () => {
  test.each([
    ['2025-11-01', utc('2025-11-01'), utc('2025-11-02')],
    ['2025-11', utc('2025-11-01'), utc('2025-12-01')],
    ['2024', utc('2024-01-01'), utc('2025-01-01')],
    ['>2025-11-01', utc('2025-11-02'), undefined],
    ['>=2025-11-01', utc('2025-11-01'), undefined],
    ['<2025-11-01', undefined, utc('2025-11-01')],
    ['<=2025-12', undefined, utc('2026-01-01')],
    ['2025-01..2025-03', utc('2025-01-01'), utc('2025-04-01')],
    ['2025-01..', utc('2025-01-01'), undefined],
    ['..2025', undefined, utc('2026-01-01')],
    ['2024-02-29', utc('2024-02-29'), utc('2024-03-01')],
    ['2025-11-01T12:30', utc('2025-11-01') + 45_000_000, utc('2025-11-01') + 45_060_000],
    ['"2025-11-01 12:30"', utc('2025-11-01') + 45_000_000, utc('2025-11-01') + 45_060_000],
    ['today', utc('2025-11-21'), utc('2025-11-22')],
    ['yesterday', utc('2025-11-20'), utc('2025-11-21')],
    ['7d', clock.now - 7 * 86_400_000, undefined],
    ['24h', clock.now - 86_400_000, undefined],
    ['2w', clock.now - 14 * 86_400_000, undefined],
    ['-7d', clock.now - 7 * 86_400_000, undefined],
    ['<30d', undefined, clock.now - 30 * 86_400_000],
    ['14d..7d', clock.now - 14 * 86_400_000, clock.now - 7 * 86_400_000 + 1],
  ])('updated:%s', (value, from, before) => {
    const [condition] = read(`updated:${value}`).filter;
    expect(condition).toEqual({
      field: 'updated',
      ...(from !== undefined && { from }),
      ...(before !== undefined && { before }),
    });
  });

  test('days are those of the time zone, short ones and long ones too', () => {
    const day = (value: string, timeZone: string) =>
      readQuery(`created:${value}`, { ...clock, timeZone }).filter[0];
    const hour = 3_600_000;
    expect(day('2025-11-01', 'Europe/Berlin')).toMatchObject({ from: utc('2025-11-01') - hour });
    expect(day('2025-11-01', 'America/New_York')).toMatchObject({ from: utc('2025-11-01') + 4 * hour });
    expect(day('2025-03-30', 'Europe/Berlin')).toMatchObject({
      from: utc('2025-03-30') - hour,
      before: utc('2025-03-31') - 2 * hour,
    });
    // At 9:30 UTC it is half an hour to midnight in the one place, and still the day before in the other.
    expect(day('today', 'Pacific/Kiritimati')).toMatchObject({ from: utc('2025-11-21') - 14 * hour });
    expect(day('today', 'Pacific/Honolulu')).toMatchObject({ from: utc('2025-11-20') + 10 * hour });
  });
});

describe('what people paste stays text', () => {
  test.each([
    'http://pay.example:8080/a?status:open',
    'https://x.example/key:1 fails',
    'java.io.IOException: connection reset',
    'java.io.IOException: connection reset\n\tat com.acme.Pool.take(Pool.java:17) "x" -y label:z *',
    'Caused by: x',
    'C:\\Users\\ada\\file.txt is locked',
    'at 12:30 and 12:30:59,123',
    "it's the customer's printer, 'again' and 5\" disk",
    'kill -9 1234; ls -l /tmp --all',
    'java -Xmx512m=1 -Dspring.profiles=prod',
    'a - b -- c * d',
    'SELECT * FROM t WHERE a*b > 3',
    'std::vector type::value status::ok',
    '{"status":"open","error": "connection reset"}',
    'level=error msg="connection reset by peer" host="db-1"',
    'Foo:Bar ns:key ERROR:42',
    'First record: Key:0 Value:"1" key:value',
    'the stack trace is:',
    'what it is:not',
    'i:0 IP:port id:");',
    '127.0.0.1:5432 [::1]:80',
    '**bold** and *',
    '',
    '   spaced   out  ',
    '""',
    '-',
    ':',
    'Status: 500 from the gateway',
    'site:example.com site:a_b',
  ])('%j', (query) => {
    expect(read(query)).toMatchObject({
      text: { words: query, phrases: [], prefixes: [], excluded: [] },
      filter: [],
    });
  });

  test('words without syntax stay exactly as they are', () => {
    const word = fc
      .stringMatching(/^[A-Za-z0-9äöü/._'()[\]{}#%&+=<>@$,;!?-]*[A-Za-z0-9äöü)]$/)
      .filter((w) => !w.startsWith('-'));
    const space = fc.stringMatching(/^[ \t]{1,3}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, space), { minLength: 1 }), (pairs) => {
        const query = pairs.flat().join('');
        expect(read(query)).toEqual({
          text: { words: query, phrases: [], prefixes: [], excluded: [] },
          filter: [],
          hints: [],
        });
      }),
    );
  });

  test('several lines are text, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const query = `x${a}\n${b}x`;
        expect(read(query)).toMatchObject({ text: { words: query }, filter: [], hints: [] });
      }),
    );
  });
});

describe('a line of many words', () => {
  const line =
    '081109 20 INFO dfs.Names: BLOCK* updated: 10.251.7:50010 type:create -put "x" is added to blk_71 size 67108 of 3 on r7 label:"a';
  test('is text but for the fields in front of it, and says so where it looks like syntax', () => {
    expect(read(line)).toMatchObject({
      text: { words: line, phrases: [], prefixes: [], excluded: [] },
      filter: [],
    });
    expect(read(line).hints).toMatchObject([{ code: 'long-text' }]);
    expect(read(`project:PAY -is:done ${line}`)).toMatchObject({
      text: { words: line, excluded: [] },
      filter: [{ field: 'project' }, { field: 'statusCategory', not: true }],
      hints: [],
    });
    const phrase = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
    expect(read(`"${phrase}"`)).toMatchObject({ text: { words: '', phrases: [phrase] }, hints: [] });
    const sentence = 'one - two three four five six seven eight nine ten eleven twelve thirteen';
    expect(read(sentence)).toMatchObject({ text: { words: sentence }, hints: [] });
  });
});

describe('hints', () => {
  test.each([
    ['projct:PAY slow', 'field-unknown', 0, 'project:PAY'],
    ['slow tyep:Bug', 'field-unknown', 5, 'type:Bug'],
    ['-asignee:ada', 'field-unknown', 0, 'assignee:ada'],
    ['Status: 500', 'field-empty', 0, 'Status:'],
    ['slow label:', 'field-empty', 5, 'label:'],
    ['slow "connection re', 'quote-open', 5, 'no partner'],
  ])('%s', (query, code, at, said) => {
    const { hints, text, filter } = read(query);
    expect(hints).toEqual([{ code, at, message: expect.stringContaining(said) }]);
    expect({ words: text.words, filter }).toEqual({ words: query, filter: [] });
  });

  test('an exclusion in the midst of words may have been an option', () => {
    expect(read('fsck -delete fails').hints).toMatchObject([{ code: 'left-out', at: 5 }]);
    expect(read('fsck fails -delete').hints).toEqual([]);
    expect(read('fsck "-delete" fails').text).toMatchObject({ phrases: ['-delete'], excluded: [] });
  });

  test.each(['ratio:5', 'IP:port', 'i:0', 'typ:', 'host:db', 'error:x', 'user:ada', 'time:12', 'project'])(
    'none for %s',
    (query) => {
      expect(read(query).hints).toEqual([]);
    },
  );
});

describe('errors name the place', () => {
  test.each([
    ['*', 'Character 1, “*”'],
    ['project:PAY  * *', 'Character 14, “*”'],
    ['slow updated:yesterweek', 'Character 14, “yesterweek”'],
    ['created:2025-13', 'Character 9, “2025-13”'],
    ['created:2025-02-30', 'Character 9, “2025-02-30”'],
    ['created:2025-00', 'Character 9'],
    ['created:2025-03..2025-01', 'Character 9'],
    ['created:..', 'Character 9'],
    ['created:2024,2025', 'Character 14, “2025”'],
    ['created:>', 'Character 9'],
    ['status:', 'Character 1, “status:”'],
    ['project:PAY label:', 'Character 13, “label:”'],
    ['label:a,', 'Character 1, “label:a,”'],
    ['label:,a', 'Character 1'],
    ['label:""', 'Character 1'],
    ['label:"needs in', 'Character 7, “"needs in”'],
    ['label:"a"b', 'Character 7'],
    ['statuscategory:purple', 'Character 16, “purple”'],
    ['status:open,Waiting', 'Character 8, “open”'],
  ])('%s', (query, place) => {
    const failure = catching(() => read(query));
    expect(failure).toMatchObject({ code: 'query-unreadable', detail: expect.stringContaining(place) });
  });
});

describe('a query that asks for too much is refused at the first place too many', () => {
  const many = (count: number, write: (at: number) => string, joint = ' ') =>
    Array.from({ length: count }, (_, at) => write(at)).join(joint);
  const mixed = (at: number) => [`"some p${at}"`, `pre${at}*`, `-no${at}`, `-"n o${at}"`][at % 4] as string;

  test.each([
    ['demands', many(33, mixed), many(32, mixed), '“"some p32"”: a query has at most 32'],
    [
      'values',
      many(101, (at) => `label:v${at}`),
      `label:${many(100, (at) => `v${at}`, ',')}`,
      '“v100”: label: takes at most 100 values',
    ],
    [
      'words of a phrase',
      `slow "${many(101, (at) => `w${at}`, '.')}"`,
      `slow "${many(100, (at) => `w${at}`, '.')}"`,
      'Character 6, “"w0.w1',
    ],
  ])('%s', (_, tooMuch, most, place) => {
    expect(catching(() => read(most))).toBeNull();
    const failure = catching(() => read(tooMuch));
    expect(failure).toMatchObject({ code: 'query-unreadable', detail: expect.stringContaining(place) });
  });

  test('but not for what is written twice, nor in a pasted text', () => {
    const twice = read(`${many(32, mixed)} ${many(32, (at) => mixed(at).toUpperCase())}`).text;
    expect(twice.phrases.length + twice.prefixes.length + twice.excluded.length).toBe(32);
    const pasted = `${many(13, (at) => `word${at}`)} ${many(50, mixed)}`;
    expect(read(pasted).text).toEqual({ words: pasted, phrases: [], prefixes: [], excluded: [] });
  });
});

const anything = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...[
            'project',
            'status',
            'updated',
            'label',
            'is',
            'projct',
            'open',
            'a',
            'Bug',
            '7d',
            '2025-01',
            '..',
          ],
          ...[
            ':',
            '"',
            '-',
            '*',
            ',',
            ' ',
            ' ',
            ' ',
            '\t',
            '\n',
            '>',
            '<=',
            '/',
            '\\',
            '.',
            "'",
            '1',
            'ä',
            '😀',
            '(',
          ],
        ),
        { maxLength: 20 },
      )
      .map((pieces) => pieces.join('')),
  },
);

test('on any string the parser answers or throws the catalogued error', () => {
  fc.assert(
    fc.property(anything, (query) => {
      const failure = catching(() => read(query));
      if (failure) expect(failure).toMatchObject({ code: 'query-unreadable' });
    }),
    { numRuns: 2000 },
  );
});

test('a query that is printed and read again is the same query', () => {
  fc.assert(
    fc.property(anything, (query) => {
      if (catching(() => parseQuery(query))) return;
      const { parts } = parseQuery(query);
      expect(withoutPlaces(parseQuery(printQuery(parts)).parts)).toEqual(withoutPlaces(parts));
    }),
    { numRuns: 2000 },
  );
});

function withoutPlaces(parts: readonly QueryPart[]): unknown[] {
  return parts.map(({ at: _, ...part }) =>
    part.kind === 'field' ? { ...part, values: part.values.map(({ at: __, ...value }) => value) } : part,
  );
}

function catching(work: () => unknown): CasebookError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof CasebookError) return error;
    throw error;
  }
}
