import { hash } from 'node:crypto';
import { z } from 'zod';
import {
  isRecordSource,
  type RawRecord,
  RECORD_FORMATS,
  RECORD_KINDS,
  type RecordSource,
} from '../../domain/index.ts';
import { checkFault, withCheck } from './checked.ts';

/** One line of the lake: a record that passed the gate, in the order of arrival. */
export interface LakeLine {
  /** Counted from 1 over all segments; a number is never given twice, also where its line is erased. */
  readonly seq: number;
  /**
   * The number of the first line that was appended with it: lines of one append become durable together, and a crash can
   * only tear the last one.
   */
  readonly group: number;
  readonly record: RawRecord & { readonly externalId: string };
  /** SHA-256 of the body's JSON text, in hex: tells whether a record is known already. */
  readonly digest: string;
}

/** Everything of a line but the body. */
export type LineHead = Omit<LakeLine, 'record'> & { readonly record: Omit<LakeLine['record'], 'body'> };

const headSchema = z.object({
  seq: z.number().int().positive(),
  /** Lines of earlier development versions lack it. */
  group: z.number().int().positive().optional(),
  /** A version that knows of one site alone takes no line of another. */
  source: z.custom<RecordSource>(isRecordSource),
  kind: z.enum(RECORD_KINDS),
  format: z.enum(RECORD_FORMATS),
  id: z.string(),
  fetchedAt: z.number(),
  atJira: z.literal(true).optional(),
  formerKeys: z.array(z.strictObject({ key: z.string(), until: z.number() })).optional(),
  digest: z.string().length(64),
});

/** Stands before the body. It cannot occur earlier: inside the head's values its quotes would be escaped. */
const BODY = ',"body":';

/** `bodyText` goes in as it is, last, so that its digest can be checked against the line's own bytes. */
export function formatLine(line: LineHead, bodyText: string): string {
  const { source, kind, format, externalId, fetchedAt, atJira, formerKeys } = line.record;
  const head = JSON.stringify({
    seq: line.seq,
    group: line.group,
    source,
    kind,
    format,
    id: externalId,
    fetchedAt,
    atJira,
    formerKeys,
    digest: line.digest,
  });
  return `${withCheck(`${head.slice(0, -1)}${BODY}${bodyText}}`)}\n`;
}

/** A line whose checksum fits, its body still as bytes: most readers of the lake need no more. */
export interface OpenedLine {
  readonly head: LineHead;
  readonly bodyBytes: Buffer;
}

/** @throws Error, saying what is wrong, where the bytes (without the line feed) are not what was written as a line. */
export function openLine(bytes: Buffer): OpenedLine {
  const fault = checkFault(bytes);
  if (fault) throw new Error(fault);
  const end = bytes.indexOf(BODY);
  if (end < 0) throw new Error('it has no body');
  const parsed = headSchema.safeParse(JSON.parse(`${bytes.toString('utf8', 0, end)}}`));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`its ${issue?.path.join('.')} is not one that this version writes`);
  }
  const { seq, group = seq, digest, id, atJira, formerKeys, ...record } = parsed.data;
  return {
    head: {
      seq,
      group,
      digest,
      record: { ...record, externalId: id, ...(atJira && { atJira }), ...(formerKeys && { formerKeys }) },
    },
    bodyBytes: bytes.subarray(end + BODY.length, -1),
  };
}

/** A line with its body as a value. */
export function withBody({ head, bodyBytes }: OpenedLine): LakeLine {
  return { ...head, record: { ...head.record, body: JSON.parse(bodyBytes.toString('utf8')) } };
}

/** SHA-256 of a body's JSON text, in hex. */
export function digestOf(bodyText: string | Buffer): string {
  return hash('sha256', bodyText, 'hex');
}
