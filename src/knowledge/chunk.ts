import { type Access, documentToText, type Ticket } from '../domain/index.ts';
import type { Chunk } from './index/search-index.ts';

/** A ticket with what its parts demand of a reader. */
export interface ReadableTicket {
  readonly ticket: Ticket;
  readonly access: Access;
  readonly commentAccess: ReadonlyMap<string, Access>;
}

/** The version of these rules: raise it with whatever changes the pieces, and every index is made anew. */
export const CHUNKING = 1;

/**
 * The longest piece, in UTF-16 units. Most descriptions and nearly all comments stay whole; a piece much longer would
 * drown what is special in it.
 */
const MAX_LENGTH = 4000;

/**
 * Cuts a ticket into the pieces that are searched: the summary alone, the summary with description and environment,
 * then each comment. Code and stack traces stay in the text as they are. Ids tell the place in the ticket.
 */
export function chunksOf({ ticket, access, commentAccess }: ReadableTicket): Chunk[] {
  const report = [
    ticket.summary,
    ...[ticket.description, ticket.environment].map((part) => (part ? documentToText(part) : '')),
  ];
  const chunks: Chunk[] = [{ id: `${ticket.id}:summary`, kind: 'summary', text: ticket.summary, access }];
  for (const [i, text] of pieces(report.filter((part) => part !== '').join('\n\n')).entries()) {
    chunks.push({ id: `${ticket.id}:report:${i}`, kind: 'report', text, access });
  }
  for (const comment of ticket.comments) {
    const demanded = commentAccess.get(comment.id);
    if (!demanded) throw new Error(`comment ${comment.id} of ${ticket.key} was not classified`);
    for (const [i, text] of pieces(documentToText(comment.body)).entries()) {
      chunks.push({ id: `${ticket.id}:comment:${comment.id}:${i}`, kind: 'comment', text, access: demanded });
    }
  }
  return chunks;
}

/** Splits at the last paragraph, line, or else word that ends in the second half of a piece. */
function pieces(text: string): string[] {
  const result: string[] = [];
  let rest = text.trim();
  while (rest.length > MAX_LENGTH) {
    const window = rest.slice(0, MAX_LENGTH);
    const cuts = ['\n\n', '\n', ' '].map((separator) => window.lastIndexOf(separator));
    const cut = cuts.find((position) => position > MAX_LENGTH / 2) ?? wholeCharacters(window);
    result.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? result : [...result, rest];
}

/** The length of `text` without half of a character that a cut left at its end. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
}
