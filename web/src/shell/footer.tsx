import type { Status } from '../api/client.ts';
import { Sites } from './sites.tsx';

/** The small print: what the index holds, and what runs here. */
export function Footer({ status }: { status: Status | undefined }) {
  return (
    <footer className="mt-16 border-t border-line py-5 text-xs text-muted">
      <div className="mx-auto flex max-w-6xl flex-wrap gap-x-6 gap-y-1 px-4 sm:px-8">
        {status && (
          <>
            <p>Casebook {status.version}</p>
            <p className="tabular-nums">
              {counted(status.index.tickets, 'ticket')} in {counted(status.index.chunks, 'passage')}
            </p>
            <p className="break-all">Embedder {status.embedder.id}</p>
            <Sites status={status} />
          </>
        )}
        <a href="/openapi.json" className="underline underline-offset-2 hover:text-ink">
          API
        </a>
      </div>
    </footer>
  );
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
