import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Access, Asker } from '../../../src/domain/index.ts';
import type {
  Condition,
  EmbeddedChunk,
  IndexDocument,
  IndexQuery,
} from '../../../src/knowledge/index/search-index.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';
import { indexDocument, unit } from '../../support/index-document.ts';
import { openInQdrant, qdrantServer } from '../../support/qdrant.ts';
import { referenceSearch } from '../../support/reference-engine.ts';

/**
 * Which tickets match, how many, and of what kinds is the same as for the embedded engine, whoever asks. How they are
 * ordered is not: words are weighed a little differently.
 */

const PRINCIPALS = ['project:PAY', 'project:CORE', 'role:admins'];
/** None like another: no spelling is guessed. */
const WORDS = ['pool', 'timeout', 'ledger', 'printer', 'DNS'];
const words = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
  .map((list) => list.join(' '));
const clause = fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { minLength: 1, maxLength: 2 });
const access = fc.array(clause, { minLength: 1, maxLength: 3 }) as unknown as fc.Arbitrary<Access>;
const asker: fc.Arbitrary<Asker> = fc.oneof(
  fc.constant<Asker>({ kind: 'operator' }),
  fc.subarray(PRINCIPALS).map((held): Asker => ({ kind: 'user', accountId: 'u', principals: new Set(held) })),
);
const vector = fc.constantFrom(unit(1, 0), unit(1, 1), unit(0, 1), unit(-1, 0.5), new Float32Array(2));
const chunk = fc.record({
  text: words,
  access,
  vector,
  kind: fc.constantFrom('comment' as const, 'summary' as const),
});
const fields = fc.record({
  project: fc.constantFrom('PAY', 'CORE'),
  type: fc.constantFrom('Bug', 'bug', 'Task'),
  labels: fc.uniqueArray(fc.constantFrom('x', 'Y'), { maxLength: 2 }),
  updated: fc.integer({ min: 0, max: 5 }),
});
const tickets = fc
  .array(fc.record({ fields, chunks: fc.array(chunk, { minLength: 1, maxLength: 3 }) }), { maxLength: 12 })
  .map((all) =>
    all.map(({ fields: own, chunks }, t): IndexDocument => {
      const id = String(t).padStart(2, '0');
      const pieces = chunks
        // A ticket has one summary.
        .filter(({ kind }, i) => kind !== 'summary' || chunks.findIndex((each) => each.kind === kind) === i)
        .map((each, i): EmbeddedChunk => ({ ...each, id: `${id}:${i}` }));
      return { ...indexDocument(id, [], own), chunks: pieces };
    }),
  );
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constant('type' as const), anyOf: fc.subarray(['BUG', 'task']), not: fc.boolean() }),
  fc.record({ field: fc.constant('label' as const), anyOf: fc.subarray(['x', 'y']), not: fc.boolean() }),
  fc.record({ field: fc.constant('updated' as const), from: fc.nat(5), not: fc.boolean() }),
);
const query: fc.Arbitrary<IndexQuery> = fc.record({
  asker,
  text: fc.option(words.map(wordsQuery), { nil: undefined }),
  vectors: fc.option(
    vector.map((whole) => ({ whole, summary: whole })),
    { nil: undefined },
  ),
  filter: fc.array(condition, { maxLength: 2 }),
  chosen: fc.array(condition, { maxLength: 2 }),
  limit: fc.constant(50),
  sort: fc.constantFrom('relevance' as const, 'updated' as const),
  total: fc.constant(true),
  facets: fc.subarray(['type', 'label', 'project'] as const),
});

describe.skipIf(!qdrantServer)('an index in Qdrant', { timeout: 120_000 }, () => {
  test('finds and counts what the reference does', async () => {
    const { index, makeTickets } = await openInQdrant();
    const all = Array.from({ length: 12 }, (_, t) => String(t).padStart(2, '0'));
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        tickets,
        fc.array(query, { minLength: 5, maxLength: 5 }),
        async (documents, queries) => {
          await index.remove(all);
          await makeTickets(documents);
          await index.replace(documents);
          for (const asked of queries) {
            const expected = referenceSearch(documents, asked);
            if (expected.nearFloor < 1e-3) continue;
            compared += 1;
            const found = await index.search(asked);
            const ids = found.hits.map(({ ticketId }) => ticketId);
            const wanted = expected.hits.map(({ ticketId }) => ticketId);
            const isSorted = asked.sort === 'updated' || !(asked.text || asked.vectors);
            expect(isSorted ? ids : ids.toSorted()).toEqual(isSorted ? wanted : wanted.toSorted());
            expect([found.total, found.facets]).toEqual([expected.total, expected.facets]);
            const known = new Map(expected.hits.map((hit) => [hit.ticketId, hit]));
            for (const hit of found.hits) {
              const same = known.get(hit.ticketId);
              expect(hit.semantic).toBeCloseTo(same?.semantic as number, 4);
              expect(hit.lexical > 0).toBe((same?.lexical as number) > 0);
              for (const signal of ['passageMeaning', 'summaryMeaning'] as const)
                if (same?.[signal] == null) expect(hit[signal]).toBeNull();
                else expect(hit[signal]).toBeCloseTo(same[signal], 4);
            }
            const scores = found.hits.map(({ score }) => score);
            if (asked.sort === 'relevance') expect(scores).toEqual(scores.toSorted((a, b) => b - a));
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
