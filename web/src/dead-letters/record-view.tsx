import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import type { LetterAnswer } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { letterQuery } from '../api/queries.ts';
import { ScrollArea } from '../document/scroll-area.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { markedRecord } from './marked-record.ts';

/** A refused record as it came in, with the place that was refused in view. */
export function RecordView({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(letterQuery(id));
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <p role="status" className="text-[0.875rem] text-muted">
        Reading the record…
      </p>
    );
  return <Loaded letter={data} />;
}

function Loaded({ letter: { id, path, record } }: { letter: LetterAnswer }) {
  const mark = useRef<HTMLElement>(null);
  // In its own frame alone: the page stays where it is.
  useLayoutEffect(() => {
    const place = mark.current;
    const area = place?.offsetParent;
    if (place && area) area.scrollTop = place.offsetTop - area.clientHeight / 3;
  }, []);
  const body = bodyOf(record);
  const { before, marked, after } = markedRecord(body, path);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-[0.8125rem] text-muted">
        <p className="min-w-0 break-words">
          {marked ? (
            <>
              Marked is what was refused: <code className="break-all text-danger">{path}</code>
            </>
          ) : (
            'It was refused as a whole.'
          )}
        </p>
        <div className="flex items-center gap-3">
          <CopyButton
            text={typeof body === 'string' ? body : JSON.stringify(body, null, 2)}
            label={`Copy record #${id}`}
          />
        </div>
      </div>
      <ScrollArea name={`Record #${id}`} className="max-h-[min(28rem,70vh)]">
        <pre className="w-max min-w-full px-4 py-3 font-mono text-[0.8125rem] leading-relaxed">
          {before}
          {marked && (
            <mark ref={mark} className="bg-danger-tint font-semibold text-danger">
              {marked}
            </mark>
          )}
          {after}
        </pre>
      </ScrollArea>
    </div>
  );
}

/** What came in, without what Casebook noted beside it. */
function bodyOf(record: unknown): unknown {
  return (record as { readonly body?: unknown } | null)?.body ?? record;
}
