import { useQuery } from '@tanstack/react-query';
import { progressQuery } from '../api/queries.ts';
import type { Upload } from './upload.ts';

const POLL_MS = 500;

/** How much of the file has gone, and what became of its records so far. */
export function UploadProgress({ upload }: { upload: Upload & { state: 'sending' } }) {
  const { name, size, sent, runBefore, cancel } = upload;
  const run = useQuery({ ...progressQuery, refetchInterval: POLL_MS }).data?.run;
  const records = run && run.id > runBefore ? run : null;
  const number = (value: number) => value.toLocaleString('en');
  return (
    <section aria-label="Import under way" className="rounded-lg border border-line bg-surface px-6 py-6">
      <p className="font-semibold break-all">{name}</p>
      <progress
        aria-label={`Sent of ${name}`}
        value={sent}
        max={Math.max(size, 1)}
        className="mt-3 h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <p className="mt-2 text-[0.875rem] text-muted tabular-nums">
        {sent < size
          ? `${megabytes(sent)} of ${megabytes(size)} MB sent`
          : 'Everything is sent; the last records are being taken.'}
      </p>
      {records && (
        <p className="mt-1 text-[0.875rem] tabular-nums">
          {number(records.received)} records: {number(records.applied)} accepted, {number(records.duplicate)}{' '}
          already known, {number(records.refused)} refused
        </p>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <button
          type="button"
          onClick={cancel}
          className="rounded-full border border-edge px-4 py-0.5 hover:border-accent hover:text-accent"
        >
          Stop
        </button>
        <p className="text-[0.8125rem] text-muted">You can go on searching meanwhile.</p>
      </div>
    </section>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
