import type { StaticModel } from '../../src/knowledge/embed/static/file.ts';
import { seededRandom } from '../../src/knowledge/random.ts';

/** A static model of single letters and made-up vectors. */
export function smallModel(tokens: number, dimensions: number): StaticModel {
  const random = seededRandom(11);
  return {
    id: 'small@000000000000',
    dimensions,
    // Token 0 stands for unknown words.
    vocabulary: Array.from({ length: tokens }, (_, token) => (token === 0 ? '[UNK]' : `t${token}`)),
    unknown: '[UNK]',
    maxCharactersPerWord: 100,
    scales: Float32Array.from({ length: tokens }, () => 0.01 + random() / 100),
    rows: Int8Array.from({ length: tokens * dimensions }, () => Math.floor(random() * 255) - 127),
    origin: null,
  };
}
