import { type Collection, textOf } from '../collection.ts';
import { productMethods, type Ranker } from '../methods.ts';
import { indexOf, type ProductIndex } from '../product.ts';
import type { MiniLm } from './minilm.ts';
import { nearest } from './nearest.ts';
import { plainBm25 } from './plain-bm25.ts';
import { rankFusion } from './rank-fusion.ts';

/** How much of each list is merged. */
const MERGED = 1000;

/** What else one would use, on the same texts and queries. Without MiniLM where it is not there. */
export async function peersOf(
  collection: Collection,
  product: { bm25: Ranker; vector: Ranker },
  miniLm: MiniLm | null,
  depth: number,
): Promise<Record<string, Ranker>> {
  const merged =
    (ranker: Ranker): Ranker =>
    async (query) =>
      (await ranker(query)).slice(0, MERGED);
  const plain = {
    'plain-bm25': plainBm25(collection),
    rrf: rankFusion(merged(product.bm25), merged(product.vector)),
  };
  if (!miniLm) return plain;
  const index = await miniLmIndexOf(collection, miniLm);
  const { vector, hybrid, similar } = productMethods(index, depth);
  const dated = collection.documents.some(({ created }) => created !== 0);
  return {
    ...plain,
    minilm: await nearest(collection, miniLm),
    'minilm-vector': vector,
    'minilm-hybrid': hybrid,
    ...(dated ? { 'minilm-similar': similar } : {}),
  };
}

/** The product's own index with MiniLM's vectors: one for all of a document, which counts as its one passage. */
export function miniLmIndexOf({ documents }: Collection, miniLm: MiniLm): Promise<ProductIndex> {
  return indexOf(documents, miniLm, async (chunks, document) => {
    const [whole, summary] = await miniLm.embed([textOf(document), document.summary]);
    const first = chunks.findIndex(({ kind }) => kind === 'report');
    return chunks.map(({ kind }, position) => {
      if (kind === 'summary') return summary as Float32Array;
      return position === first ? (whole as Float32Array) : new Float32Array(miniLm.dimensions);
    });
  });
}
