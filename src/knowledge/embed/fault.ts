import { CasebookError } from '../../domain/index.ts';

/** Whether the embedder failed, and not a text that it was given: with another text it would fail as well. */
export function isEmbedderAtFault(error: unknown): error is CasebookError {
  if (!(error instanceof CasebookError) || error.code === 'embedder-text-refused') return false;
  return error.code.startsWith('embedder-') || error.code === 'model-unreadable';
}
