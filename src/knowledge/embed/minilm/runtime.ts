import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { CasebookError } from '../../../domain/index.ts';

const RUNTIME = '@huggingface/transformers';
/** Whose way of loading models and tokenising was checked. */
const MAJOR = 4;

/**
 * The file of transformers.js: among Casebook's own packages, or else in the folder of models, where an upgrade of
 * Casebook leaves it alone.
 *
 * @throws CasebookError `embedder-not-installed`, with the command that installs it.
 */
export function locateRuntime(folder: string): string {
  for (const from of [import.meta.filename, join(resolve(folder), 'package.json')]) {
    try {
      return createRequire(from).resolve(RUNTIME);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new CasebookError(
    'embedder-not-installed',
    `npm install --ignore-scripts --prefix "${resolve(folder)}" ${RUNTIME}@${MAJOR}`,
  );
}
