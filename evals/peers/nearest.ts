import { type Collection, textOf } from '../collection.ts';
import type { Ranker } from '../methods.ts';
import type { TextEmbedder } from '../product.ts';

/** What one gets from an embedder alone: one vector for each document's whole text, ordered by cosine. */
export async function nearest({ documents }: Collection, embedder: TextEmbedder): Promise<Ranker> {
  const vectors = await embedder.embed(documents.map(textOf));
  return async ({ key, text }) => {
    const [query] = await embedder.embed([text], { as: 'query' });
    return documents
      .map((document, position) => ({
        key: document.key,
        cosine: product(query as Float32Array, vectors[position] as Float32Array),
      }))
      .sort((a, b) => b.cosine - a.cosine)
      .map((each) => each.key)
      .filter((found) => found !== key);
  };
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
