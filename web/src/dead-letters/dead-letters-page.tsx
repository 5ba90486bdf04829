import { useQuery } from '@tanstack/react-query';
import { problemFrom } from '../api/problem.ts';
import { letterRulesQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { RefusedByRule } from './refused-by-rule.tsx';

/** What the gate refused, by the rule that it breaks, for somebody who disposes of it. */
export function DeadLettersPage() {
  const { data, error, refetch } = useQuery(letterRulesQuery);
  return (
    <section aria-labelledby="dead-letters-title" className="max-w-4xl">
      <title>Refused records · Casebook</title>
      <h1 id="dead-letters-title" className="text-2xl font-semibold tracking-tight">
        Refused records
      </h1>
      <p className="mt-2 max-w-prose text-muted">
        What came in and is no ticket that Casebook can read is kept here, whole, with the reason. Everything
        else goes on.
      </p>
      <div className="mt-6">
        {error ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : !data ? (
          <p role="status" className="text-muted">
            Counting…
          </p>
        ) : data.total === 0 ? (
          <p role="status" className="rounded-r-lg border-l-4 border-accent bg-tint px-5 py-4">
            Nothing is refused: all that came in was taken, or has been disposed of.
          </p>
        ) : (
          <>
            <p role="status" className="text-[0.875rem] text-muted">
              {data.total.toLocaleString('en')} {data.total === 1 ? 'record waits' : 'records wait'}.
            </p>
            <ul>
              {data.rules.map((each) => (
                <RefusedByRule key={each.rule} {...each} />
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
