import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Access, type Asker, permits } from '../../src/domain/index.ts';
import { createEngine } from '../../src/knowledge/index/exact/engine.ts';
import type {
  EmbeddedChunk,
  IndexDocument,
  IndexedFields,
  IndexQuery,
  SearchFilter,
} from '../../src/knowledge/index/search-index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { indexedFields } from '../support/indexed-fields.ts';

const OPEN: Access = [['project:PAY']];
const operator: Asker = { kind: 'operator' };

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}

const both = (vector: Float32Array) => ({ whole: vector, summary: vector });

function document(
  ticketId: string,
  texts: string[],
  more: Partial<IndexedFields> & { access?: Access; vectors?: Float32Array[] } = {},
): IndexDocument {
  const { access = OPEN, vectors, ...fields } = more;
  const chunks = texts.map(
    (text, i): EmbeddedChunk => ({
      id: `${ticketId}:${i}`,
      kind: i === 0 ? 'summary' : 'report',
      text,
      access,
      vector: vectors?.[i] ?? new Float32Array(2),
    }),
  );
  return { ticketId, seq: 1, fields: indexedFields({ key: ticketId, ...fields }), chunks };
}

type Asked = Partial<Omit<IndexQuery, 'text'>> & { text?: string };

function engineWith(...documents: IndexDocument[]) {
  const engine = createEngine(2);
  for (const each of documents) engine.replace(each);
  const list = ({ text, ...query }: Asked) =>
    engine.search({
      asker: operator,
      filter: [],
      limit: 10,
      total: true,
      ...query,
      text: text === undefined ? undefined : wordsQuery(text),
    });
  const find = async (query: Asked) => (await list(query)).hits;
  const ids = async (query: Asked) => (await find(query)).map(({ ticketId }) => ticketId);
  return { engine, list, find, ids };
}

describe('by words', () => {
  test('a rarer word counts more, and a word in the summary more than one in the text', async () => {
    const { ids } = engineWith(
      document('a', ['Login fails', 'timeout of the session']),
      document('b', ['Session timeout', 'after login']),
      document('c', ['Session lost', 'nothing more']),
    );
    expect(await ids({ text: 'timeout' })).toEqual(['b', 'a']);
    expect((await ids({ text: 'session timeout' }))[0]).toBe('b');
    expect(await ids({ text: 'printer' })).toEqual([]);
  });

  test('a long repetition of a query word does not drown the others', async () => {
    const { ids } = engineWith(
      document('a', ['x', 'error '.repeat(50)]),
      document('b', ['x', 'error in the ledger export']),
    );
    expect((await ids({ text: `${'error '.repeat(30)} ledger export` }))[0]).toBe('b');
  });
});

describe('by meaning', () => {
  test('the nearest passage counts, and vectors without meaning never do', async () => {
    const { find } = engineWith(
      document('near', ['a', 'b'], { vectors: [unit(1, 0.2), unit(1, 0)] }),
      document('far', ['a', 'b'], { vectors: [unit(0, 1), unit(0.2, 1)] }),
      document('none', ['a', 'b']),
    );
    const hits = await find({ vectors: both(unit(1, 0)) });
    expect(hits.map(({ ticketId }) => ticketId)).toEqual(['near', 'far']);
    expect(hits[0]?.semantic).toBeGreaterThan(0.95);
    expect(hits[0]?.chunkId).toBe('near:1');
  });
});

describe('filters', () => {
  const { ids } = engineWith(
    document('1', ['slow query'], { project: 'PAY', type: 'Bug', statusCategory: 'done' }),
    document('2', ['slow query'], { project: 'CORE', type: 'Bug', statusCategory: 'new' }),
    document('3', ['slow query'], { project: 'CORE', type: 'Incident', statusCategory: 'done' }),
  );
  test.each<[SearchFilter, string[]]>([
    [[], ['1', '2', '3']],
    [[{ field: 'project', anyOf: ['CORE'] }], ['2', '3']],
    [
      [
        { field: 'project', anyOf: ['CORE', 'PAY'] },
        { field: 'type', anyOf: ['Bug'] },
      ],
      ['1', '2'],
    ],
    [
      [
        { field: 'statusCategory', anyOf: ['done'] },
        { field: 'type', anyOf: ['Incident'] },
      ],
      ['3'],
    ],
    [[{ field: 'project', anyOf: [] }], []],
  ])('%j', async (filter, expected) => {
    expect(await ids({ text: 'slow query', filter })).toEqual(expected);
  });
});

describe('the list', () => {
  const at = (id: string, fields: Partial<IndexedFields>) => document(id, ['slow query'], fields);
  const engine = engineWith(
    at('a', { project: 'PAY', type: 'Bug', labels: ['x', 'y'], updated: 3, created: 1 }),
    at('b', { project: 'PAY', type: 'Task', labels: ['x'], updated: 1, created: 2 }),
    at('c', { project: 'CORE', projectName: 'Core', type: 'Bug', updated: 2, created: 3 }),
    at('d', { project: 'CORE', projectName: 'Core', type: 'Story', updated: 2, created: 3 }),
    document('e', ['printer'], { project: 'CORE', projectName: 'Core', type: 'Bug', updated: 9, created: 9 }),
  );

  test.each<[IndexQuery['sort'], string[]]>([
    ['updated', ['a', 'c', 'd', 'b']],
    ['created', ['c', 'd', 'b', 'a']],
    ['oldest', ['a', 'b', 'c', 'd']],
  ])('sorted by %s', async (sort, expected) => {
    expect(await engine.ids({ text: 'slow', sort })).toEqual(expected);
  });

  test('without words, all that meets the filter comes', async () => {
    expect(await engine.ids({ sort: 'updated' })).toEqual(['e', 'a', 'c', 'd', 'b']);
    expect(await engine.ids({ filter: [{ field: 'type', anyOf: ['bug'] }] })).toEqual(['a', 'c', 'e']);
  });

  test('in pages that together are the whole list', async () => {
    const pages = await Promise.all(
      [0, 2, 4].map((offset) => engine.list({ text: 'slow', sort: 'updated', limit: 2, offset })),
    );
    expect(pages.flatMap(({ hits }) => hits.map(({ ticketId }) => ticketId))).toEqual(['a', 'c', 'd', 'b']);
    expect(pages.map(({ total }) => total)).toEqual([4, 4, 4]);
  });

  test('counts each facet over what matches, without the choices in its own field', async () => {
    const facets = ['project', 'type', 'label'] as const;
    const counted = (query: Asked) => engine.list({ text: 'slow', facets, limit: 0, ...query });
    expect(await counted({})).toEqual({
      hits: [],
      total: 4,
      expansions: [],
      facets: {
        project: [
          { value: 'CORE', name: 'Core', tickets: 2 },
          { value: 'PAY', name: 'Payments', tickets: 2 },
        ],
        type: [
          { value: 'Bug', tickets: 2 },
          { value: 'Story', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
        label: [
          { value: 'x', tickets: 2 },
          { value: 'y', tickets: 1 },
        ],
      },
    });
    expect(await counted({ chosen: [{ field: 'type', anyOf: ['Bug'] }] })).toMatchObject({
      total: 2,
      facets: {
        project: [
          { value: 'CORE', tickets: 1 },
          { value: 'PAY', tickets: 1 },
        ],
        type: [
          { value: 'Bug', tickets: 2 },
          { value: 'Story', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
      },
    });
    const narrow = { field: 'type', anyOf: ['Bug'] } as const;
    expect((await counted({ filter: [narrow] })).facets.type).toEqual([{ value: 'Bug', tickets: 2 }]);
    const choices = [narrow, { field: 'project', anyOf: ['PAY'] }] as const;
    expect(await counted({ chosen: choices })).toMatchObject({
      total: 1,
      facets: {
        project: [
          { value: 'CORE', tickets: 1 },
          { value: 'PAY', tickets: 1 },
        ],
        type: [
          { value: 'Bug', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
      },
    });
  });

  test('counts nothing that the asker may not read', async () => {
    const closed = engineWith(document('a', ['slow'], { access: [['project:PAY'], ['security:9']] }));
    const asker: Asker = { kind: 'user', accountId: 'u', principals: new Set(['project:PAY']) };
    expect(await closed.list({ asker, text: 'slow', facets: ['project'] })).toEqual({
      hits: [],
      total: 0,
      expansions: [],
      facets: { project: [] },
    });
  });
});

test('a document takes the place of what was there before', async () => {
  const { engine, ids } = engineWith(document('a', ['old words']), document('b', ['other']));
  engine.replace(document('a', ['new words', 'more']));
  expect(await ids({ text: 'old' })).toEqual([]);
  expect(await ids({ text: 'new' })).toEqual(['a']);
  expect(engine.size()).toEqual({ tickets: 2, chunks: 3 });
});

test('an index that grew and changed ranks like one built at once', async () => {
  const words = fc
    .array(fc.constantFrom('pool', 'timeout', 'ledger', 'retry', 'DNS', 'disk'), {
      minLength: 1,
      maxLength: 6,
    })
    .map((list) => list.join(' '));
  const change = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), summary: words, text: words });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), words, async (changes, query) => {
      const grown = engineWith(...changes.map(({ id, summary, text }) => document(id, [summary, text])));
      const last = new Map(changes.map((each) => [each.id, each]));
      const built = engineWith(
        ...[...last.values()].map(({ id, summary, text }) => document(id, [summary, text])),
      );
      expect(await grown.find({ text: query })).toEqual(await built.find({ text: query }));
    }),
  );
});

test('a word that only closed texts hold changes no number: it counts like one that no text holds', async () => {
  const asker: Asker = { kind: 'user', accountId: 'u', principals: new Set(['project:PAY']) };
  const closed = Array.from({ length: 6 }, (_, i) =>
    document(`HR-${i}`, ['layoffs', 'layoffs timeout'], { access: [['project:HR']] }),
  );
  const { find } = engineWith(document('PAY-1', ['pool', 'timeout']), document('PAY-2', ['disk']), ...closed);
  const unknown = await find({ asker, text: 'timeout zebra' });
  expect(unknown.map(({ ticketId }) => ticketId)).toEqual(['PAY-1']);
  expect(await find({ asker, text: 'timeout layoffs' })).toEqual(unknown);
  // Who may read them is told how common the word is.
  const [open] = (await find({ text: 'timeout layoffs' })).filter(({ ticketId }) => ticketId === 'PAY-1');
  expect(open?.lexical).not.toBe(unknown[0]?.lexical);
});

test('whoever asks, whatever is restricted: a hit rests on text that the asker may read, and on nothing else', async () => {
  const principals = ['project:PAY', 'project:CORE', 'role:admins', 'agent:PAY'];
  const clause = fc.uniqueArray(fc.constantFrom(...principals), { minLength: 1, maxLength: 2 });
  const access = fc.array(clause, { minLength: 1, maxLength: 2 }) as unknown as fc.Arbitrary<Access>;
  const chunk = fc.record({ text: fc.constantFrom('pool', 'pool timeout', 'ledger', 'retry pool'), access });
  const asker = fc.oneof(
    fc
      .subarray(principals)
      .map((held): Asker => ({ kind: 'user', accountId: 'u', principals: new Set(held) })),
    fc.constant<Asker>({ kind: 'nobody' }),
    fc.constant<Asker>(operator),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(chunk, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      asker,
      async (tickets, who) => {
        const documents = tickets.map((chunks, t) => ({
          ...document(String(t), []),
          chunks: chunks.map(
            ({ text, access: demanded }, i): EmbeddedChunk => ({
              id: `${t}:${i}`,
              kind: 'report',
              text,
              access: demanded,
              vector: unit(1, t),
            }),
          ),
        }));
        const { find } = engineWith(...documents);
        const readable = new Map(
          documents.flatMap(({ chunks }) =>
            chunks.filter((each) => permits(who, each.access)).map((each) => [each.id, each]),
          ),
        );
        const hits = await find({ asker: who, text: 'pool', vectors: both(unit(1, 0)) });
        for (const hit of hits) expect(readable.has(hit.chunkId)).toBe(true);
        // Nothing is wrongly hidden either: every ticket with a readable chunk comes, since all vectors point forward.
        const expected = new Set([...readable.keys()].map((id) => id.split(':')[0]));
        expect(new Set(hits.map(({ ticketId }) => ticketId))).toEqual(expected);
      },
    ),
  );
});
