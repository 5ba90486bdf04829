import type { TicketAnswer } from '../api/client.ts';
import { Moment } from '../time/moment.tsx';
import { counted, FoldedSection } from './section.tsx';

/** Who changed what, newest first. */
export function History({ history }: Pick<TicketAnswer, 'history'>) {
  if (history.length === 0) return null;
  return (
    <FoldedSection title="History" aside={counted(history.length, 'change', 'changes')}>
      <ol className="space-y-3 text-[0.875rem]">
        {history.toReversed().map(({ id, author, created, items }) => (
          <li key={id}>
            <p className="text-[0.8125rem]">
              <strong className="font-semibold">{author?.displayName ?? 'Unknown author'}</strong>{' '}
              <span className="text-muted">
                <Moment at={created} />
              </span>
            </p>
            <ul className="mt-1 space-y-1">
              {items.map(({ field, from, to }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a change can name one field twice, and its items never move
                <li key={at} className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
                  <span className="text-muted">{field}</span>
                  <span className="line-clamp-4 min-w-0 break-words">
                    <Value of={from} /> <span aria-hidden="true">→</span>
                    <span className="sr-only">became</span> <Value of={to} />
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </FoldedSection>
  );
}

function Value({ of: value }: { of: string | null }) {
  return value === null ? <span className="text-muted italic">nothing</span> : <span>{value}</span>;
}
