import { expect, test } from 'vitest';
import { indexDocument, unit } from '../../support/index-document.ts';
import type { OpenFilledIndex } from './harness.ts';

/** What was put in and taken out, here and after a restart. */
export function keepingContract(filled: OpenFilledIndex): void {
  test('a document takes the place of what was there before', async () => {
    const { index, put, ids } = await filled(
      indexDocument('a', ['old words']),
      indexDocument('b', ['other']),
    );
    await put(indexDocument('a', ['new words', 'more']));
    expect(await ids({ text: 'old' })).toEqual([]);
    expect(await ids({ text: 'new' })).toEqual(['a']);
    expect(index.size()).toEqual({ tickets: 2, chunks: 3 });
  });

  test('what is taken out is found no more; what was never there may be taken out', async () => {
    const { index, ids } = await filled(indexDocument('a', ['words']), indexDocument('b', ['words']));
    await index.remove(['a', 'never']);
    expect(await ids({ text: 'words' })).toEqual(['b']);
    expect(await index.chunksOf('a')).toEqual([]);
    expect(index.size()).toEqual({ tickets: 1, chunks: 1 });
  });

  test('a withdrawn ticket is found no more, and counts no more', async () => {
    const { index, ids } = await filled(indexDocument('a', ['words']), indexDocument('b', ['words']));
    await index.withdraw(['a', 'never']);
    expect(await ids({ text: 'words' })).toEqual(['b']);
    expect(index.size()).toEqual({ tickets: 1, chunks: 1 });
  });

  test('a ticket’s pieces come back as they were put in', async () => {
    const document = indexDocument('a', ['a title', 'a text'], { vectors: [unit(1, 2), unit(0.1, -0.7)] });
    const { index } = await filled(document, indexDocument('b', ['another']));
    expect(await index.chunksOf('a')).toEqual(document.chunks);
    expect(await index.chunksOf('c')).toEqual([]);
  });

  test('a restart changes nothing', async () => {
    const { index, put, list, reopen } = await filled(
      indexDocument('a', ['slow query'], { labels: ['x'], updated: 3, vectors: [unit(1, 0)] }),
      indexDocument('b', ['slow disk', 'and a query'], { type: 'Task', vectors: [unit(1, 1), unit(0, 1)] }),
      indexDocument('c', ['a query'], { assignee: 'Ada King', vectors: [unit(1, 0.5)] }),
    );
    await put(indexDocument('c', ['a slow query'], { assignee: 'Ada King', vectors: [unit(1, 0.3)] }));
    await index.remove(['b']);
    const asked = [
      { text: 'slow query', vectors: { whole: unit(1, 0), summary: unit(1, 0) } },
      { filter: [{ field: 'assignee' as const, anyOf: ['ada king'] }] },
      { filter: [{ field: 'label' as const, anyOf: ['x'] }] },
    ];
    const before = await Promise.all(asked.map((query) => list(query)));
    const again = await reopen();
    expect(await Promise.all(asked.map((query) => list(query, again)))).toEqual(before);
    expect(before.map(({ total }) => total)).toEqual([2, 1, 1]);
    expect(again.size()).toEqual({ tickets: 2, chunks: 2 });
  });
}
