import { type DeadLetter, nameAt, type RawRecord, siteOfSource, storable } from '../domain/index.ts';
import { digestOf } from './lake/line.ts';
import { DEEPEST_NESTING } from './limits.ts';
import { plainReason } from './plain-reason.ts';
import { readRecord } from './reading.ts';
import type { ClassifiedTicket } from './sources/jira/normalise.ts';
import type { Tombstone } from './sources/jira/tombstone.ts';

/** A record that passed: the JSON text that the lake will hold, and that text's digest. */
interface Passed {
  readonly record: RawRecord & { readonly externalId: string };
  readonly bodyText: string;
  /** SHA-256 of `bodyText`, in hex. */
  readonly digest: string;
}

/** A state of a ticket. */
export interface AcceptedTicket extends Passed, ClassifiedTicket {}

/** That a ticket is gone. */
export interface AcceptedTombstone extends Passed {
  readonly gone: Tombstone;
}

export type Accepted = AcceptedTicket | AcceptedTombstone;

export type Verdict = { readonly accepted: Accepted } | { readonly refused: DeadLetter };

/** Nobody reads the tenth reason: the first few name what is wrong. */
const MAX_REASONS = 5;

/** How JSON writes U+0000 and half a surrogate pair; only where it does is there anything to replace. */
const UNSTORABLE = /\\u(0000|d[89a-f])/;

/**
 * Lets a record in or refuses it. Only what keeps the whole contract of its format becomes a ticket; everything else is
 * kept as it came, with the place that is wrong and what was expected there.
 */
export function gate(record: RawRecord): Verdict {
  if (record.fault) return { refused: { record, path: '', ...record.fault } };
  if (deeperThan(record.body, DEEPEST_NESTING)) {
    // The place cannot be named by walking there; the text would overflow the stack just the same.
    const body = '(nested too deep to be kept)';
    const fault = { rule: 'too-deep', reason: `nested deeper than ${DEEPEST_NESTING} levels` };
    return { refused: { record: { ...record, body, fault }, path: '', ...fault } };
  }
  const bodyText = JSON.stringify(record.body);
  // Before the contract compares ids: two that differ must still differ when they are stored.
  const body = UNSTORABLE.test(bodyText) ? storable(record.body) : record.body;
  const read = readRecord({ ...record, body });
  if ('issues' in read) {
    const issues = read.issues
      .slice(0, MAX_REASONS)
      .map(({ path, message }) => ({ path: path.join('.'), message: plainReason(message) }));
    const reason = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
    const rule = `contract:${read.issues[0]?.path.map((part) => (typeof part === 'number' ? '*' : part)).join('.')}`;
    return { refused: { record, path: issues[0]?.path ?? '', rule, reason } };
  }
  const text = { bodyText, digest: digestOf(bodyText) };
  const externalId = nameAt(
    siteOfSource(record.source),
    'gone' in read ? read.gone.id : read.ticket.ticket.id,
  );
  const known = { record: { ...record, externalId }, ...text };
  if ('gone' in read) return { accepted: { ...known, gone: { id: externalId } } };
  const { ticket, holders } = read.ticket;
  return { accepted: { ...known, ticket: { ...ticket, id: externalId }, holders } };
}

function deeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
