import { type DeadLetter, type RawRecord, storable } from '../domain/index.ts';
import { digestOf } from './lake/line.ts';
import { jiraIssue } from './sources/jira/contract.ts';
import { type ClassifiedTicket, ticketFromIssue } from './sources/jira/normalise.ts';

/** A record that passed: its ticket, the JSON text that the lake will hold, and that text's digest. */
export interface Accepted extends ClassifiedTicket {
  readonly record: RawRecord & { readonly externalId: string };
  readonly bodyText: string;
  /** SHA-256 of `bodyText`, in hex. */
  readonly digest: string;
}

export type Verdict = { readonly accepted: Accepted } | { readonly refused: DeadLetter };

/** Deeper JSON overflows the stack of whoever walks it; no editor of Jira's nests documents nearly so deep. */
const MAX_DEPTH = 200;

/** Nobody reads the tenth reason: the first few name what is wrong. */
const MAX_REASONS = 5;

/**
 * Lets a record in or refuses it. Only what keeps the source's whole contract becomes a ticket; everything else is
 * kept as it came, with the place that is wrong and what was expected there.
 */
export function gate(record: RawRecord): Verdict {
  if (deeperThan(record.body, MAX_DEPTH)) {
    // The place cannot be named by walking there; the text would overflow the stack just the same.
    const body = '(nested too deep to be kept)';
    return {
      refused: { record: { ...record, body }, path: '', reason: `nested deeper than ${MAX_DEPTH} levels` },
    };
  }
  const parsed = jiraIssue.safeParse(record.body);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, MAX_REASONS)
      .map(({ path, message }) => ({ path: path.join('.'), message }));
    const reason = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
    return { refused: { record, path: issues[0]?.path ?? '', reason } };
  }
  const bodyText = JSON.stringify(record.body);
  // Only then is there anything to replace; most records never are.
  const issue = bodyText.includes('\\u0000') ? storable(parsed.data) : parsed.data;
  const digest = digestOf(bodyText);
  return {
    accepted: {
      ...ticketFromIssue(issue),
      record: { ...record, externalId: parsed.data.id },
      bodyText,
      digest,
    },
  };
}

function deeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
