import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../account/use-me.ts';
import type { RecordAnswer } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { recordQuery } from '../api/queries.ts';
import { ScrollArea } from '../document/scroll-area.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FoldedSection } from './section.tsx';

const FORMATS: Record<RecordAnswer['format'], string> = {
  'jira-v3': 'An issue of Jira’s REST API v3',
  'jira-v2': 'An issue of Jira’s REST API v2',
  'jira-csv': 'A row of Jira’s CSV export',
};

/** More than this nobody reads in a page; what is copied is whole. */
const MOST_SHOWN = 200_000;

/** What the ticket was made from, for operators: fetched when somebody opens it. */
export function SourceRecord({ ticketKey }: { ticketKey: string }) {
  const { may } = useMe();
  const [wanted, setWanted] = useState(false);
  if (!may('operator')) return null;
  return (
    <FoldedSection title="Source record" aside="as it came in" onOpen={() => setWanted(true)}>
      {wanted && <Stored ticketKey={ticketKey} />}
    </FoldedSection>
  );
}

function Stored({ ticketKey }: { ticketKey: string }) {
  const { data, error, refetch } = useQuery(recordQuery(ticketKey));
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton label="Reading the record" lines={2} />;
  const text = JSON.stringify(data.record, null, 2);
  return (
    <div className="space-y-3">
      <div className="flex items-start justify-between gap-x-6 gap-y-2 max-sm:flex-wrap">
        <p className="text-[0.8125rem] text-muted">
          {FORMATS[data.format]}, fetched <Moment at={data.fetchedAt} />; line{' '}
          {data.line.toLocaleString('en')} of the lake. Not every reader of the ticket may see all of it.
        </p>
        <div className="flex items-center gap-3">
          <CopyButton text={text} label="Copy the record" />
        </div>
      </div>
      <ScrollArea name="Source record" className="max-h-[70vh]">
        <pre className="w-max min-w-full px-4 py-3 font-mono text-[0.8125rem] leading-relaxed">
          {text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}
        </pre>
      </ScrollArea>
      {text.length > MOST_SHOWN && (
        <p className="text-[0.8125rem] text-muted">
          Shown are the first {MOST_SHOWN.toLocaleString('en')} characters of{' '}
          {text.length.toLocaleString('en')}; copied are all.
        </p>
      )}
    </div>
  );
}
