import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Letter } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { lettersQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { Button } from '../ui/button.tsx';
import { RecordView } from './record-view.tsx';

/** The records that break one rule, oldest first. */
export function LetterList({ rule }: { rule: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    lettersQuery(rule),
  );
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  return (
    <>
      <ol className="space-y-3">
        {data?.pages.flatMap(({ letters }) =>
          letters.map((letter) => <LetterItem key={letter.id} letter={letter} />),
        )}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function LetterItem({ letter }: { letter: Letter }) {
  const { id, key, externalId, place, reason, attempts, source, refusedLast } = letter;
  const [open, setOpen] = useState(false);
  return (
    <li className="space-y-2 border-l-2 border-line pl-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted">
        <span className="font-mono">#{id}</span>
        {(key ?? externalId) && <span className="font-mono text-accent">{key ?? externalId}</span>}
        {place && <span>{place}</span>}
        <span>from {source}</span>
        <span>
          refused {attempts === 1 ? '' : `${attempts} times, last `}
          <Moment at={refusedLast} />
        </span>
      </p>
      <p className="text-[0.875rem] break-words">{reason}</p>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="text-[0.875rem] text-accent underline underline-offset-4"
      >
        {open ? `Hide record #${id}` : `Show record #${id}`}
      </button>
      {open && <RecordView id={id} />}
    </li>
  );
}
