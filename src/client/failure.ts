import { CasebookError, type ErrorCode, errorCatalogue } from '../domain/index.ts';

/** What ended work, as the API said it. */
export function failureOf(error: { code: string; detail: string } | null): CasebookError {
  if (error && error.code in errorCatalogue) return new CasebookError(error.code as ErrorCode, error.detail);
  return new CasebookError('internal', 'It ended before it was done.');
}
