import type { TicketComment } from '../api/client.ts';

/** Whether its source says that not everyone who sees the ticket may see the comment; CSV exports say nothing. */
export function isRestricted({ kind }: TicketComment['visibility']): boolean {
  return kind !== 'public' && kind !== 'unknown';
}

/** Marks a comment that not everyone who sees the ticket may see; nothing for the others. */
export function RestrictedBadge({ visibility }: { visibility: TicketComment['visibility'] }) {
  if (!isRestricted(visibility)) return null;
  const { kind, name } = visibility;
  const text = kind === 'internal' ? 'Internal note' : `Only ${kind} ${name ?? 'unknown'}`;
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border border-caution px-2 py-px text-xs font-medium text-caution">
      <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0">
        <rect x="2" y="5.2" width="8" height="5.6" rx="1.2" fill="currentColor" />
        <path d="M3.8 5.2V3.7a2.2 2.2 0 0 1 4.4 0v1.5" fill="none" stroke="currentColor" strokeWidth="1.3" />
      </svg>
      {text}
    </span>
  );
}
