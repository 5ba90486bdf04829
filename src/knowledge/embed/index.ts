export type { Embedder, EmbedOptions } from './embedder.ts';
export { loadStaticEmbedder } from './static/load.ts';
