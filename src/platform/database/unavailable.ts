import { CasebookError } from '../../domain/index.ts';
import { type DatabaseLocation, showLocation } from './location.ts';

/** What a failed attempt to connect is reported as; the message of the server names users, never passwords. */
export function unavailable(address: DatabaseLocation, error: unknown): CasebookError {
  const reason = error instanceof AggregateError ? error.errors[0] : error;
  const message = reason instanceof Error ? reason.message : String(reason);
  return new CasebookError('database-unavailable', `${showLocation(address)}: ${message}`, { cause: error });
}
