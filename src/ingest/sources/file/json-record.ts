import { isUtf8 } from 'node:buffer';
import type { RawRecord, RecordFormat } from '../../../domain/index.ts';
import { DEEPEST_NESTING, LARGEST_RECORD } from '../../limits.ts';
import { type Frame, isTooLarge } from './frame.ts';
import { tooDeepAt } from './json-depth.ts';
import { findJsonFault } from './json-fault.ts';
import { megabytes, unreadable } from './unreadable.ts';

/** Reads a record, or says why it cannot be read. Size and depth are looked at before it costs anything. */
export function jsonRecord(frame: Frame, fetchedAt: number): RawRecord {
  const refuse = (reason: string, rule = 'not-json') =>
    unreadable(frame, 'jira-v3', { rule, reason }, fetchedAt);
  const { bytes, line, column } = frame;
  if (frame.fault) return refuse(`line ${line}, column ${column}: ${frame.fault}`);
  if (isTooLarge(frame))
    return refuse(
      `line ${line}: ${megabytes(frame.size)}, more than the ${megabytes(LARGEST_RECORD)} of a record`,
      'too-large',
    );
  const deep = tooDeepAt(bytes, DEEPEST_NESTING);
  if (deep >= 0) {
    const place = placeIn(frame, bytes.toString('utf8', 0, deep));
    return refuse(`${place}: nested deeper than ${DEEPEST_NESTING} levels`, 'too-deep');
  }
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    const place = placeIn(frame, text.slice(0, text.indexOf('\ufffd')));
    return refuse(`${place}: the text is not UTF-8`);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const { at, expected } = findJsonFault(text);
    const found = at < text.length ? `found ${JSON.stringify(text[at])}` : 'the record ends there';
    return refuse(`${placeIn(frame, text.slice(0, at))}: expected ${expected}, ${found}`);
  }
  return {
    source: 'jira',
    kind: 'issue',
    format: formatOf(body),
    externalId: idOf(body),
    body,
    fetchedAt,
    place: `line ${line}`,
  };
}

/** Line and column, both from 1, of what follows `before` in the record. */
function placeIn({ line, column }: Frame, before: string): string {
  const lineEnd = before.lastIndexOf('\n');
  if (lineEnd < 0) return `line ${line}, column ${column + before.length}`;
  return `line ${line + before.split('\n').length - 1}, column ${before.length - lineEnd}`;
}

/**
 * Which version of the REST API an issue comes from. Where it has a text, that says it: v2 writes texts as strings,
 * v3 as documents. Otherwise its address does, or the way of Data Center to name people.
 */
export function formatOf(issue: unknown): RecordFormat {
  const { self, fields } = asObject(issue);
  const { description, environment, comment, reporter } = asObject(fields);
  const comments = asObject(comment).comments;
  const bodies = Array.isArray(comments) ? comments.map((each) => asObject(each).body) : [];
  const text = [description, environment, ...bodies].find((each) => each !== null && each !== undefined);
  if (text !== undefined) return typeof text === 'string' ? 'jira-v2' : 'jira-v3';
  const isServer = typeof asObject(reporter).name === 'string' && asObject(reporter).accountId === undefined;
  return isServer || (typeof self === 'string' && self.includes('/rest/api/2/')) ? 'jira-v2' : 'jira-v3';
}

function idOf(issue: unknown): string | null {
  const { id } = asObject(issue);
  return typeof id === 'string' ? id : null;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
