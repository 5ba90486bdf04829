import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/knowledge/index/exact/engine.ts';
import type { IndexDocument } from '../../src/knowledge/index/search-index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { operator, user } from '../support/askers.ts';
import { DIMENSIONS, indexDocument } from '../support/index-document.ts';

/** What of the embedded engine no other need keep. */
function engineWith(...documents: IndexDocument[]) {
  const engine = createEngine(DIMENSIONS);
  for (const each of documents) engine.replace(each);
  return {
    async find(text: string, asker = operator) {
      return (await engine.search({ asker, text: wordsQuery(text), filter: [], limit: 10 })).hits;
    },
  };
}

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
      const grown = engineWith(...changes.map(({ id, summary, text }) => indexDocument(id, [summary, text])));
      const last = new Map(changes.map((each) => [each.id, each]));
      const built = engineWith(
        ...[...last.values()].map(({ id, summary, text }) => indexDocument(id, [summary, text])),
      );
      expect(await grown.find(query)).toEqual(await built.find(query));
    }),
  );
});

test('a word that only closed texts hold changes no number: it counts like one that no text holds', async () => {
  const asker = user('project:PAY');
  const closed = Array.from({ length: 6 }, (_, i) =>
    indexDocument(`HR-${i}`, ['layoffs', 'layoffs timeout'], { access: [['project:HR']] }),
  );
  const { find } = engineWith(
    indexDocument('PAY-1', ['pool', 'timeout']),
    indexDocument('PAY-2', ['disk']),
    ...closed,
  );
  const unknown = await find('timeout zebra', asker);
  expect(unknown.map(({ ticketId }) => ticketId)).toEqual(['PAY-1']);
  expect(await find('timeout layoffs', asker)).toEqual(unknown);
  // Who may read them is told how common the word is.
  const [open] = (await find('timeout layoffs')).filter(({ ticketId }) => ticketId === 'PAY-1');
  expect(open?.lexical).not.toBe(unknown[0]?.lexical);
});
