import { hash } from 'node:crypto';
import {
  type Access,
  type DetailAccess,
  type DocumentBlock,
  documentBlocks,
  seenInJira,
  type Ticket,
} from '../domain/index.ts';
import { codePassagesOf } from './code-passages.ts';
import type { Chunk, ChunkKind } from './index/search-index.ts';
import { piecesOf } from './pieces.ts';

/** A ticket with what its parts demand of a reader. */
export interface ReadableTicket {
  readonly ticket: Ticket;
  readonly access: Access;
  readonly commentAccess: ReadonlyMap<string, Access>;
  readonly detailAccess: DetailAccess;
}

/** The version of these rules: raise it with whatever changes the pieces, and every index is made anew. */
export const CHUNKING = 3;

/**
 * Cuts a ticket into the pieces that are searched: the summary alone; the summary with description and environment;
 * each comment; what of these is code or a stack trace, once more by itself; then the text that people wrote into fields of
 * their site's own, into worklogs, and what is in the files at it. Ids tell the part of the ticket and the text: a piece
 * that stays has the same one wherever it moves to.
 */
export function chunksOf(readable: ReadableTicket): Chunk[] {
  const { ticket, access, commentAccess } = readable;
  const title: DocumentBlock = { kind: 'heading', text: ticket.summary, parts: [] };
  const body = [ticket.description, ticket.environment].flatMap((part) => (part ? documentBlocks(part) : []));
  const chunks = [
    ...chunksFrom(`${ticket.id}:summary`, 'summary', [ticket.summary], access),
    ...chunksFrom(`${ticket.id}:report`, 'report', piecesOf([title, ...body]), access),
    ...chunksFrom(`${ticket.id}:report:code`, 'code', codePassagesOf(body), access),
  ];
  for (const comment of ticket.comments) {
    const demanded = demandedBy(commentAccess, comment.id, ticket);
    const blocks = documentBlocks(comment.body);
    const place = `${ticket.id}:comment:${comment.id}`;
    chunks.push(
      ...chunksFrom(place, 'comment', piecesOf(blocks), demanded),
      ...chunksFrom(`${place}:code`, 'code', codePassagesOf(blocks), demanded),
    );
  }
  return [...chunks, ...detailChunks(readable)];
}

function detailChunks({ ticket, access, detailAccess }: ReadableTicket): Chunk[] {
  const { fields, worklogs, attachments } = ticket.details;
  const told = fields.filter(({ textual }) => textual).map(({ name, text }) => block(`${name}\n${text}`));
  // The portal shows of fields those that its site chose for it, which nobody tells us.
  const inJira = seenInJira(access, ticket.project.key);
  const chunks = chunksFrom(`${ticket.id}:fields`, 'field', piecesOf(told), inJira);
  for (const { id, comment } of worklogs) {
    const demanded = demandedBy(detailAccess.worklogs, id, ticket);
    if (comment)
      chunks.push(
        ...chunksFrom(`${ticket.id}:worklog:${id}`, 'worklog', piecesOf(documentBlocks(comment)), demanded),
      );
  }
  for (const { id, filename, text } of attachments) {
    const demanded = demandedBy(detailAccess.attachments, id, ticket);
    if (text)
      chunks.push(
        ...chunksFrom(
          `${ticket.id}:attachment:${id}`,
          'attachment',
          piecesOf([fileBlock(filename, text)]),
          demanded,
        ),
      );
  }
  return chunks;
}

const block = (text: string): DocumentBlock => ({ kind: 'text', text, parts: [] });

/** A file can be cut between any two lines; its name is part of its beginning. */
function fileBlock(filename: string, text: string): DocumentBlock {
  const lines = [filename, ...text.split('\n')];
  return { kind: 'text', text: lines.join('\n'), parts: lines.map(block) };
}

function demandedBy(access: ReadonlyMap<string, Access>, id: string, { key }: Ticket): Access {
  const demanded = access.get(id);
  if (!demanded) throw new Error(`part ${id} of ${key} was not classified`);
  return demanded;
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
