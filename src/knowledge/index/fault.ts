import { CasebookError } from '../../domain/index.ts';

/** Whether the server of a search engine failed, and not a ticket that it was given: with another ticket it would fail as well. */
export function isEngineAtFault(error: unknown): error is CasebookError {
  return error instanceof CasebookError && error.code.startsWith('qdrant-');
}
