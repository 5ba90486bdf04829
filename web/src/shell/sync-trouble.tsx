import { ProblemNotice } from './problem-notice.tsx';
import type { useSync } from './use-sync.ts';

/** Why a sync could not begin, why the last one stopped, or why what Jira told of is not here; nothing while all is well. */
export function SyncTrouble({
  sync: { problem, progress, busy, start },
}: {
  sync: ReturnType<typeof useSync>;
}) {
  if (busy) return null;
  if (problem) return <ProblemNotice problem={problem} {...(problem.retry && { onRetry: start })} />;
  if (!progress) return null;
  const { run, webhooks } = progress;
  if (run?.state === 'failed' && run.error)
    return <Trouble what="The last sync stopped." why={run.error} then="What had come in by then is here." />;
  if (!webhooks.trouble) return null;
  const then = `${webhooks.waiting.toLocaleString('en')} tickets wait; it is tried again.`;
  return <Trouble what="What Jira told of could not be fetched." why={webhooks.trouble} then={then} />;
}

function Trouble({
  what,
  why,
  then,
}: {
  what: string;
  why: { readonly code: string; readonly detail: string };
  then: string;
}) {
  return (
    <p
      role="alert"
      className="rounded-r-lg border-l-4 border-caution bg-caution-tint px-4 py-2 text-[0.875rem] break-words"
    >
      <strong className="font-semibold text-caution">{what}</strong> {why.detail}{' '}
      <span className="text-muted">({why.code})</span> {then}
    </p>
  );
}
