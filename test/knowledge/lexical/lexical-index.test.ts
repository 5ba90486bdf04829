import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLexicalIndex,
  type IndexedText,
  type LexicalIndex,
} from '../../../src/knowledge/index/exact/lexical/lexical-index.ts';
import { createScores } from '../../../src/knowledge/index/exact/lexical/scores.ts';
import { BLOCK } from '../../../src/knowledge/index/exact/vectors/layout.ts';
import { CHUNK_KINDS, type TextQuery } from '../../../src/knowledge/index/search-index.ts';
import { referenceSearch } from '../../support/lexical-reference.ts';

const WORDS =
  'pool pools pooling connection Connection connectionReset reset resets DataNode datanode data node dataNodes is the of not ' +
  'v2.14.1 hdfs.DataNode fs-hdfs DNS out memory OutOfMemory timeout x1';

const text = fc
  .array(fc.constantFrom(...WORDS.split(' ')), { minLength: 1, maxLength: 9 })
  .map((words) => words.join(' '));
const texts = fc.array(fc.record({ kind: fc.constantFrom(...CHUNK_KINDS), text }), {
  minLength: 1,
  maxLength: 4,
});
const A_WHOLE_TEXT = `${WORDS} ${Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ')} pool pool reset`;
const phrase = fc.oneof(
  fc.constantFrom(
    'connection reset',
    'data node',
    'DataNode',
    'datanode reset',
    'out of memory',
    'the',
    'pool',
  ),
  fc
    .array(fc.constantFrom(...WORDS.split(' ')), { minLength: 1, maxLength: 3 })
    .map((words) => words.join(' ')),
);
const prefix = fc.constantFrom(
  'conn',
  'connections',
  'd',
  'datan',
  'pools',
  'pooli',
  'hdfs.d',
  'zz',
  'out',
  'V2',
);
const query: fc.Arbitrary<TextQuery> = fc.record({
  words: fc.oneof(text, fc.constant(''), fc.constant(A_WHOLE_TEXT)),
  phrases: fc.array(phrase, { maxLength: 2 }),
  prefixes: fc.array(prefix, { maxLength: 1 }),
  excluded: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('phrase' as const), text: phrase }),
      fc.record({ kind: fc.constant('prefix' as const), text: prefix }),
    ),
    { maxLength: 2 },
  ),
});
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), name: fc.nat(11), texts }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), name: fc.nat(11) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), steps: fc.nat(40) }) },
);

/**
 * Gives out slots as an engine does: those that a sweep returned are used again. A ticket's number is that of its first
 * slot, or one that it keeps.
 */
function house(sweptLeast?: number, keepsNumbers = false) {
  const index = createLexicalIndex({ sweptLeast });
  const tickets = new Map<number, readonly IndexedText[]>();
  const numbers = new Map<number, number>();
  const free: number[] = [];
  let used = 0;
  function remove(name: number): void {
    const number = numbers.get(name);
    if (number === undefined) return;
    index.remove((tickets.get(number) ?? []).map(({ slot }) => slot));
    tickets.delete(number);
    numbers.delete(name);
  }
  return {
    index,
    tickets,
    slots: () => used,
    remove,
    put(name: number, pieces: readonly Omit<IndexedText, 'slot'>[]) {
      remove(name);
      const placed = pieces.map((piece) => ({ ...piece, slot: free.pop() ?? used++ }));
      const number = keepsNumbers ? name : (placed[0] as IndexedText).slot;
      numbers.set(name, number);
      tickets.set(number, placed);
      index.add(number, placed);
    },
    sweep(steps: number) {
      const freed = index.sweep(steps);
      free.push(...freed);
      return freed;
    },
  };
}

function answerOf(index: LexicalIndex, slots: number, asked: TextQuery, allowed: Uint8Array) {
  const answer = index.ask(asked, allowed);
  const [scores, plain] = [createScores(), createScores('plain')];
  for (const each of [scores, plain]) {
    each.begin(slots);
    answer.score(each);
  }
  expect(scores.bySlot).toEqual(plain.bySlot);
  expect(scores.greatest).toEqual(plain.greatest);
  const found = [...scores.bySlot.entries()].filter(([, score]) => score > 0);
  for (const [block, most] of scores.greatest.entries())
    expect(most).toBe(Math.max(...scores.bySlot.subarray(block * BLOCK, (block + 1) * BLOCK)));
  return { answer, scores: new Map(found) };
}

test('whatever was put in, taken out and swept: the same as a count of everything anew', () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 60 }),
      query,
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      fc.boolean(),
      fc.boolean(),
      (changes, asked, stream, restored, keepsNumbers) => {
        const made = house(1, keepsNumbers);
        for (const each of changes) {
          if (each.kind === 'put') made.put(each.name, each.texts);
          else if (each.kind === 'remove') made.remove(each.name);
          else made.sweep(each.steps);
        }
        const index = restored
          ? createLexicalIndex({ from: structuredClone(made.index.parts()) })
          : made.index;
        const allowed = new Uint8Array(made.slots());
        for (const placed of made.tickets.values())
          for (const { slot } of placed) allowed[slot] = stream.next().value === 0 ? 0 : 1;

        const expected = referenceSearch(made.tickets, asked, (slot) => allowed[slot] === 1);
        const { answer, scores } = answerOf(index, made.slots(), asked, allowed);
        // Spelling has tests of its own; where it plays a part there is more than the reference knows.
        fc.pre(answer.expansions.length === 0);
        expect([...scores.keys()].sort()).toEqual([...expected.scores.keys()].sort());
        for (const [slot, score] of expected.scores) expect(scores.get(slot)).toBeCloseTo(score, 4);
        expect([...made.tickets.keys()].filter(answer.admits)).toEqual(expected.admitted);
        expect(answer.fullScore).toBeCloseTo(expected.fullScore, 6);
      },
    ),
    { numRuns: 2000 },
  );
});

const words = (text: string): TextQuery => ({ words: text, phrases: [], prefixes: [], excluded: [] });

test('a slot is free when a round has passed, not before, and its old text counts nowhere in between', () => {
  const made = house(1);
  for (let name = 0; name < 40; name += 1) made.put(name, [{ kind: 'report', text: `pool number${name}` }]);
  const allowed = new Uint8Array(40).fill(1);
  const removeAll = (names: number[]) => {
    for (const name of names) {
      made.remove(name);
      allowed[name] = 0;
    }
  };
  const found = () => [...answerOf(made.index, 40, words('pool number3 number4'), allowed).scores.keys()];
  const sweepAll = (afterFirst: () => void = () => {}) => {
    for (let step = 0; step < 200; step += 1) {
      const freed = made.sweep(3);
      if (freed.length > 0) return freed.toSorted();
      if (step === 0) afterFirst();
    }
    return [];
  };
  removeAll([3, 5, 6]);
  expect(found()).toHaveLength(37);
  // What is removed while a round goes on waits for the next one.
  expect(sweepAll(() => removeAll([4, 7, 8]))).toEqual([3, 5, 6]);
  expect(found()).toHaveLength(34);
  expect(sweepAll()).toEqual([4, 7, 8]);
  expect(found()).toHaveLength(34);
});

test('what was swept leaves room that is used again', () => {
  const made = house(1);
  const texts = Array.from({ length: 200 }, (_, i) => [
    { kind: 'report' as const, text: `pool timeout word${i % 50} retry` },
  ]);
  const fill = () => {
    for (const [name, pieces] of texts.entries()) made.put(name, pieces);
    for (let i = 0; i < 20; i += 1) made.sweep(1000);
  };
  fill();
  fill();
  const { entries, places } = made.index.bytes();
  for (let i = 0; i < 20; i += 1) fill();
  expect(made.index.bytes()).toMatchObject({ entries, places });
  expect(made.slots()).toBeLessThan(500);
});

test('a slot past the last one is refused', () => {
  const index = createLexicalIndex();
  expect(() => index.add(0, [{ slot: 2 ** 22, kind: 'report', text: 'pool' }])).toThrow(RangeError);
});

test('what a comment scores does not depend on how long the files at tickets are', () => {
  const scoreBeside = (file: string) => {
    const made = house();
    made.put(0, [
      { kind: 'comment', text: 'the pool is empty again, and nobody knows why' },
      { kind: 'attachment', text: file },
    ]);
    const asked = words('pool');
    return answerOf(made.index, 2, asked, new Uint8Array(2).fill(1)).scores.get(0);
  };
  expect(scoreBeside('line '.repeat(500))).toBeCloseTo(scoreBeside('line') as number, 6);
});

test('a word that stands more often than can be counted is found all the same', () => {
  const made = house();
  made.put(0, [{ kind: 'report', text: 'pool '.repeat(3000) }]);
  made.put(1, [{ kind: 'report', text: 'pool empty' }]);
  const asked: TextQuery = { ...words('pool'), phrases: ['pool pool'] };
  const { answer, scores } = answerOf(made.index, 2, asked, new Uint8Array(2).fill(1));
  expect(scores.size).toBe(2);
  expect([answer.admits(0), answer.admits(1)]).toEqual([true, false]);
});
