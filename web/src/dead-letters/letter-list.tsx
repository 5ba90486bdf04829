import { useInfiniteQuery } from '@tanstack/react-query';
import { problemFrom } from '../api/problem.ts';
import { lettersQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Button } from '../ui/button.tsx';
import { LetterItem } from './letter-item.tsx';
import { inTheirPlaces, type TriedLetter } from './tried-letters.ts';

/** The records that break one rule, oldest first. */
export function LetterList({
  rule,
  canPass,
  tried,
  onTried,
}: {
  rule: string;
  canPass: boolean;
  tried: readonly TriedLetter[];
  onTried: (tried: TriedLetter) => void;
}) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    lettersQuery(rule),
  );
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  return (
    <>
      <ol className="space-y-3">
        {data &&
          inTheirPlaces(
            data.pages.flatMap(({ letters }) => letters),
            tried,
          ).map(({ letter, waits, outcome }) => (
            <LetterItem
              key={letter.id}
              letter={letter}
              waits={waits}
              outcome={outcome}
              canPass={canPass}
              onTried={(outcome) => onTried({ letter, rule, outcome })}
            />
          ))}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
