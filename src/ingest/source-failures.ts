import { CasebookError, type SiteName, spokenName } from '../domain/index.ts';
import { failureOf } from './runs.ts';

/** A source that could not be read to its end. */
export interface SourceFailure {
  readonly site: SiteName;
  readonly error: unknown;
}

/**
 * One error for all of them, which names the sites where there are several: whoever reads it knows which ones were read.
 *
 * @param sources how many there were.
 */
export function allFailures(failures: readonly SourceFailure[], sources: number): unknown {
  const [first] = failures;
  if (!first || sources === 1) return first?.error;
  const details = failures.map(({ site, error }) => `site ${spokenName(site)}: ${failureOf(error).detail}`);
  const code = first.error instanceof CasebookError ? first.error.code : 'internal';
  return new CasebookError(code, details.join(' '), { cause: first.error });
}
