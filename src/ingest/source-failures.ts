import { CasebookError, type Run, type SiteName, spokenName } from '../domain/index.ts';
import { failureOf } from './runs.ts';
import type { TicketSource } from './sources/source.ts';

/** A source that could not be read to its end, or may not be read at all. */
export interface SourceFailure {
  readonly site: SiteName;
  readonly error: unknown;
}

/** What a run of several sources says of each that failed; nothing of one alone, whose error is the run's. */
export function failuresOf(failures: readonly SourceFailure[], sources: number): Run['failures'] {
  if (sources === 1) return [];
  return failures.map(({ site, error }) => ({ site: spokenName(site), ...failureOf(error) }));
}

/**
 * One error for all of them, which names the sites where there are several: whoever reads it knows which ones were read.
 *
 * @param sources how many there were.
 */
export function allFailures(failures: readonly SourceFailure[], sources: number): unknown {
  const [first] = failures;
  if (!first || sources === 1) return first?.error;
  const details = failuresOf(failures, sources).map(({ site, detail }) => `site ${site}: ${detail}`);
  const code = first.error instanceof CasebookError ? first.error.code : 'internal';
  return new CasebookError(code, details.join(' '), { cause: first.error });
}

/** A source that may not be read: its run fails with that, and reads the others. */
export function refusedSource({ site, error }: SourceFailure): TicketSource {
  return { site, scope: null, changesSince: () => Promise.reject(error) };
}
