import type { DemoAttachment, DemoChange, DemoComment, DemoTicket, DemoWorklog, Millis } from './model.ts';

interface Numbered {
  readonly id: string;
  readonly created: Millis;
}

/** Where the ids of what is inside a site's tickets begin. */
export const firstIds = {
  links: 10_400,
  comments: 20_000,
  attachments: 40_000,
  worklogs: 60_000,
  changes: 100_000,
} as const;

/**
 * Gives what is inside the tickets ids that grow with time over the whole site, as Jira does: `read` takes the list
 * out of a ticket. Returns the new lists, one for each ticket.
 */
function inTimeOrder<T extends Numbered>(
  tickets: readonly DemoTicket[],
  read: (ticket: DemoTicket) => readonly T[],
  first: number,
): T[][] {
  const places = tickets.flatMap((ticket, at) => read(ticket).map((one, index) => ({ one, at, index })));
  places.sort((a, b) => a.one.created - b.one.created);
  const lists = tickets.map((): T[] => []);
  places.forEach(({ one, at, index }, number) => {
    lists[at]![index] = { ...one, id: String(first + number) };
  });
  return lists;
}

export function numberComments(tickets: readonly DemoTicket[]): DemoTicket[] {
  const lists = inTimeOrder<DemoComment>(tickets, ({ comments }) => comments, firstIds.comments);
  return tickets.map((ticket, at) => ({ ...ticket, comments: lists[at]! }));
}

export function numberAttachments(tickets: readonly DemoTicket[]): DemoTicket[] {
  const lists = inTimeOrder<DemoAttachment>(tickets, ({ attachments }) => attachments, firstIds.attachments);
  return tickets.map((ticket, at) => ({ ...ticket, attachments: lists[at]! }));
}

export function numberChanges(tickets: readonly DemoTicket[]): DemoTicket[] {
  const lists = inTimeOrder<DemoChange>(tickets, ({ changes }) => changes, firstIds.changes);
  return tickets.map((ticket, at) => ({ ...ticket, changes: lists[at]! }));
}

export function numberWorklogs(tickets: readonly DemoTicket[]): DemoTicket[] {
  const lists = inTimeOrder<DemoWorklog>(tickets, ({ worklogs }) => worklogs, firstIds.worklogs);
  return tickets.map((ticket, at) => ({ ...ticket, worklogs: lists[at]! }));
}
