export type { Embedder } from './embedder.ts';
export { loadStaticEmbedder } from './static/load.ts';
