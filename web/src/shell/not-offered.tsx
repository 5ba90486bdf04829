import type { Status } from '../api/client.ts';

/** Why nothing can be read from Jira in this installation, in the place of the means to begin it; nothing where it can. */
export function NotOffered({ status: { noSync } }: { status: Status }) {
  if (!noSync) return null;
  return (
    <details className="relative">
      <summary className="underline decoration-dotted underline-offset-4 hover:text-accent">
        No sync: why?
      </summary>
      <p className="absolute right-0 z-10 mt-2 w-56 rounded-lg border border-edge bg-surface p-4 break-words text-ink sm:w-72">
        Nothing can be read from Jira here. {noSync.detail}
      </p>
    </details>
  );
}
