import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModelFile } from '../../../src/knowledge/embed/static/file.ts';
import { wordPieceTokenizer } from '../../../src/knowledge/embed/static/wordpiece.ts';

interface Case {
  readonly text: string | [repeated: string, times: number];
  readonly tokens: string;
}

const shipped = new URL('../../../models/static/casebook-static.bin', import.meta.url);
const model = readModelFile(fileURLToPath(shipped));
const tokenizer = wordPieceTokenizer(model);
const pieces = (text: string) => tokenizer.encode(text).map((id) => model.vocabulary[id]!);

/** Made with the reference tokenizer by `fixtures/tokenisations.py`. */
const cases: Case[] = JSON.parse(
  readFileSync(new URL('fixtures/tokenisations.json', import.meta.url), 'utf8'),
);

describe('the tokenizer', () => {
  it.each(cases)('agrees with the reference on $text', ({ text, tokens }) => {
    const whole = typeof text === 'string' ? text : text[0].repeat(text[1]);
    expect(pieces(whole).join(' ')).toBe(tokens);
  });

  it('agrees with it on all of them in one text', () => {
    const apart = cases.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).filter(Boolean);
    expect(pieces(apart.join('\n'))).toEqual(apart.flatMap(pieces));
  });

  it('spells a word the same when it meets it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(pieces(text)).toEqual(
          wordPieceTokenizer(model)
            .encode(text)
            .map((id) => model.vocabulary[id]),
        );
        expect(pieces(text)).toEqual(pieces(text));
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it('forgets when it has remembered much, and goes on as before', () => {
    const before = pieces('handshake');
    for (let i = 0; i < 70_000; i++) tokenizer.encode(`id${i}`);
    expect(pieces('handshake')).toEqual(before);
  });

  it('takes a megabyte without a space in its stride', () => {
    expect(pieces('A'.repeat(1_000_000))).toEqual(['[UNK]']);
    expect(pieces('é'.repeat(1_000_000))).toEqual(['[UNK]']);
  });
});
