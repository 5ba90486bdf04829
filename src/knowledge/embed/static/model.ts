import type { Embedder } from '../embedder.ts';
import { unitVector } from '../unit-vector.ts';
import type { StaticModel } from './file.ts';
import { seemsEnglish } from './language.ts';
import { wordPieceTokenizer } from './wordpiece.ts';

/**
 * An embedder that adds up stored token vectors: the sum over a text's distinct tokens of
 * `(1 + ln count) · scale · row`, made unit length. Weights are folded into the rows by
 * `models/static/train.py`, which learns them with the same `1 + ln count`.
 *
 * Work and memory grow with the length of the text alone; no text is too long, and nothing of it is cut off.
 * Query and passage have the same vector.
 */
export function staticEmbedder(model: StaticModel): Embedder {
  const { dimensions, rows, scales } = model;
  const tokenizer = wordPieceTokenizer(model);
  // Scratch of all calls: `counts` is back to zero after each text, so that a text costs its own tokens only.
  const counts = new Uint32Array(scales.length);
  const sum = new Float64Array(dimensions);

  function embedOne(text: string): Float32Array {
    const distinct: number[] = [];
    for (const token of tokenizer.encode(text)) if (counts[token]!++ === 0) distinct.push(token);

    sum.fill(0);
    for (const token of distinct) {
      const weight = scales[token]! * (1 + Math.log(counts[token]!));
      counts[token] = 0;
      if (weight === 0) continue;
      const row = token * dimensions;
      for (let i = 0; i < dimensions; i++) sum[i]! += weight * rows[row + i]!;
    }
    return unitVector(sum);
  }

  return {
    id: model.id,
    dimensions,
    remote: false,
    embed: async (texts) => texts.map(embedOne),
    understands: (text) => seemsEnglish(text, (word) => tokenizer.encode(word).length === 1),
  };
}
