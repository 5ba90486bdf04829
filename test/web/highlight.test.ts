import { array, assert, integer, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitByRanges } from '../../web/src/search/highlight.ts';

const pieces = (text: string, ranges: [number, number][]) =>
  splitByRanges(text, ranges).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text));

describe('splitting a passage by its highlights', () => {
  test.each<[string, [number, number][], string[]]>([
    ['charged twice', [], ['charged twice']],
    ['charged twice', [[8, 13]], ['charged ', '[twice]']],
    [
      'charged twice',
      [
        [0, 7],
        [8, 13],
      ],
      ['[charged]', ' ', '[twice]'],
    ],
    [
      'charged twice',
      [
        [8, 13],
        [0, 7],
      ],
      ['[charged]', ' ', '[twice]'],
    ],
    [
      'charged',
      [
        [0, 4],
        [2, 7],
      ],
      ['[char]', '[ged]'],
    ],
    [
      'charged',
      [
        [5, 2],
        [3, 3],
        [-4, 2],
        [6, 99],
      ],
      ['[ch]', 'arge', '[d]'],
    ],
    ['💳 twice', [[3, 8]], ['💳 ', '[twice]']],
    ['', [[0, 4]], []],
  ])('%j by %j', (text, ranges, expected) => {
    expect(pieces(text, ranges)).toEqual(expected);
  });

  test('no range whatever loses or doubles a character', () => {
    const ranges = array(tuple(integer({ min: -5, max: 50 }), integer({ min: -5, max: 50 })));
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), ranges, (text, given) => {
        const split = splitByRanges(text, given);
        expect(split.map((piece) => piece.text).join('')).toBe(text);
        expect(split.every((piece) => text.startsWith(piece.text, piece.start))).toBe(true);
      }),
    );
  });
});
