import type { DemoPerson, DemoTicket } from '../../src/demo/company/model.ts';
import { rulesOf } from './rules.ts';
import { MADE_UP } from './words.ts';
import type { World } from './world.ts';

/** A made-up word, and the one text that it stands in. */
export interface Token {
  readonly word: string;
  readonly ticket: DemoTicket;
  /** Of the comment, the worklog or the fields that it stands in; null for what everybody sees who sees the ticket. */
  readonly commentId: string | null;
  /** Whether who may read the text finds it by the word: not what the history tells, nor names of files. */
  readonly isSought: boolean;
}

/** Stands for a ticket's fields and history where comments go by their ids. */
export const fieldsOf = ({ id }: DemoTicket) => `fields of ${id}`;

/** Which ticket or comment each made-up word gives away. */
export function tokensOf(tickets: readonly DemoTicket[]): Map<string, Token> {
  const tokens = new Map<string, Token>();
  const add = (text: string, ticket: DemoTicket, commentId: string | null, isSought = true) => {
    for (const [word] of text.matchAll(MADE_UP)) tokens.set(word, { word, ticket, commentId, isSought });
  };
  for (const ticket of tickets) {
    const { summary, description, environment, labels } = ticket;
    const past = ticket.changes.flatMap(({ items }) => items.flatMap((item) => [item.fromText, item.toText]));
    const files = ticket.attachments.map(({ filename }) => filename);
    add(files.join(' '), ticket, null, false);
    add([...past, ticket.own.rootCause].join(' '), ticket, fieldsOf(ticket), false);
    add([summary, description, environment, ...labels].join(' '), ticket, null);
    for (const { id, body } of ticket.comments) add(body, ticket, id);
    for (const { id, comment } of ticket.worklogs) add(comment ?? '', ticket, id, false);
  }
  return tokens;
}

/** What one person may see of a site, by Jira's rules. */
export interface Sight {
  readonly who: string;
  /** Tickets by key. */
  readonly tickets: ReadonlyMap<string, DemoTicket>;
  sees(token: Token): boolean;
  seesComment(id: string): boolean;
  /** Whatever in a text is not for these eyes; what they said themselves is not held against the answer. */
  closedIn(text: string, said?: string): string[];
}

const KEY = /\b(?:PAY|CORE|DATA|WEB|SUP|ITH)-\d+\b/g;

export function sightOf(world: World, person: DemoPerson, tokens: ReadonlyMap<string, Token>): Sight {
  const rules = rulesOf(world);
  const open = world.tickets.filter((ticket) => rules.mayReadTicket(person, ticket));
  const tickets = new Map(open.map((ticket) => [ticket.key, ticket]));
  const comments = new Set(
    world.tickets.flatMap((ticket) =>
      [
        ...ticket.comments.filter((comment) => rules.mayReadComment(person, { ticket, comment })),
        ...ticket.worklogs.filter((worklog) => rules.mayReadWorklog(person, ticket, worklog)),
        ...(rules.mayReadFields(person, ticket) ? [{ id: fieldsOf(ticket) }] : []),
      ].map(({ id }) => id),
    ),
  );
  const sees = ({ ticket, commentId }: Token) =>
    commentId === null ? tickets.has(ticket.key) : comments.has(commentId);
  return {
    who: person.accountId,
    tickets,
    sees,
    seesComment: (id) => comments.has(id),
    closedIn(text, said = '') {
      const words = new Set(text.match(MADE_UP) ?? []);
      const keys = new Set(text.match(KEY) ?? []);
      return [
        ...[...words].filter((word) => {
          const token = tokens.get(word);
          // A word that stands nowhere any more is closed to everybody.
          return token === undefined || !sees(token);
        }),
        ...[...keys].filter((key) => !tickets.has(key)),
      ].filter((one) => !said.includes(one));
    },
  };
}
