import { useEffect, useRef } from 'react';
import type { TicketAnswer } from '../api/client.ts';
import { DocumentView } from '../document/document-view.tsx';
import { TicketAddress } from '../document/safe-link.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Attachments } from './attachments.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { LinkedTickets } from './linked-tickets.tsx';
import { isLong, MoreFacts } from './more-facts.tsx';
import { Section } from './section.tsx';
import { SimilarTickets } from './similar-tickets.tsx';
import { SourceRecord } from './source-record.tsx';
import { StatusPill } from './status-pill.tsx';
import { Subtasks } from './subtasks.tsx';
import { Report, Thread } from './thread.tsx';
import { Worklogs } from './worklogs.tsx';

/** A ticket to read: its report and its thread, with the facts in the margin. */
export function TicketView({ ticket }: { ticket: TicketAnswer }) {
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever came by keyboard or listens to the page goes on at the ticket, not at the top of the document.
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const { environment } = ticket;
  return (
    <TicketAddress value={ticket.url}>
      <title>{`${ticket.key} ${ticket.summary} · Casebook`}</title>
      <header className="mt-4 border-b border-line pb-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="font-mono text-base font-medium text-accent">{ticket.key}</p>
          {ticket.url && (
            <a href={ticket.url} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
              Open in Jira <span aria-hidden="true">↗</span>
            </a>
          )}
        </div>
        <h1
          ref={title}
          tabIndex={-1}
          className="mt-1 max-w-4xl text-2xl leading-tight font-semibold tracking-tight text-balance break-words outline-none sm:text-[1.75rem]"
        >
          {ticket.summary}
        </h1>
        <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
          <StatusPill status={ticket.status} />
          {ticket.resolution && <span>{ticket.resolution}</span>}
          <span>{ticket.type}</span>
          {ticket.priority && <span>{ticket.priority} priority</span>}
        </p>
      </header>
      <div className="mt-6 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,47rem)_minmax(12rem,1fr)] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-10">
          <Report description={ticket.description} />
          {environment && environment.content.length > 0 && (
            <section aria-labelledby="environment-title">
              <h2 id="environment-title" className="mb-2 text-xs font-semibold text-muted">
                Environment
              </h2>
              <DocumentView document={environment} />
            </section>
          )}
        </div>
        <div className="space-y-8 border-line max-lg:border-y max-lg:py-6 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:border-l lg:pl-6">
          <aside aria-label="Facts" className="space-y-3">
            <Facts ticket={ticket} />
            <MoreFacts ticket={ticket} />
          </aside>
          <SimilarTickets ticketKey={ticket.key} />
        </div>
        <div className="min-w-0 space-y-10">
          {ticket.fields
            .filter(({ text }) => isLong(text))
            .map(({ id, name, text }) => (
              <Section key={id} title={name}>
                <p className="break-words whitespace-pre-wrap">{text}</p>
              </Section>
            ))}
          <Subtasks subtasks={ticket.subtasks} />
          <LinkedTickets links={ticket.links} />
          <Attachments attachments={ticket.attachments} />
          <Thread comments={ticket.comments} />
          <Worklogs worklogs={ticket.worklogs} />
          <History history={ticket.history} />
          <Incomplete parts={ticket.incomplete} />
          <SourceRecord ticketKey={ticket.key} />
        </div>
      </div>
    </TicketAddress>
  );
}

/** Says of which parts this page does not show all that Jira has. */
function Incomplete({ parts }: { parts: TicketAnswer['incomplete'] }) {
  if (parts.length === 0) return null;
  return (
    <Section title="Not all of this ticket could be read">
      <ul className="space-y-1 text-[0.875rem] text-muted">
        {parts.map(({ part, reason }) => (
          <li key={`${part} ${reason}`}>
            {part}: {reason}
          </li>
        ))}
      </ul>
    </Section>
  );
}
