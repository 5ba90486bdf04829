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
  return `${head.slice(0, -1)},"body":${bodyText}}\n`;
}

/** @throws Error where the text is not a line of the lake. */
export function parseLine(text: string): LakeLine {
  const { seq, digest, id, ...record } = lineSchema.parse(JSON.parse(text));
  return { seq, digest, record: { ...record, externalId: id, body: record.body } };
}
