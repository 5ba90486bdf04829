import type { z } from 'zod';
import type { Document, RawRecord, RecordFormat } from '../domain/index.ts';
import { csvRow } from './sources/csv/contract.ts';
import { ticketFromRow } from './sources/csv/normalise.ts';
import { jiraIssue, jiraIssueV2 } from './sources/jira/contract.ts';
import { type ClassifiedTicket, ticketFromIssue } from './sources/jira/normalise.ts';
import { type Tombstone, tombstone } from './sources/jira/tombstone.ts';
import { wikiReader } from './sources/jira/wiki-text.ts';
import { derivedId } from './ticket-id.ts';

/** A record's ticket, that it is gone, or what its contract has against it. */
export type Reading =
  | { readonly ticket: ClassifiedTicket }
  | { readonly gone: Tombstone }
  | { readonly issues: readonly z.core.$ZodIssue[] };

/** Reads a record by the contract of its kind and format. */
export function readRecord(record: RawRecord): Reading {
  if (record.kind === 'tombstone') {
    const parsed = tombstone.safeParse(record.body);
    return parsed.success ? { gone: parsed.data } : { issues: parsed.error.issues };
  }
  return readers[record.format](record);
}

const readers: Readonly<Record<RecordFormat, (record: RawRecord) => Reading>> = {
  'jira-v3': ({ body }) =>
    reading(jiraIssue.safeParse(body), (issue) => ticketFromIssue(issue, (document: Document) => document)),
  'jira-v2': ({ body }) =>
    reading(jiraIssueV2.safeParse(body), (issue) => ticketFromIssue(issue, wikiReader())),
  'jira-csv': ({ body, externalId }) =>
    reading(csvRow.safeParse(body), (row) =>
      ticketFromRow(row, row.id ?? externalId ?? derivedId(row.key), wikiReader()),
    ),
};

function reading<T>(parsed: z.ZodSafeParseResult<T>, toTicket: (value: T) => ClassifiedTicket): Reading {
  return parsed.success ? { ticket: toTicket(parsed.data) } : { issues: parsed.error.issues };
}
