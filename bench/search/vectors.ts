import { createRandom, type Random } from '../../src/demo/random.ts';
import type { Embedder } from '../../src/knowledge/embed/index.ts';

/** Length of the noise beside a text's vector: its cosine to the vector without is 0.995. */
const NOISE = 0.1;

/**
 * Gives a text's vector: that of the shipped embedder, moved a little, so that texts of the same words do not share
 * one. Where the embedder's vectors are shorter than `dimensions`, they are turned into that space: angles stay.
 */
export function vectorSource(embedder: Embedder, dimensions: number, seed: number) {
  const random = createRandom(seed).fork('vectors');
  const turn = embedder.dimensions < dimensions ? rotation(dimensions, random) : () => {};
  return {
    async passage(text: string): Promise<Float32Array> {
      const vector = await inSpace(text, 'passage');
      const spread = NOISE / Math.sqrt(dimensions);
      for (let i = 0; i < dimensions; i += 1) vector[i] = vector[i]! + spread * normal(random);
      return unit(vector);
    },
    query: async (text: string): Promise<Float32Array> => unit(await inSpace(text, 'query')),
  };

  async function inSpace(text: string, as: 'passage' | 'query'): Promise<Float32Array> {
    const [embedded] = await embedder.embed([text], { as });
    const vector = new Float32Array(dimensions);
    vector.set(embedded!.subarray(0, dimensions));
    turn(vector);
    return vector;
  }
}

/** A fixed orthogonal map: rotations by random angles in random pairs of axes, often enough that all axes meet all. */
function rotation(dimensions: number, random: Random): (vector: Float32Array) => void {
  const turns = Array.from({ length: 12 * dimensions }, () => {
    const a = random.int(0, dimensions - 1);
    const b = (a + random.int(1, dimensions - 1)) % dimensions;
    const angle = 2 * Math.PI * random.next();
    return { a, b, cos: Math.cos(angle), sin: Math.sin(angle) };
  });
  return (vector) => {
    for (const { a, b, cos, sin } of turns) {
      const x = vector[a]!;
      const y = vector[b]!;
      vector[a] = cos * x - sin * y;
      vector[b] = sin * x + cos * y;
    }
  };
}

/** Near enough to a normal distribution, and cheap (Irwin–Hall with four terms). */
function normal(random: Random): number {
  return (random.next() + random.next() + random.next() + random.next() - 2) * Math.sqrt(3);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! / length;
  return vector;
}
