import { expect, test } from 'vitest';
import { freeTextOf, meaningTextOf } from '../../src/knowledge/query/free-text.ts';

test('what is excluded is no text of the query, and the beginning of a word has no meaning', () => {
  const query = {
    words: 'slow pool',
    phrases: ['connection reset'],
    prefixes: ['conn'],
    excluded: [{ kind: 'phrase', text: 'printer' }],
  } as const;
  expect(freeTextOf(query)).toBe('slow pool connection reset conn');
  expect(meaningTextOf(query)).toBe('slow pool connection reset');
});
