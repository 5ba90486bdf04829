import type { TicketDetails } from './details.ts';
import type { Document } from './document/schema.ts';
import type { Person, Visibility } from './person.ts';
import type { StatusCategory } from './status-category.ts';

export interface Comment {
  readonly id: string;
  readonly author: Person | null;
  /** Epoch milliseconds, like every point in time inside Casebook. */
  readonly created: number;
  readonly updated: number;
  readonly visibility: Visibility;
  readonly body: Document;
}

/** A link as seen from the ticket that carries it: `relation` reads from this ticket to `key` ("duplicates PAY-7"). */
export interface TicketLink {
  readonly type: string;
  readonly relation: string;
  readonly key: string;
}

export interface Ticket {
  /**
   * Jira's numeric id: it stays when the key changes with a move. `us:10001` at a further site, `key:PAY-17` where the
   * source gave none.
   */
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
