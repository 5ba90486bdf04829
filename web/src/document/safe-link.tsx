import { Link } from '@tanstack/react-router';
import { createContext, type ReactNode, use } from 'react';
import { safeAddress, ticketKeyIn } from './links.ts';

/** The address in Jira of the ticket that is being read: it tells which links lead to other tickets here. */
export const TicketAddress = createContext<string | null>(null);

const look = 'text-accent underline decoration-1 underline-offset-2 break-words hover:decoration-2';

/** A link out of a ticket's text: within Casebook where it can be, plain text where its scheme is not allowed. */
export function SafeLink({ to, children }: { to: string; children: ReactNode }) {
  const ticketUrl = use(TicketAddress);
  const address = safeAddress(to);
  if (!address) return children;
  const key = ticketKeyIn(address, ticketUrl);
  if (key) {
    return (
      <Link to="/tickets/$key" params={{ key }} state={(previous) => previous} className={look}>
        {children}
      </Link>
    );
  }
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" className={look}>
      {children}
    </a>
  );
}

/** A link that Jira shows as a card: the key of a ticket of this Jira, otherwise its address. */
export function Card({ to }: { to: string }) {
  const key = ticketKeyIn(to, use(TicketAddress));
  return <SafeLink to={to}>{key ?? to}</SafeLink>;
}
