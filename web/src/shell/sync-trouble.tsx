import { ProblemNotice } from './problem-notice.tsx';
import type { useSync } from './use-sync.ts';

/** Why a sync could not begin, or why the last one stopped; nothing while all is well. */
export function SyncTrouble({
  sync: { problem, progress, busy, start },
}: {
  sync: ReturnType<typeof useSync>;
}) {
  if (busy) return null;
  if (problem) return <ProblemNotice problem={problem} {...(problem.retry && { onRetry: start })} />;
  const run = progress?.run;
  if (run?.state !== 'failed' || !run.error) return null;
  return (
    <p
      role="alert"
      className="rounded-r-lg border-l-4 border-caution bg-caution-tint px-4 py-2 text-[0.875rem] break-words"
    >
      <strong className="font-semibold text-caution">The last sync stopped.</strong> {run.error.detail}{' '}
      <span className="text-muted">({run.error.code})</span> What had come in by then is here.
    </p>
  );
}
