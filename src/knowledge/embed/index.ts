export type { Embedder } from './embedder.ts';
export { openEmbedders } from './embedders.ts';
export { isEmbedderAtFault } from './fault.ts';
export { loadStaticEmbedder } from './static/load.ts';
