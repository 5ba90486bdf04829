import { createHash } from 'node:crypto';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import { termsOf } from '../../src/knowledge/terms.ts';

/** A small embedder of no quality and no files: every term turns one of the dimensions up. Another seed, another space. */
export function hashingEmbedder(seed = 'a', dimensions = 16): Embedder {
  return {
    id: `hashing-${seed}-${dimensions}`,
    dimensions,
    remote: false,
    embed: async (texts) =>
      texts.map((text) => {
        const vector = new Float32Array(dimensions);
        for (const { term } of termsOf(text)) {
          const place = createHash('sha256').update(`${seed}\n${term}`).digest().readUInt32BE() % dimensions;
          vector[place] = (vector[place] as number) + 1;
        }
        const length = Math.hypot(...vector);
        return length === 0 ? vector : vector.map((value) => value / length);
      }),
  };
}

/** An embedder that waits, from its `nth` call on, until it is let go. */
export function heldEmbedder(inner: Embedder, nth: number) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let calls = 0;
  const embedder: Embedder = {
    ...inner,
    async embed(texts, options) {
      if (options?.as !== 'query') calls += 1;
      if (calls >= nth) {
        reached.resolve();
        await gate.promise;
      }
      return inner.embed(texts);
    },
  };
  return { embedder, letGo: gate.resolve, reached: reached.promise };
}
