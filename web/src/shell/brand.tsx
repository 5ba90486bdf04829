import { Link } from '@tanstack/react-router';
import type { Status } from '../api/client.ts';
import { Logo } from './logo.tsx';

/** The name, which leads to the search; and whether anything here is real. */
export function Brand({ status }: { status: Status | undefined }) {
  return (
    <div className="flex items-center gap-3">
      <Link to="/" className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Logo />
        Casebook
      </Link>
      {status?.kind === 'demo' && (
        <span
          title="An invented company; none of this is real."
          className="rounded border border-edge px-1.5 text-xs text-muted"
        >
          Demo
        </span>
      )}
    </div>
  );
}
