import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexQuery, SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { loadStaticEmbedder, openExactIndex, type SearchRequest, search } from '../../src/knowledge/index.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const embedder = loadStaticEmbedder();
let open: OpenIntake;
let index: SearchIndex;

/** 30 tickets in two projects; every third is open, the fifth is Ada's, and each is a day newer than the one before. */
const issues = Array.from({ length: 30 }, (_, at) => {
  const day = `2026-01-${String(at + 1).padStart(2, '0')}T12:00:00.000+0000`;
  const core = at % 2 === 1;
  return issue(
    at + 1,
    {
      summary: `Gateway outage ${at + 1}`,
      project: core
        ? { id: '2', key: 'CORE', name: 'Core Platform' }
        : { id: '1', key: 'PAY', name: 'Payments' },
      status:
        at % 3 === 0
          ? { name: 'In Review', statusCategory: { key: 'indeterminate' } }
          : { name: 'Done', statusCategory: { key: 'done' } },
      assignee: at === 4 ? { accountId: 'ada', displayName: 'Ada King' } : null,
      labels: at < 2 ? ['needs info', 'retry'] : ['retry'],
      created: day,
      updated: day,
    },
    core ? { key: `CORE-${at + 1}` } : {},
  );
});

beforeEach(async () => {
  open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, issues.map(record));
  const knowledge = await openKnowledge(open, embedder);
  await knowledge.settle();
  index = knowledge.generations.active().index;
});

const ask = (query: string, more: Partial<SearchRequest> = {}) =>
  search(
    { database: open.database, embedder, index },
    { asker: { kind: 'operator' }, query, mode: 'lexical', filter: [], limit: 100, ...more },
  );
const keys = async (query: string, more: Partial<SearchRequest> = {}) =>
  (await ask(query, more)).hits.map(({ ticket }) => ticket.key);

describe('filters of the query', () => {
  test.each([
    ['outage status:open project:pay', 5],
    ['outage is:open project:"core platform"', 5],
    ['outage status:"in review" -project:PAY', 5],
    ['outage project:PAY,CORE', 30],
    ['label:"needs info"', 2],
    ['-label:"needs info" project:PAY', 14],
    ['assignee:"ada king"', 1],
    ['-assignee:"ada king"', 29],
    ['key:pay-7,core-8', 2],
    ['created:2026-01-05..2026-01-06', 2],
    ['updated:>2026-01-28', 2],
    ['resolved:>2020', 0],
    ['-resolved:>2020', 30],
    ['reporter:"Ines Roth" component:gateway priority:high type:bug resolution:fixed', 30],
  ])('%s finds %d', async (query, count) => {
    const { total, hits } = await ask(query);
    expect({ total, hits: hits.length }).toEqual({ total: count, hits: count });
  });

  test('mean the same to an index that was read from the database again', async () => {
    const generation = await open.database
      .selectFrom('index_generations')
      .selectAll()
      .executeTakeFirstOrThrow();
    const queries = [
      'outage status:open project:payments',
      'label:"needs info"',
      'updated:>2026-01-28',
      'assignee:"Ada King"',
    ];
    const before = await Promise.all(queries.map((query) => keys(query)));
    index = await openExactIndex(open.database, generation);
    expect(await Promise.all(queries.map((query) => keys(query)))).toEqual(before);
  });

  test('alone list tickets, last changed first', async () => {
    expect((await keys('project:PAY')).slice(0, 3)).toEqual(['PAY-29', 'PAY-27', 'PAY-25']);
    expect(await ask('project:PAY')).toMatchObject({ sort: 'updated', total: 15 });
    expect(await ask('outage project:PAY')).toMatchObject({ sort: 'relevance', total: 15 });
    expect((await keys('project:PAY', { sort: 'oldest' })).slice(0, 2)).toEqual(['PAY-1', 'PAY-3']);
  });

  test('are neither searched as words nor marked', async () => {
    const [hit] = (await ask('outage project:PAY type:bug reporter:"Ines Roth"', { mode: 'hybrid' })).hits;
    expect(hit?.why.words.map((word) => word.toLowerCase())).toEqual(['outage']);
  });
});

describe('words that are demanded or excluded', () => {
  test.each([
    ['"gateway outage"', 30],
    ['"outage gateway"', 0],
    ['"outage 7"', 1],
    ['outag* project:PAY', 15],
    ['gateway zzz*', 0],
    ['gateway -"outage 7"', 29],
    ['-outage', 0],
    ['-"outage 7" project:PAY', 14],
  ])('%s finds %d, by whatever mode', async (query, total) => {
    for (const mode of ['lexical', 'semantic', 'hybrid'] as const)
      expect(await ask(query, { mode })).toMatchObject({ total, hints: [] });
  });

  test('a misspelt word finds what was meant, and says so', async () => {
    const { total, hints } = await ask('gatewya');
    expect(total).toBe(30);
    expect(hints).toMatchObject([{ code: 'spelling', message: expect.stringContaining('gateway') }]);
  });
});

test('a ticket that the query names comes first, on the first page alone, whatever filters say', async () => {
  const query = 'like PAY-7: outage project:CORE';
  const pages = await Promise.all(
    [0, 6, 12].map((offset) => ask(query, { limit: 6, offset, facets: ['project'] })),
  );
  const listed = pages.flatMap(({ hits }) => hits.map(({ ticket }) => ticket.key));
  expect(listed[0]).toBe('PAY-7');
  expect(new Set(listed).size).toBe(16);
  expect(listed).toHaveLength(16);
  expect(pages.map(({ total }) => total)).toEqual([16, 16, 16]);
  expect(pages[0]?.hits[0]?.why.key).toBe(true);
  expect(pages[1]?.facets.project).toEqual([{ value: 'CORE', name: 'Core Platform', tickets: 15 }]);
});

test('of a pasted list of keys the first twenty are named, each once', async () => {
  const listed = issues.map(({ key }) => key);
  const { hits } = await ask(['PAY-1', 'pay-1', 'PAY-999', ...listed].join(' '));
  const named = hits.filter(({ why }) => why.key).map(({ ticket }) => ticket.key);
  expect(named).toEqual(listed.slice(0, 19));
});

test('facets count the whole list, each without what was chosen in its field', async () => {
  const { total, hits, facets } = await ask('outage is:open', {
    limit: 1,
    filter: [{ field: 'project', anyOf: ['PAY'] }],
    facets: ['project', 'status'],
  });
  expect({ total, hits: hits.length }).toEqual({ total: 5, hits: 1 });
  expect(facets).toEqual({
    project: [
      { value: 'CORE', name: 'Core Platform', tickets: 5 },
      { value: 'PAY', name: 'Payments', tickets: 5 },
    ],
    status: [{ value: 'In Review', tickets: 5 }],
  });
});

test('a facet that is asked for again and again is counted once', async () => {
  const asked: unknown[] = [];
  const watched = {
    ...index,
    search(query: IndexQuery) {
      asked.push(query.facets);
      return index.search(query);
    },
  };
  const { facets } = await search(
    { database: open.database, embedder, index: watched },
    {
      asker: { kind: 'operator' },
      query: 'outage',
      mode: 'lexical',
      filter: [],
      limit: 1,
      facets: ['label', 'label', 'type', 'label'],
    },
  );
  expect(asked).toEqual([['label', 'type']]);
  expect(Object.keys(facets)).toEqual(['label', 'type']);
});

describe('hints', () => {
  test.each([
    ['outage project:PYA', 'No ticket has the project “PYA”. Did you mean “PAY”?'],
    ['outage -label:flaky', 'No ticket has the label “flaky”.'],
    ['outage status:"In Revew"', 'No ticket has the status “In Revew”. Did you mean “In Review”?'],
    ['outage assignee:nobody', 'No ticket has the assignee “nobody”.'],
    ['key:X-1', 'No ticket has the key “X-1”.'],
    ['what came of pay-99999?', 'There is no ticket PAY-99999 here.'],
  ])('%s', async (query, message) => {
    expect((await ask(query)).hints).toEqual([{ code: 'value-unknown', message, at: null }]);
  });

  test('none where all is known', async () => {
    expect((await ask('outage project:"Core Platform" status:done type:Bug')).hints).toEqual([]);
    expect((await ask('SHA-256 of PAY-1 assignee:"Ada King" key:PAY-5')).hints).toEqual([]);
  });

  test('name the first five unknown values and count the others', async () => {
    const values = Array.from({ length: 100 }, (_, at) => `unknown${at}`);
    const { hints } = await ask(`outage label:retry,RETRY,${values.slice(2).join(',')}`);
    expect(hints.map(({ message }) => message)).toEqual([
      ...values.slice(2, 7).map((value) => `No ticket has the label “${value}”.`),
      'No ticket has 93 more values that the query names.',
    ]);
  });

  test('tell an asker nothing of values that he may not read', async () => {
    const asker = { kind: 'user', accountId: 'u', principals: new Set(['project:PAY']) } as const;
    const { hints, total } = await ask('outage project:CORE,PYA', { asker });
    expect(total).toBe(0);
    expect(hints.map(({ message }) => message)).toEqual([
      'No ticket has the project “CORE”.',
      'No ticket has the project “PYA”. Did you mean “PAY”?',
    ]);
  });
});

describe('an engine that cannot do it all', () => {
  const lesser = (change: Partial<SearchIndex['capabilities']>): SearchIndex => ({
    ...index,
    capabilities: { ...index.capabilities, ...change },
  });
  const askOf = (other: SearchIndex, query: string, more: Partial<SearchRequest> = {}) => {
    index = other;
    return ask(query, more);
  };

  test('ranks by what it cannot demand, and says so', async () => {
    const { hints, total } = await askOf(
      lesser({ phrases: false, prefixes: false }),
      '"outage gateway" gate*',
    );
    expect(total).toBe(30);
    expect(hints.map(({ code }) => code)).toEqual(['phrase-ranks-only', 'prefix-ranks-only']);
  });

  test('refuses what would come out wrong', async () => {
    await expect(askOf(lesser({ exclusion: false }), 'gateway -outage')).rejects.toMatchObject({
      code: 'query-unsupported',
      detail: expect.stringContaining('outage'),
    });
    await expect(askOf(lesser({ sorting: false }), 'gateway', { sort: 'oldest' })).rejects.toMatchObject({
      code: 'query-unsupported',
    });
  });
});
