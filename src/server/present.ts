import type {
  importAnswer,
  progressAnswer,
  runAnswer,
  searchAnswer,
  statusAnswer,
  ticketAnswer,
  Wire,
} from '../api/index.ts';
import type { Dispositions, Indexing, Run, Ticket } from '../domain/index.ts';
import type { ImportOutcome } from '../ingest/index.ts';
import type { SearchHit, TicketHead } from '../knowledge/index.ts';
import type { Progress, Status } from './services.ts';

/** From what Casebook holds to what the API says: times as ISO 8601, tickets with their address in Jira. */

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isoOrNull = (milliseconds: number | null) => (milliseconds === null ? null : iso(milliseconds));

function presentHead({ id: _, ...head }: TicketHead, siteUrl: string | null) {
  return {
    ...head,
    labels: [...head.labels],
    components: [...head.components],
    url: siteUrl && `${siteUrl}/browse/${head.key}`,
    created: iso(head.created),
    updated: iso(head.updated),
    resolved: isoOrNull(head.resolved),
  };
}

export function presentHit(
  { ticket, why, passage, score }: SearchHit,
  siteUrl: string | null,
): Wire<typeof searchAnswer>['hits'][number] {
  return {
    ...presentHead(ticket, siteUrl),
    score,
    why: { ...why, words: [...why.words] },
    passage: { ...passage, highlights: passage.highlights.map(([start, end]) => [start, end]) },
  };
}

export function presentTicket(ticket: Ticket, siteUrl: string | null): Wire<typeof ticketAnswer> {
  const { description, environment, links, comments, ...head } = ticket;
  return {
    ...presentHead(head, siteUrl),
    description,
    environment,
    links: [...links],
    comments: comments.map(({ visibility, created, updated, ...comment }) => ({
      ...comment,
      created: iso(created),
      updated: iso(updated),
      visibility: { kind: visibility.kind, ...('name' in visibility ? { name: visibility.name } : {}) },
    })),
  };
}

export function presentRun(run: Run): Wire<typeof runAnswer> {
  return { ...run, startedAt: iso(run.startedAt), finishedAt: isoOrNull(run.finishedAt) };
}

export function presentProgress({ run, embedded, indexing }: Progress): Wire<typeof progressAnswer> {
  return { run: run && presentRun(run), embedded, indexing: { ...indexing, holds: indexingHolds(indexing) } };
}

export function presentStatus(status: Status): Wire<typeof statusAnswer> {
  return {
    ...status,
    ...presentProgress(status),
    lakeCut: status.lakeCut && { ...status.lakeCut, at: iso(status.lakeCut.at) },
    records: { ...status.records, holds: recordsHold(status.records) },
  };
}

export function presentImport({ run, format, skipped, refusals }: ImportOutcome): Wire<typeof importAnswer> {
  const { id, received, applied: accepted, duplicate, refused } = run;
  return {
    received,
    accepted,
    duplicate,
    refused,
    skipped,
    format,
    run: id,
    refusals: refusals.map((each) => ({ ...each })),
  };
}

function recordsHold({
  received,
  applied,
  duplicate,
  pending,
  deadLettered,
  discarded,
  erased,
}: Dispositions): boolean {
  return received === applied + duplicate + pending + deadLettered + discarded + erased;
}

function indexingHolds({ live, indexed, waiting }: Indexing): boolean {
  return live === indexed + waiting;
}
