import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptsFor } from '../../src/knowledge/excerpt.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';

const excerptOf = (passage: string, summary: string, words: string) =>
  excerptsFor(wordsQuery(words))(passage, summary);

const marked = ({ text, highlights }: ReturnType<typeof excerptOf>) =>
  highlights.map(([start, end]) => text.slice(start, end));

test('shows where most of the words stand, and which', () => {
  const passage = `${'The shop works. '.repeat(40)}Then the connection pool ran out of connections. ${'All is well. '.repeat(40)}`;
  const excerpt = excerptOf(passage, 'Checkout slow', 'pool connections in the checkout');
  expect(excerpt.text.startsWith('Then the connection pool')).toBe(true);
  expect(marked(excerpt)).toEqual(['connection', 'pool', 'connections']);
  expect(excerpt.words).toEqual(['Checkout', 'connection', 'pool']);
});

test('begins after the summary where no word is found', () => {
  const excerpt = excerptOf(
    'Checkout slow\n\nSince this morning every order waits.',
    'Checkout slow',
    'database',
  );
  expect(excerpt).toEqual({ text: 'Since this morning every order waits.', highlights: [], words: [] });
});

test('a report that is its summary alone is shown', () => {
  expect(excerptOf('Checkout slow', 'Checkout slow', 'database').text).toBe('Checkout slow');
});

test('highlights are words within the excerpt, apart and in order, for any text', () => {
  const text = fc
    .array(fc.constantFrom('pool', 'pools.Timeout', 'and', 'x', '\n', '. ', '🙂'), { maxLength: 300 })
    .map((list) => list.join(' '));
  fc.assert(
    fc.property(text, text, fc.constantFrom('pool', 'timeout x', ''), (passage, summary, query) => {
      const excerpt = excerptOf(passage, summary, query);
      let last = 0;
      for (const [start, end] of excerpt.highlights) {
        expect(start >= last && start < end && end <= excerpt.text.length).toBe(true);
        last = end;
      }
      expect(passage).toContain(excerpt.text);
    }),
  );
});

test('a word longer than the excerpt does not hide those after it', () => {
  const passage = `Trace ${'a.'.repeat(300)}pool and then, much later, the pool was empty. ${'x '.repeat(300)}`;
  expect(excerptOf(passage, 'Summary', `pool empty ${'a.'.repeat(300)}pool`).words).toContain('empty');
});

test('an excerpt begins with its sentence', () => {
  expect(excerptOf('The database reads all rows.', 'Slow list', 'database').text).toBe(
    'The database reads all rows.',
  );
});

test('phrases, beginnings of words and what a word was taken for are shown too', () => {
  const passage = `${'A reset of all. '.repeat(40)}Then the connection was lost: ConnectionReset by peer, connections reset, conn42. ${'All is well. '.repeat(40)}`;
  const query = { words: 'peeer', phrases: ['connection reset'], prefixes: ['CONN4'], excluded: [] };
  const excerpt = excerptsFor(query, [{ word: 'peeer', meant: ['peer'] }])(passage, 'Checkout slow');
  expect(marked(excerpt)).toEqual(['ConnectionReset', 'peer', 'connections reset', 'conn42']);
  expect(excerpt.words).toEqual(['ConnectionReset', 'peer', 'conn42']);
});

test('one search makes the excerpts of all its hits, each by itself', () => {
  const excerpt = excerptsFor({ words: 'pool', phrases: ['connection reset'], prefixes: [], excluded: [] });
  const passages = ['The pool is empty.', 'A connection reset.', 'The pool is empty.'];
  expect(passages.map((passage) => excerpt(passage, '').words)).toEqual([
    ['pool'],
    ['connection reset'],
    ['pool'],
  ]);
});
