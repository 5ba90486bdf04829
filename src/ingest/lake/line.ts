import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type RawRecord, RECORD_FORMATS } from '../../domain/index.ts';

/** One line of the lake: a record that passed the gate, in the order of arrival. */
export interface LakeLine {
  /** Counted from 1 over all segments, without gaps. */
  readonly seq: number;
  readonly record: RawRecord & { readonly externalId: string };
  /** SHA-256 of the body's JSON text, in hex. */
  readonly digest: string;
}

const lineSchema = z.object({
  seq: z.number().int().positive(),
  source: z.literal('jira'),
  kind: z.literal('issue'),
  // Lines from before there was a choice carry none.
  format: z.enum(RECORD_FORMATS).default('jira-v3'),
  id: z.string(),
  fetchedAt: z.number(),
  digest: z.string().length(64),
  body: z.unknown(),
});

/** Stands before the body. It cannot occur earlier: inside the head's values its quotes would be escaped. */
const BODY = ',"body":';

/** `bodyText` goes in as it is, last, so that its digest can be checked against the line's own bytes. */
export function formatLine(
  line: Omit<LakeLine, 'record'> & { readonly record: Omit<LakeLine['record'], 'body'> },
  bodyText: string,
): string {
  const { source, kind, format, externalId, fetchedAt } = line.record;
  const head = JSON.stringify({
    seq: line.seq,
    source,
    kind,
    format,
    id: externalId,
    fetchedAt,
    digest: line.digest,
  });
  return `${head.slice(0, -1)}${BODY}${bodyText}}\n`;
}

/** @throws Error where the text is not a line of the lake, or its body is not the one that was written. */
export function parseLine(text: string): LakeLine {
  const { digest, body, seq, id, ...record } = lineSchema.parse(JSON.parse(text));
  const bodyText = text.slice(text.indexOf(BODY) + BODY.length, -1);
  if (digestOf(bodyText) !== digest)
    throw new Error('the body does not have the digest that was written with it');
  return { seq, digest, record: { ...record, externalId: id, body } };
}

/** SHA-256 of a body's JSON text, in hex. */
export function digestOf(bodyText: string): string {
  return createHash('sha256').update(bodyText).digest('hex');
}
