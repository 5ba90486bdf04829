import { beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/knowledge/embed/index.ts';

const EPSILON = 1e-5;

/** Inner product of two vectors: their cosine, as all of them have length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/**
 * What every `Embedder` keeps, whatever computes it. Adapters that round differently from batch to batch pass: vectors
 * are compared to 1e-5 per component.
 *
 * @param make gives a fresh embedder of the same model at each call.
 */
export function embedderContract(name: string, make: () => Embedder | Promise<Embedder>): void {
  describe(`${name} keeps the Embedder contract`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await make();
    });
    const one = async (text: string) => (await embedder.embed([text]))[0]!;

    it('names its vector space the same each time', async () => {
      expect(embedder.id).toMatch(/^\S+$/);
      expect((await make()).id).toBe(embedder.id);
    });

    it('gives a vector of its dimensions for each text, in their order', async () => {
      const texts = ['the queue is stuck', 'invoices are printed twice', 'the queue is stuck'];
      const together = await embedder.embed(texts);
      expect(together).toHaveLength(texts.length);
      for (const [i, text] of texts.entries()) {
        expect(together[i]).toBeInstanceOf(Float32Array);
        expect(together[i]).toHaveLength(embedder.dimensions);
        expectSame(together[i]!, await one(text));
      }
      expect(cosine(together[0]!, together[1]!)).toBeLessThan(0.99);
    });

    it('gives no vectors for no texts', async () => {
      expect(await embedder.embed([])).toEqual([]);
    });

    it.each([
      ['a word', 'timeout'],
      ['ten thousand words', 'the connection pool was exhausted again. '.repeat(1500)],
      ['a stack trace', 'java.io.IOException: broken pipe\n\tat com.acme.Pipe.write(Pipe.java:41)'],
      ['half a surrogate pair', 'emoji cut in half: \ud83d here'],
      ['control characters', 'beep\u0007 and nul\u0000 inside'],
    ])('gives length 1 to %s', async (_, text) => {
      const vector = await one(text);
      expect(vector.every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    });

    it.each([
      ['an empty text', ''],
      ['white space', ' \n\t '],
    ])('gives the zero vector to %s, also between others', async (_, text) => {
      const vectors = await embedder.embed(['before', text, 'after']);
      expect(vectors[1]!.every((value) => value === 0)).toBe(true);
      expect(vectors[1]).toHaveLength(embedder.dimensions);
      expectSame(vectors[2]!, await one('after'));
    });

    it('leaves its vectors to the caller', async () => {
      const vector = await one('owned by the caller');
      const before = vector.slice();
      vector.fill(7);
      expectSame(await one('owned by the caller'), before);
    });

    it('puts queries and passages into one space', async () => {
      const [query] = await embedder.embed(['cannot sign in'], { as: 'query' });
      const [near, far] = await embedder.embed(
        ['since the upgrade users cannot sign in', 'new colours for the chart'],
        {
          as: 'passage',
        },
      );
      expect(cosine(query!, near!)).toBeGreaterThan(cosine(query!, far!));
    });
  });
}

function expectSame(actual: Float32Array, expected: Float32Array): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value)).toBeLessThan(EPSILON);
}
