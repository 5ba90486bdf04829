import { hash } from 'node:crypto';
import { type Access, type DocumentBlock, documentBlocks, type Ticket } from '../domain/index.ts';
import { codePassagesOf } from './code-passages.ts';
import type { Chunk, ChunkKind } from './index/search-index.ts';
import { piecesOf } from './pieces.ts';

/** A ticket with what its parts demand of a reader. */
export interface ReadableTicket {
  readonly ticket: Ticket;
  readonly access: Access;
  readonly commentAccess: ReadonlyMap<string, Access>;
}

/** The version of these rules: raise it with whatever changes the pieces, and every index is made anew. */
export const CHUNKING = 2;

/**
 * Cuts a ticket into the pieces that are searched: the summary alone; the summary with description and environment;
 * each comment; and what of these is code or a stack trace, once more by itself. Ids tell the part of the ticket and
 * the text: a piece that stays has the same one wherever it moves to.
 */
export function chunksOf({ ticket, access, commentAccess }: ReadableTicket): Chunk[] {
  const title: DocumentBlock = { kind: 'heading', text: ticket.summary, parts: [] };
  const body = [ticket.description, ticket.environment].flatMap((part) => (part ? documentBlocks(part) : []));
  const chunks = [
    ...chunksFrom(`${ticket.id}:summary`, 'summary', [ticket.summary], access),
    ...chunksFrom(`${ticket.id}:report`, 'report', piecesOf([title, ...body]), access),
    ...chunksFrom(`${ticket.id}:report:code`, 'code', codePassagesOf(body), access),
  ];
  for (const comment of ticket.comments) {
    const demanded = commentAccess.get(comment.id);
    if (!demanded) throw new Error(`comment ${comment.id} of ${ticket.key} was not classified`);
    const blocks = documentBlocks(comment.body);
    const place = `${ticket.id}:comment:${comment.id}`;
    chunks.push(
      ...chunksFrom(place, 'comment', piecesOf(blocks), demanded),
      ...chunksFrom(`${place}:code`, 'code', codePassagesOf(blocks), demanded),
    );
  }
  return chunks;
}

/** Enough of a hash that two texts of one ticket never share it. */
const HASH_LENGTH = 12;

function chunksFrom(place: string, kind: ChunkKind, texts: readonly string[], access: Access): Chunk[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const name = `${place}:${hash('sha256', text, 'base64url').slice(0, HASH_LENGTH)}`;
    const repeats = seen.get(name) ?? 0;
    seen.set(name, repeats + 1);
    return { id: repeats === 0 ? name : `${name}:${repeats + 1}`, kind, text, access };
  });
}
