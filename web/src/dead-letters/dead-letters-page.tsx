import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemFrom } from '../api/problem.ts';
import { letterRulesQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { RefusedByRule } from './refused-by-rule.tsx';
import { type TriedLetter, withTried } from './tried-letters.ts';

/** What the gate refused, by the rule that it breaks, for somebody who disposes of it. */
export function DeadLettersPage() {
  const { data, error, refetch } = useQuery(letterRulesQuery);
  const [tried, setTried] = useState<readonly TriedLetter[]>([]);
  // A rule whose last record was sent through here stays, with what became of that.
  const left = [...new Set(tried.map(({ rule }) => rule))]
    .filter((rule) => !data?.rules.some((each) => each.rule === rule))
    .map((rule) => ({ rule, letters: 0, example: '' }));
  return (
    <div className="max-w-4xl">
      <PageHead title="Refused records">
        What came in and is no ticket that Casebook can read is kept here, whole, with the reason. Everything
        else goes on. <em className="text-ink not-italic">Redrive</em> sends it through the gate once more:
        what is accepted then is a ticket.
      </PageHead>
      <div className="mt-6">
        {error ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton label="Counting" />
        ) : (
          <>
            {data.total === 0 ? (
              <Notice tone="well">
                Nothing is refused: all that came in was taken, or has been disposed of.
              </Notice>
            ) : (
              <p role="status" className="text-[0.875rem] text-muted">
                {data.total.toLocaleString('en')} {data.total === 1 ? 'record waits' : 'records wait'}.
              </p>
            )}
            <ul>
              {[...data.rules, ...left].map((each) => (
                <RefusedByRule
                  key={each.rule}
                  {...each}
                  tried={tried.filter(({ rule }) => rule === each.rule)}
                  onTried={(one) => setTried((before) => withTried(before, one))}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
