import { fileURLToPath } from 'node:url';
import type { Embedder } from '../embedder.ts';
import { readModelFile } from './file.ts';
import { staticEmbedder } from './model.ts';

/** `src/` and `dist/` both lie in the package's root beside `models/`: the same steps up lead there from either. */
export const SHIPPED_MODEL = fileURLToPath(
  new URL('../../../../models/static/casebook-static.bin', import.meta.url),
);

/**
 * The embedder that needs nothing installed: the project's own static model, computed in this thread.
 *
 * @param path a model file made by `models/static/train.py`; without it, the one that Casebook ships with.
 * @throws CasebookError `model-unreadable` when the file is missing, truncated, damaged or of another format.
 */
export function loadStaticEmbedder(path: string = SHIPPED_MODEL): Embedder {
  return staticEmbedder(readModelFile(path));
}
