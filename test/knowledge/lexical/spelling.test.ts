import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../../src/knowledge/edit-distance.ts';
import { createLexicalIndex } from '../../../src/knowledge/index/exact/lexical/lexical-index.ts';
import { createScores } from '../../../src/knowledge/index/exact/lexical/scores.ts';
import { createVocabulary } from '../../../src/knowledge/index/exact/lexical/vocabulary.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';

/** A ticket for each text, its slot its place. */
function indexOf(...texts: string[]) {
  const index = createLexicalIndex();
  for (const [slot, text] of texts.entries()) index.add(slot, [{ slot, kind: 'report', text }]);
  return {
    index,
    ask(words: string, closed: readonly number[] = []) {
      const allowed = Uint8Array.from(texts, (_, slot) => (closed.includes(slot) ? 0 : 1));
      const answer = index.ask(wordsQuery(words), allowed);
      const scores = createScores();
      scores.begin(texts.length);
      answer.score(scores);
      const found = Array.from(scores.bySlot.entries())
        .filter(([, score]) => score > 0)
        .sort(([, a], [, b]) => b - a)
        .map(([slot]) => slot);
      return { found, expansions: answer.expansions };
    },
  };
}

test.each([
  ['conection', ['connection']],
  ['connectoin', ['connection']],
  ['konnection', ['connection']],
  ['colecton', ['collection']],
  ['tiemout', ['timeout']],
  ['timeot', ['timeout']],
  ['tmot', []],
  ['connection', []],
  ['connections', []],
  ['ECONNRESET1', []],
  ['pol', []],
])('%s is taken for %j', (word, meant) => {
  const { ask } = indexOf('connection timeout', 'collection of pools', 'econnreset2 ECONNRESET');
  expect(ask(word).expansions).toEqual(meant.length === 0 ? [] : [{ word: word.toLowerCase(), meant }]);
});

test('a guess finds what was meant, and counts less than the word itself', () => {
  const { ask } = indexOf('ledger balance', 'connection reset', 'nothing else');
  expect(ask('conection').found).toEqual([1]);
  expect(ask('conection ledger').found).toEqual([0, 1]);
});

test('a word with the same first letter is preferred, and of those the commoner ones', () => {
  const { ask } = indexOf('table', 'cable', 'tables cable', 'tabla');
  expect(ask('tablr').expansions).toEqual([{ word: 'tablr', meant: ['table', 'tabla'] }]);
});

test('text that the asker may not read neither suggests a word nor keeps one from being guessed', () => {
  const { ask } = indexOf('secret zanzibar', 'the timeout', 'timeuot noted');
  expect(ask('zanzibra', [0]).expansions).toEqual([]);
  expect(ask('zanzibra').expansions).toEqual([{ word: 'zanzibra', meant: ['zanzibar'] }]);
  expect(ask('timeuot', [2]).expansions).toEqual([{ word: 'timeuot', meant: ['timeout'] }]);
});

test('a form that stands only in text that the asker may not read, or that is gone, is not suggested', () => {
  const { ask, index } = indexOf('the branch is merged', 'merging with Fernhaul');
  expect(ask('mergin').expansions).toEqual([{ word: 'mergin', meant: ['merging'] }]);
  expect(ask('mergin', [1]).expansions).toEqual([]);
  expect(ask('mergd', [1]).expansions).toEqual([{ word: 'mergd', meant: ['merged'] }]);
  index.remove([1]);
  expect(ask('mergin', [1]).expansions).toEqual([]);
});

test('a slip that one ticket has too leads to the word that is so much commoner', () => {
  const { ask } = indexOf('conection lost', ...Array.from({ length: 25 }, () => 'connection lost'));
  const { found, expansions } = ask('conection');
  expect(expansions).toEqual([{ word: 'conection', meant: ['connection'] }]);
  expect(found[0]).toBe(0);
  expect(found).toHaveLength(26);
});

test('no spelling is guessed in a long text', () => {
  const { ask } = indexOf('connection timeout');
  const words = 'one two three four five six seven eight nine ten eleven twelve thirteen';
  expect(ask(`conection ${words}`).expansions).toEqual([]);
});

test('the words near another one, and those that begin so, are what a look at each of them gives', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1', 'z'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), word, (words, asked) => {
      const made = createVocabulary();
      for (const each of words) made.enter({ word: each, isName: false });
      for (const vocabulary of [made, createVocabulary(structuredClone(made.parts()))]) {
        const near = vocabulary.near(asked, 2).map(({ word: number }) => vocabulary.spelling(number));
        const isNear = (other: string) => other !== asked && editDistance(asked, other, 2) <= 2;
        expect(near.sort()).toEqual(
          [...new Set(words)].filter((other) => !other.includes('1') && isNear(other)).sort(),
        );
        const begin = vocabulary.withPrefix(asked).map(vocabulary.spelling);
        expect(begin.sort()).toEqual([...new Set(words)].filter((other) => other.startsWith(asked)).sort());
      }
    }),
  );
});
