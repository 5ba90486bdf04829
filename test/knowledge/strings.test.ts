import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStrings, type Strings } from '../../src/knowledge/index/exact/strings.ts';

/** Few, so that they come again; and whatever else a string may be, halves of surrogate pairs too. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'ab', 'aB', 'PAY-1', 'pay-1', 'é', '\ud83d', '😀'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const texts = fc.array(text, { maxLength: 120 });

test('strings have the numbers of a map, in the order in which they came, also when they are read back', () => {
  fc.assert(
    fc.property(texts, texts, texts, (first, later, sought) => {
      let strings = createStrings();
      const numbers = new Map<string, number>();
      for (const some of [first, later]) {
        for (const each of some) {
          if (!numbers.has(each)) numbers.set(each, numbers.size);
          expect(strings.enter(each)).toBe(numbers.get(each));
        }
        strings = createStrings(structuredClone(strings.parts()));
      }
      expect(strings.size()).toBe(numbers.size);
      for (const each of [...sought, ...first]) expect(strings.find(each)).toBe(numbers.get(each) ?? -1);
      for (const [each, number] of numbers) {
        expect(strings.get(number)).toBe(each);
        expect(strings.length(number)).toBe(each.length);
        for (const [other, another] of numbers) expect(strings.isBefore(number, another)).toBe(each < other);
      }
    }),
  );
});

test('all strings of a form are found by it', () => {
  fc.assert(
    fc.property(texts, text, (given, sought) => {
      const strings = createStrings(undefined, (each) => each.toLowerCase());
      for (const each of given) strings.enter(each);
      const form = sought.toLowerCase();
      const expected = [...new Set(given)].filter((each) => each.toLowerCase() === form);
      expect(strings.ofForm(form).map(strings.get).sort()).toEqual(expected.sort());
    }),
  );
});

test('words that were made to have one hash have many', () => {
  // Each pair has one hash where the pairs before it begin from the basis that FNV-1a is published with.
  const pairs = [
    ['yaczf', 'glbpp'],
    ['numzf', 'tplpp'],
    ['numzf', 'tplpp'],
  ];
  const words = pairs.reduce((all, pair) => all.flatMap((begin) => pair.map((end) => begin + end)), ['']);
  const hashesOf = (strings: Strings) => {
    for (const word of words) strings.enter(word);
    return new Set(strings.parts().hashes).size;
  };
  const { parts } = createStrings();
  expect(hashesOf(createStrings({ ...parts(), seed: Uint32Array.of(0x811c9dc5) }))).toBe(1);
  expect(hashesOf(createStrings())).toBeGreaterThan(1);
});

test('a string of a megabyte is a string', () => {
  const strings = createStrings();
  const long = 'é'.repeat(1_000_000);
  expect(strings.get(strings.enter(long))).toBe(long);
  expect(strings.find(`${long}!`)).toBe(-1);
});
