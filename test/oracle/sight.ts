import type { DemoTicket } from '../../src/demo/company/model.ts';
import { rulesOf } from './rules.ts';
import { MADE_UP } from './words.ts';
import type { Sites } from './world.ts';

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
export const FIELDS = 'fields';

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
    add([...past, ticket.own.rootCause].join(' '), ticket, FIELDS, false);
    add([summary, description, environment, ...labels].join(' '), ticket, null);
    for (const { id, body } of ticket.comments) add(body, ticket, id);
    for (const { id, comment } of ticket.worklogs) add(comment ?? '', ticket, id, false);
  }
  return tokens;
}

/** What somebody may see of all sites, by the rules of each. */
export interface Sight {
  readonly who: string;
  /** Tickets by key. */
  readonly tickets: ReadonlyMap<string, DemoTicket>;
  sees(token: Token): boolean;
  /** A comment or worklog of the ticket, by its id, or its fields. */
  seesComment(ticket: DemoTicket, id: string): boolean;
  /** Whether what a ticket names by this key may be named: it is of the same site, and open. */
  names(ticket: DemoTicket, key: string): boolean;
  /** Whatever in a text is not for these eyes; what they said themselves is not held against the answer. */
  closedIn(text: string, said?: string): string[];
}

const KEY = /\b(?:PAY|CORE|DATA|WEB|SUP|ITH)-\d+\b/g;

export function sightOf(sites: Sites, accountId: string, tokens: ReadonlyMap<string, Token>): Sight {
  const tickets = new Map<string, DemoTicket>();
  const comments = new Set<string>();
  const place = ({ key }: DemoTicket, id: string) => `${key} ${id}`;
  for (const world of sites.worlds) {
    const [rules, person] = [rulesOf(world), world.person(accountId)];
    for (const ticket of world.tickets) {
      if (rules.mayReadTicket(person, ticket)) tickets.set(ticket.key, ticket);
      for (const { id } of [
        ...ticket.comments.filter((comment) => rules.mayReadComment(person, { ticket, comment })),
        ...ticket.worklogs.filter((worklog) => rules.mayReadWorklog(person, ticket, worklog)),
        ...(rules.mayReadFields(person, ticket) ? [{ id: FIELDS }] : []),
      ])
        comments.add(place(ticket, id));
    }
  }
  const sees = ({ ticket, commentId }: Token) =>
    commentId === null ? tickets.has(ticket.key) : comments.has(place(ticket, commentId));
  return {
    who: accountId,
    tickets,
    sees,
    seesComment: (ticket, id) => comments.has(place(ticket, id)),
    names(ticket, key) {
      const other = tickets.get(key);
      return other !== undefined && sites.worldOf(other) === sites.worldOf(ticket);
    },
    closedIn(text, said = '') {
      const words = new Set(text.match(MADE_UP) ?? []);
      const keys = new Set(text.match(KEY) ?? []);
      const named = new Set(said.match(KEY) ?? []);
      return [
        ...[...words].filter((word) => {
          const token = tokens.get(word);
          // A word that stands nowhere any more is closed to everybody.
          return (token === undefined || !sees(token)) && !said.includes(word);
        }),
        ...[...keys].filter((key) => !tickets.has(key) && !named.has(key)),
      ];
    },
  };
}
