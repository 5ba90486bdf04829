import type { Status } from '../api/client.ts';

/** What cannot work in this installation, and why, in the place of the means to begin it; nothing where all can. */
export function NotOffered({ status }: { status: Status }) {
  const { kind, noSync } = status;
  if (kind !== 'demo' && !noSync) return null;
  const what = noSync ? (kind === 'demo' ? 'No sync or import' : 'No sync') : 'No import';
  return (
    <details className="relative">
      <summary className="underline decoration-dotted underline-offset-4 hover:text-accent">
        {what}: why?
      </summary>
      <div className="absolute right-0 z-10 mt-2 w-56 space-y-2 rounded-lg border border-edge bg-surface p-4 text-ink sm:w-72">
        {noSync && <p className="break-words">Nothing can be read from Jira here. {noSync.detail}</p>}
        {kind === 'demo' && (
          <p>The demo company’s data stay apart from yours: files are imported into a folder of their own.</p>
        )}
      </div>
    </details>
  );
}
