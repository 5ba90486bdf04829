import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Access, Asker } from '../../src/domain/index.ts';
import type { Unrelated } from '../../src/knowledge/centring/centring.ts';
import { createEngine, type Found } from '../../src/knowledge/index/exact/engine.ts';
import { readEngine, writeEngine } from '../../src/knowledge/index/exact/snapshot/engine-file.ts';
import {
  type Condition,
  type EmbeddedChunk,
  FACET_FIELDS,
  type IndexDocument,
  type IndexQuery,
  SORTS,
} from '../../src/knowledge/index/search-index.ts';
import { indexedFields } from '../support/indexed-fields.ts';
import { referenceSearch } from '../support/reference-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Whatever is in the index and whatever came and went before, the engine answers as the plain reference does. */

const DIMENSIONS = 32;
/** Vectors are kept in 16 bits a coordinate; a query's likewise. */
const ROUGH = 1e-3;

/** Few directions, so that tickets are near to queries, and others far. */
const vector = fc
  .record({
    towards: fc.nat(4),
    noise: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS }),
  })
  .map(({ towards, noise }) => {
    if (towards === 4) return new Float32Array(DIMENSIONS);
    return unit(noise.map((value, i) => value / 12 + (i % 4 === towards ? 1 : 0)));
  });

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}

const WORDS = ['pool', 'timeout', 'timeouts', 'ledger', 'retry', 'DNS', 'disk', 'conn-reset', 'NullPointer'];
const words = (maxLength: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength }).map((list) => list.join(' '));

const PRINCIPALS = ['project:PAY', 'project:CORE', 'role:admins'];
const access = fc.array(fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { minLength: 1, maxLength: 2 }), {
  minLength: 1,
  maxLength: 2,
}) as unknown as fc.Arbitrary<Access>;
const asker: fc.Arbitrary<Asker> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Asker>({ kind: 'operator' }) },
  fc.subarray(PRINCIPALS).map((held): Asker => ({ kind: 'user', accountId: 'u', principals: new Set(held) })),
  fc.constant<Asker>({ kind: 'nobody' }),
);

const TYPES = ['Bug', 'bug', 'Task'];
const LABELS = ['x', 'X', 'y', 'z'];
const moment = fc.integer({ min: 0, max: 5 });
const fields = fc
  .record({
    project: fc.constantFrom('PAY', 'CORE'),
    site: fc.constantFrom('first', 'us'),
    type: fc.constantFrom(...TYPES),
    priority: fc.constantFrom('High', null),
    labels: fc.array(fc.constantFrom(...LABELS), { maxLength: 3 }),
    assignee: fc.constantFrom('Ann', 'Bob', null),
    created: moment,
    updated: moment,
    resolved: fc.option(moment),
  })
  .map(({ project, ...rest }) =>
    indexedFields({ ...rest, project, projectName: project === 'PAY' ? 'Payments' : 'Core' }),
  );

const chunk = fc.record({ text: words(5), access, vector });
const content = fc.record({ fields, summary: fc.option(chunk), passages: fc.array(chunk, { maxLength: 3 }) });

function documentOf(
  ticketId: string,
  { fields: own, summary, passages }: typeof content extends fc.Arbitrary<infer T> ? T : never,
) {
  const chunks = [
    ...(summary ? [{ ...summary, kind: 'summary' as const }] : []),
    ...passages.map((each) => ({ ...each, kind: 'comment' as const })),
  ];
  return {
    ticketId,
    seq: 1,
    fields: { ...own, key: `${own.project}-${ticketId}` },
    chunks: chunks.map((each, i): EmbeddedChunk => ({ ...each, id: `${ticketId}:${i}` })),
  } satisfies IndexDocument;
}

const IDS = Array.from({ length: 60 }, (_, i) => String(i));
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ticketId: fc.constantFrom(...IDS), content }) },
  fc.record({ ticketId: fc.constantFrom(...IDS), content: fc.constant(null) }),
);

const termCondition = fc.oneof(
  fc.record({ field: fc.constant('site' as const), anyOf: fc.subarray(['US', 'eu']), not: fc.boolean() }),
  fc.record({ field: fc.constant('type' as const), anyOf: fc.subarray(['BUG', 'task']), not: fc.boolean() }),
  fc.record({
    field: fc.constant('project' as const),
    anyOf: fc.subarray(['pay', 'Core', 'Payments']),
    not: fc.boolean(),
  }),
  fc.record({
    field: fc.constant('label' as const),
    anyOf: fc.subarray(['x', 'y', 'new']),
    not: fc.boolean(),
  }),
  fc.record({
    field: fc.constant('assignee' as const),
    anyOf: fc.subarray(['ann', 'bob']),
    not: fc.boolean(),
  }),
  fc.record({
    field: fc.constant('key' as const),
    anyOf: fc.subarray(['pay-1', 'core-2', 'PAY-3']),
    not: fc.boolean(),
  }),
  fc.record({ field: fc.constant('priority' as const), anyOf: fc.constant(['high']), not: fc.boolean() }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  termCondition,
  fc.record(
    {
      field: fc.constantFrom('created' as const, 'updated' as const, 'resolved' as const),
      from: moment,
      before: moment,
      not: fc.boolean(),
    },
    { requiredKeys: ['field'] },
  ),
);

const text = fc.record({
  words: fc.oneof(words(6), fc.constant(''), fc.constant('timeuot pool')),
  phrases: fc.array(words(2), { maxLength: 1 }),
  prefixes: fc.array(fc.constantFrom('time', 'led'), { maxLength: 1 }),
  excluded: fc.array(
    fc.record({
      kind: fc.constantFrom('phrase' as const, 'prefix' as const),
      text: fc.constantFrom('disk', 'dns'),
    }),
    { maxLength: 1 },
  ),
});
const plainText = words(5).map((given) => ({ words: given, phrases: [], prefixes: [], excluded: [] }));

const query: fc.Arbitrary<IndexQuery> = fc.record({
  asker,
  text: fc.option(fc.oneof(plainText, text), { nil: undefined }),
  vectors: fc.option(fc.record({ whole: vector, summary: vector }), { nil: undefined }),
  weights: fc.constantFrom(
    undefined,
    { meaning: 0.3, summaryMeaning: 0.6 },
    { meaning: 0.7, summaryMeaning: 0 },
    { meaning: 0.4, summaryMeaning: 1 },
  ),
  filter: fc.array(condition, { maxLength: 2 }),
  chosen: fc.array(condition, { maxLength: 2 }),
  limit: fc.integer({ min: 0, max: 12 }),
  offset: fc.oneof(fc.constant(0), fc.nat(20)),
  sort: fc.constantFrom(...SORTS),
  total: fc.boolean(),
  facets: fc.subarray([...FACET_FIELDS]),
});

const unrelated: fc.Arbitrary<Unrelated | null> = fc.constantFrom(
  null,
  { middle: 0.1, deviation: 0.12 },
  { middle: -0.3, deviation: 0.05 },
);

type Reference = ReturnType<typeof referenceSearch>;

/** Tickets whose meaning lies as good as on the floor may be hits or not. */
function isDecided(reference: Reference): boolean {
  return reference.nearFloor > ROUGH;
}

function expectSame(found: Found, reference: Reference, asked: IndexQuery): void {
  expect(found.expansions).toEqual(reference.expansions);
  expect(found.hits).toHaveLength(reference.hits.length);
  const known = new Map(reference.list.map((hit) => [hit.ticketId, hit]));
  for (const [place, hit] of found.hits.entries()) {
    const same = known.get(hit.ticketId);
    if (!same) throw new Error(`${hit.ticketId} is no hit`);
    const { chunkId, unclamped, ...signals } = same;
    for (const [name, value] of Object.entries(signals)) {
      const own = hit[name as keyof typeof signals];
      if (typeof value === 'number' && name !== 'ticketId') expect(own, name).toBeCloseTo(value, 3);
      else expect(own, name).toEqual(value);
    }
    // Another ticket stands there only where it is as good.
    const there = reference.hits[place] as (typeof reference.hits)[0];
    if (asked.sort === 'relevance') expect(unclamped).toBeCloseTo(there.unclamped, 2);
    else expect(hit.ticketId).toBe(there.ticketId);
    expect(reference.passages.get(hit.ticketId)?.get(hit.chunkId) ?? Number.NaN).toBeCloseTo(
      reference.passages.get(hit.ticketId)?.get(chunkId) as number,
      2,
    );
  }
  expect(new Set(found.hits.map(({ ticketId }) => ticketId)).size).toBe(found.hits.length);
  expect(found.total).toBe(asked.total ? reference.total : null);
  expect(found.facets).toEqual(reference.facets);
}

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 60 }) }) },
  { weight: 4, arbitrary: fc.record({ query }) },
  { weight: 1, arbitrary: fc.record({ restart: fc.constant(true) }) },
);

test('the engine answers as the reference does, whatever came and went, also after restarts', async () => {
  const folder = temporaryFolder();
  let restarts = 0;
  let file: string;
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 20, maxLength: 80 }),
      fc.array(step, { minLength: 3, maxLength: 12 }),
      unrelated,
      async (first, steps, scale) => {
        let engine = createEngine(DIMENSIONS, scale);
        const documents = new Map<string, IndexDocument>();
        for (const each of [{ changes: first }, ...steps]) {
          if ('changes' in each) {
            for (const { ticketId, content: now } of each.changes) {
              documents.delete(ticketId);
              if (now) documents.set(ticketId, documentOf(ticketId, now));
              if (now) engine.replace(documents.get(ticketId) as IndexDocument);
              else engine.remove(ticketId);
            }
            continue;
          }
          if ('restart' in each) {
            // What removed texts left behind may be cleared away meanwhile: then it is written again.
            do file = join(folder, `${++restarts}`);
            while (!(await writeEngine(file, {}, engine)));
            ({ engine } = readEngine(file, DIMENSIONS, scale && { unrelated: scale }));
            continue;
          }
          const reference = referenceSearch([...documents.values()], each.query, scale);
          const found = await engine.search(each.query);
          if (isDecided(reference)) expectSame(found, reference, each.query);
        }
        expect(engine.size()).toEqual({
          tickets: documents.size,
          chunks: [...documents.values()].reduce((sum, { chunks }) => sum + chunks.length, 0),
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('a search under way sees each ticket as it was or as it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 20, maxLength: 80 }),
      fc.array(change, { minLength: 1, maxLength: 80 }),
      query,
      async (first, later, asked) => {
        const engine = createEngine(DIMENSIONS, null);
        const documents = new Map<string, IndexDocument>();
        const apply = ({ ticketId, content: now }: (typeof first)[0]) => {
          documents.delete(ticketId);
          if (now) documents.set(ticketId, documentOf(ticketId, now));
          if (now) engine.replace(documents.get(ticketId) as IndexDocument);
          else engine.remove(ticketId);
        };
        for (const each of first) apply(each);
        const before = referenceSearch([...documents.values()], asked);
        const underWay = engine.search(asked);
        for (const each of later) apply(each);
        const found = await underWay;
        const after = referenceSearch([...documents.values()], asked);
        // Without vectors it has its answer at once; with them, once they are ranked.
        const seen = asked.vectors ? after : before;
        if (isDecided(seen)) expectSame(found, seen, asked);
      },
    ),
    { numRuns: 200 },
  );
});
