import type { TicketDetails } from './details.ts';
import type { Document } from './document/schema.ts';

/** A person as Jira names him; Jira Cloud hides most e-mail addresses, so none is kept. */
export interface Person {
  readonly accountId: string;
  readonly displayName: string;
}

/**
 * Who may read a comment: everyone who may read the ticket, agents of the service project, or a role or group.
 * `unknown` where the source does not say, as CSV exports do not: then nobody but the operator may.
 */
export type Visibility =
  | { readonly kind: 'public' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'internal' }
  | { readonly kind: 'role' | 'group'; readonly id: string; readonly name: string };

export interface Comment {
  readonly id: string;
  readonly author: Person | null;
  /** Epoch milliseconds, like every point in time inside Casebook. */
  readonly created: number;
  readonly updated: number;
  readonly visibility: Visibility;
  readonly body: Document;
}

export const STATUS_CATEGORIES = ['new', 'indeterminate', 'done'] as const;
/** Jira's three kinds of status: to do, in progress, done. */
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];

/** A link as seen from the ticket that carries it: `relation` reads from this ticket to `key` ("duplicates PAY-7"). */
export interface TicketLink {
  readonly type: string;
  readonly relation: string;
  readonly key: string;
}

export interface Ticket {
  /** Jira's numeric id: it stays when the key changes with a move. `key:PAY-17` where the source gave none. */
  readonly id: string;
  readonly key: string;
  readonly project: { readonly key: string; readonly name: string };
  readonly type: string;
  readonly status: { readonly name: string; readonly category: StatusCategory };
  readonly priority: string | null;
  readonly resolution: string | null;
  readonly summary: string;
  readonly description: Document | null;
  readonly environment: Document | null;
  readonly labels: readonly string[];
  readonly components: readonly string[];
  readonly reporter: Person | null;
  readonly assignee: Person | null;
  readonly created: number;
  readonly updated: number;
  readonly resolved: number | null;
  readonly parentKey: string | null;
  readonly links: readonly TicketLink[];
  /** Oldest first. */
  readonly comments: readonly Comment[];
  readonly details: TicketDetails;
}
