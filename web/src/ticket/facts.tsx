import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TicketAnswer } from '../api/client.ts';
import { Moment } from '../time/moment.tsx';

/** What is known about the ticket besides its text and its state; what is not known takes no place. */
export function Facts({ ticket }: { ticket: TicketAnswer }) {
  return (
    <FactList>
      <Fact name="Project">{ticket.project.name}</Fact>
      <Fact name="Jira site">{ticket.site}</Fact>
      <Fact name="Part of">
        {ticket.parentKey && (
          <Link
            to="/tickets/$key"
            params={{ key: ticket.parentKey }}
            state={(previous) => previous}
            className="font-mono text-accent underline underline-offset-2"
          >
            {ticket.parentKey}
          </Link>
        )}
      </Fact>
      <Fact name="Assignee">{ticket.assignee?.displayName ?? 'Nobody'}</Fact>
      <Fact name="Reporter">{ticket.reporter?.displayName}</Fact>
      <Fact name="Components">{ticket.components.join(', ')}</Fact>
      <Fact name="Labels">{ticket.labels.join(', ')}</Fact>
      <Fact name="Created">
        <Moment at={ticket.created} />
      </Fact>
      <Fact name="Updated">
        <Moment at={ticket.updated} />
      </Fact>
      <Fact name="Resolved">{ticket.resolved && <Moment at={ticket.resolved} />}</Fact>
    </FactList>
  );
}

export function FactList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-[0.875rem] sm:grid-cols-3 lg:grid-cols-1">
      {children}
    </dl>
  );
}

/** A name and a value; nothing where there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
