import { useQuery } from '@tanstack/react-query';
import { problemFrom } from '../api/problem.ts';
import { letterQuery } from '../api/queries.ts';
import { ScrollArea } from '../document/scroll-area.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { markedRecord } from './marked-record.ts';

/** A refused record as it came in, with the place that was refused. */
export function RecordView({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(letterQuery(id));
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <p role="status" className="text-[0.875rem] text-muted">
        Reading the record…
      </p>
    );
  const { before, marked, after } = markedRecord(bodyOf(data.record), data.path);
  return (
    <ScrollArea name={`Record #${id}`}>
      <pre className="w-max min-w-full px-4 py-3 font-mono text-[0.8125rem] leading-relaxed">
        {before}
        {marked && <mark className="bg-danger-tint text-danger">{marked}</mark>}
        {after}
      </pre>
    </ScrollArea>
  );
}

/** What came in, without what Casebook noted beside it. */
function bodyOf(record: unknown): unknown {
  return (record as { readonly body?: unknown } | null)?.body ?? record;
}
