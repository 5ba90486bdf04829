import type { StatusCategory, TicketAnswer } from '../api/client.ts';

export const CATEGORY_NAMES: Record<StatusCategory, string> = {
  new: 'To do',
  indeterminate: 'In progress',
  done: 'Done',
};

/** A status under its own name; the sign before it tells Jira's three kinds apart by shape, not by colour. */
export function StatusPill({ status }: { status: TicketAnswer['status'] }) {
  return (
    <span
      title={CATEGORY_NAMES[status.category]}
      className="inline-flex items-center gap-1.5 rounded-full border border-line bg-surface py-px pr-2 pl-1.5 text-xs text-ink"
    >
      <CategorySign category={status.category} />
      {status.name}
    </span>
  );
}

/** To do: an empty circle; in progress: half of it; done: filled, with a tick. */
export function CategorySign({ category }: { category: StatusCategory }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0 text-accent">
      <circle
        cx="6"
        cy="6"
        r="4.75"
        fill={category === 'done' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {category === 'indeterminate' && <path d="M6 3.2a2.8 2.8 0 0 1 0 5.6z" fill="currentColor" />}
      {category === 'done' && (
        <path d="m3.8 6.1 1.6 1.6 2.9-3.2" fill="none" stroke="var(--surface)" strokeWidth="1.4" />
      )}
    </svg>
  );
}
