import { Link } from '@tanstack/react-router';
import type { TicketAnswer } from '../api/client.ts';
import { Section } from './section.tsx';
import { StatusPill } from './status-pill.tsx';

/** The tickets below this one. */
export function Subtasks({ subtasks }: Pick<TicketAnswer, 'subtasks'>) {
  if (subtasks.length === 0) return null;
  return (
    <Section title="Below this ticket">
      <ul className="divide-y divide-line border-y border-line text-[0.875rem]">
        {subtasks.map(({ key, summary, status }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <Link
              to="/tickets/$key"
              params={{ key }}
              state={(previous) => previous}
              className="font-mono text-accent underline underline-offset-2"
            >
              {key}
            </Link>
            {status && <StatusPill status={status} />}
            {summary && <span className="min-w-0 break-words">{summary}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
