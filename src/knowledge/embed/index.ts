export type { Embedder } from './embedder.ts';
export { type Embedders, openEmbedders } from './embedders.ts';
export { isEmbedderAtFault } from './fault.ts';
export { loadStaticEmbedder } from './static/load.ts';
