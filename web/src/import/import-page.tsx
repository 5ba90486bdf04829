import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportOptions } from '../api/client.ts';
import { statusQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { CsvDates } from './csv-dates.tsx';
import { FileChoice } from './file-choice.tsx';
import { ImportSummary } from './import-summary.tsx';
import { upload, useUpload } from './upload.ts';
import { UploadProgress } from './upload-progress.tsx';

/** Tickets from a file: choose it, see how far it is, and what became of it. */
export function ImportPage() {
  const client = useQueryClient();
  const now = useUpload();
  const isDemo = useQuery(statusQuery).data?.kind === 'demo';
  const [options, setOptions] = useState<ImportOptions>({ timeZone: ownTimeZone() });
  return (
    <div className="max-w-3xl space-y-6">
      <PageHead title="Import tickets from a file" tab="Import">
        Jira’s CSV export, or issues of its REST API as JSON; compressed with gzip or not. Whatever is in it
        already is recognised, so a file can be imported again.
      </PageHead>
      {isDemo ? (
        <Notice tone="caution">
          This is the demo company, and its data stay apart from yours. Start Casebook on a folder of its own
          to import there: <code>casebook serve --data-dir my-tickets</code>
        </Notice>
      ) : now.state === 'sending' ? (
        <UploadProgress upload={now} />
      ) : (
        <>
          {now.state === 'taken' && <ImportSummary name={now.name} answer={now.answer} />}
          {now.state === 'failed' && <ProblemNotice problem={now.problem} />}
          {now.state === 'cancelled' && (
            <p role="status">You stopped the import of {now.name}. What had come in by then is here.</p>
          )}
          {/* Before the choice of a file, which begins the import. */}
          <CsvDates options={options} onChange={setOptions} />
          <FileChoice onFile={(file) => void upload(client, file, options)} />
        </>
      )}
    </div>
  );
}

/** Whoever exports a file is most often whoever imports it. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
