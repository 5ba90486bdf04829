import { Link } from '@tanstack/react-router';
import type { LedgerAnswer } from '../api/client.ts';

type Named = NonNullable<LedgerAnswer['check']>['named'][number];

const KINDS = [
  ['missing', 'Missing here', 'mended'],
  ['stale', 'Out of date here', 'mended'],
  ['extra', 'No longer in Jira', 'taken out'],
] as const satisfies readonly (readonly [Named['kind'], string, string])[];

/** Shown at once of each kind: the rest is in the API and the terminal. */
const MOST = 50;

/** Each ticket that the newest comparison found to differ, and what came of it. */
export function Differences({ check }: { check: NonNullable<LedgerAnswer['check']> }) {
  const kinds = KINDS.map(
    ([kind, title, mended]) => [title, mended, check.named.filter((each) => each.kind === kind)] as const,
  ).filter(([, , named]) => named.length > 0);
  if (kinds.length === 0) return null;
  return (
    <section aria-labelledby="differences" className="mt-10">
      <h2 id="differences" className="text-lg font-semibold">
        What it found
      </h2>
      {kinds.map(([title, mended, named]) => (
        <div key={title} className="mt-4">
          <h3 className="text-[0.8125rem] font-semibold text-muted">
            {title}: {named.length.toLocaleString('en')}
          </h3>
          <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-[0.875rem]">
            {named.slice(0, MOST).map(({ id, key, left }) => (
              <li key={id}>
                <Link
                  to="/tickets/$key"
                  params={{ key }}
                  preload={false}
                  className="font-mono text-[0.8125rem] text-accent underline underline-offset-4"
                >
                  {key}
                </Link>{' '}
                <span className={left ? 'text-danger' : 'text-muted'}>{left ? 'still so' : mended}</span>
              </li>
            ))}
            {named.length > MOST && (
              <li className="text-muted">and {(named.length - MOST).toLocaleString('en')} more</li>
            )}
          </ul>
        </div>
      ))}
    </section>
  );
}
