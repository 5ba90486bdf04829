import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Access, type Asker, permits } from '../../../src/domain/index.ts';
import type { EmbeddedChunk, IndexDocument } from '../../../src/knowledge/index/search-index.ts';
import { operator, user } from '../../support/askers.ts';
import { indexDocument, unit } from '../../support/index-document.ts';
import type { OpenFilledIndex } from './harness.ts';

export function accessContract(filled: OpenFilledIndex): void {
  test('counts nothing that the asker may not read', async () => {
    const access: Access = [['project:PAY'], ['security:9']];
    const { index, list } = await filled(indexDocument('a', ['slow'], { access }));
    expect(await list({ asker: user('project:PAY'), text: 'slow', facets: ['project'] })).toEqual({
      hits: [],
      total: 0,
      expansions: [],
      facets: index.capabilities.facets ? { project: [] } : {},
    });
  });

  test('what is closed to the asker changes no number of an answer', async () => {
    const open = [
      indexDocument('a', ['slow query', 'the pool is empty'], { vectors: [unit(1, 0), unit(1, 0.3)] }),
      indexDocument('b', ['slow disk', 'a pool of timeouts'], {
        type: 'Task',
        vectors: [unit(0.4, 1), unit(0, 1)],
      }),
    ];
    const closed: Access = [['project:PAY'], ['security:9']];
    const { index, put, list } = await filled(...open);
    const asked = [
      { text: 'slow pool' },
      { text: 'pool timeouts', vectors: { whole: unit(1, 0.2), summary: unit(1, 0.2) } },
      { vectors: { whole: unit(1, 0.2), summary: unit(1, 0.2) }, facets: ['type'] as const },
      { sort: index.capabilities.sorting ? ('updated' as const) : ('relevance' as const) },
    ].map((query) => ({ ...query, asker: user('project:PAY') }));
    const before = await Promise.all(asked.map((query) => list(query)));
    const [b] = open.slice(1) as [IndexDocument];
    const comment = {
      id: 'b:closed',
      kind: 'comment',
      text: 'slow pool, slow pool',
      vector: unit(1, 0.2),
    } as const;
    await put(
      indexDocument('c', ['slow pool', 'pool timeouts'], {
        access: closed,
        vectors: [unit(1, 0.2), unit(1, 0.2)],
      }),
      indexDocument('d', ['slow', 'a long text of other words, in which nobody finds a thing'], {
        access: closed,
      }),
      { ...b, chunks: [...b.chunks, { ...comment, access: closed }] },
    );
    expect(await Promise.all(asked.map((query) => list(query)))).toEqual(before);
    expect((await list({ text: 'slow' })).total).toBe(4);
  });

  test('whoever asks, whatever is restricted: a hit rests on text that the asker may read, and on nothing else', async () => {
    const principals = ['project:PAY', 'project:CORE', 'role:admins', 'agent:PAY'];
    const clause = fc.uniqueArray(fc.constantFrom(...principals), { minLength: 1, maxLength: 2 });
    const access = fc.array(clause, { minLength: 1, maxLength: 2 }) as unknown as fc.Arbitrary<Access>;
    const chunk = fc.record({
      text: fc.constantFrom('pool', 'pool timeout', 'ledger', 'retry pool'),
      access,
    });
    const asker = fc.oneof(
      fc.subarray(principals).map((held) => user(...held)),
      fc.constant<Asker>({ kind: 'nobody' }),
      fc.constant<Asker>(operator),
    );
    const { index, put, list } = await filled();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(chunk, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        asker,
        async (tickets, who) => {
          const documents = tickets.map((chunks, t) => ({
            ...indexDocument(String(t), []),
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
          await index.remove(['0', '1', '2', '3', '4']);
          await put(...documents);
          const readable = new Map(
            documents.flatMap(({ chunks }) =>
              chunks.filter((each) => permits(who, each.access)).map((each) => [each.id, each]),
            ),
          );
          const vectors = { whole: unit(1, 0), summary: unit(1, 0) };
          const { hits } = await list({ asker: who, text: 'pool', vectors });
          for (const { passage } of hits) expect(readable.has(passage.id)).toBe(true);
          // Nothing is wrongly hidden either: every ticket with a readable chunk comes, since all vectors point forward.
          const expected = new Set([...readable.keys()].map((id) => id.split(':')[0]));
          expect(new Set(hits.map(({ ticketId }) => ticketId))).toEqual(expected);
        },
      ),
    );
  });
}
