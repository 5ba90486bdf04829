export type { Embedder } from './embedder.ts';
export { openEmbedders } from './embedders.ts';
export { isEmbedderAtFault } from './fault.ts';
export { isAdaptedModelFile } from './static/adapted.ts';
export { loadStaticEmbedder, SHIPPED_MODEL } from './static/load.ts';
