import { useMe } from '../account/use-me.ts';
import type { Progress } from '../api/client.ts';
import { Moment } from '../time/moment.tsx';
import { Button } from '../ui/button.tsx';
import { NotOffered } from './not-offered.tsx';
import { wayOf } from './sync-way.ts';
import type { useSync } from './use-sync.ts';

const ENDED = { sync: 'Synced', import: 'Imported' } as const;

/** How much is here and how fresh it is; while tickets come in, how far they are. */
export function SyncState({ sync }: { sync: ReturnType<typeof useSync> }) {
  const { status, progress, busy, start } = sync;
  const { may } = useMe();
  if (!status) return null;
  const { run, webhooks } = progress ?? status;
  return (
    <>
      {busy && progress ? (
        <Running progress={progress} />
      ) : (
        run?.finishedAt && (
          <p className="max-sm:hidden">
            {run.state !== 'succeeded' ? `Last ${run.kind} stopped` : ENDED[run.kind]}{' '}
            <Moment at={run.finishedAt} />
          </p>
        )
      )}
      {!busy && webhooks.last && (
        <p className="max-sm:hidden">
          Told by Jira <Moment at={webhooks.last.receivedAt} />
        </p>
      )}
      {may('operator') && <NotOffered status={status} />}
      {may('agent') && !status.noSync && (
        <Button onClick={start} disabled={busy}>
          {busy ? 'Syncing…' : 'Sync now'}
        </Button>
      )}
    </>
  );
}

function Running({ progress }: { progress: Progress }) {
  const { text, done, total } = wayOf(progress);
  return (
    <p className="flex items-center gap-2 tabular-nums">
      <span className="max-sm:hidden">{text}</span>
      <progress
        aria-label={text}
        className="h-1 w-20 max-sm:w-12 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        {...(total !== null && { value: done, max: total })}
      />
    </p>
  );
}
