import type {
  importAnswer,
  letterAnswer,
  lettersAnswer,
  progressAnswer,
  rebuildAnswer,
  runAnswer,
  searchAnswer,
  statusAnswer,
  syncPreview,
  ticketAnswer,
  Wire,
} from '../api/index.ts';
import { type Indexing, type Rebuild, type Run, recordsHold, type Ticket } from '../domain/index.ts';
import type { ImportOutcome, JiraHealth, LetterHead, LetterPage } from '../ingest/index.ts';
import type { SearchHit, SearchResult, TicketHead } from '../knowledge/index.ts';
import { presentDetails, presentVisibility } from './present-details.ts';
import { presentCheck } from './present-ledger.ts';
import type { Progress, RebuildStatus, SitePreview, SiteStatus, Status, TicketSite } from './services.ts';

/** From what Casebook holds to what the API says: times as ISO 8601, tickets with their address in Jira. */

export const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isoOrNull = (milliseconds: number | null) => (milliseconds === null ? null : iso(milliseconds));

/** The site of a ticket, by its id. */
export type SiteOf = (ticketId: string) => TicketSite;

export function presentHead({ id, ...head }: TicketHead, siteOf: SiteOf) {
  const { name: site, url } = siteOf(id);
  return {
    ...head,
    labels: [...head.labels],
    components: [...head.components],
    url: url && `${url}/browse/${head.key}`,
    site,
    created: iso(head.created),
    updated: iso(head.updated),
    resolved: isoOrNull(head.resolved),
  };
}

export function presentFound(
  { hits, total, sort, facets, hints, meaning }: SearchResult,
  siteOf: SiteOf,
): Pick<Wire<typeof searchAnswer>, 'hits' | 'total' | 'sort' | 'facets' | 'hints' | 'meaning'> {
  const counted = Object.entries(facets).map(([field, values]) => [
    field,
    values.map((each) => ({ ...each })),
  ]);
  return {
    meaning,
    total,
    sort,
    hints: hints.map((hint) => ({ ...hint })),
    facets: Object.fromEntries(counted),
    hits: hits.map((hit) => presentHit(hit, siteOf)),
  };
}

function presentHit(
  { ticket, why, passage, score }: SearchHit,
  siteOf: SiteOf,
): Wire<typeof searchAnswer>['hits'][number] {
  return {
    ...presentHead(ticket, siteOf),
    score,
    why: { ...why, words: [...why.words] },
    passage: { ...passage, highlights: passage.highlights.map(([start, end]) => [start, end]) },
  };
}

/** @param asked the key that the ticket was asked for by. */
export function presentTicket(ticket: Ticket, asked: string, siteOf: SiteOf): Wire<typeof ticketAnswer> {
  const { description, environment, links, comments, details, ...head } = ticket;
  return {
    ...presentHead(head, siteOf),
    movedFrom: asked === head.key ? null : asked,
    description,
    environment,
    links: [...links],
    comments: comments.map(({ visibility, created, updated, ...comment }) => ({
      ...comment,
      created: iso(created),
      updated: iso(updated),
      visibility: presentVisibility(visibility),
    })),
    ...presentDetails(details),
  };
}

export function presentPreview(sites: readonly SitePreview[]): Wire<typeof syncPreview> {
  return {
    jql: sites[0]?.jql ?? '',
    issues: sites.reduce((sum, { issues }) => sum + (issues ?? 0), 0),
    sites: sites.map((each) => ({ ...each })),
  };
}

export function presentRun(run: Run): Wire<typeof runAnswer> {
  return {
    ...run,
    failures: [...run.failures],
    startedAt: iso(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
  };
}

function presentWebhooks({ last, trouble, ...state }: Progress['webhooks']) {
  return {
    ...state,
    last: last && { ...last, receivedAt: iso(last.receivedAt) },
    trouble: trouble && { code: trouble.code, detail: trouble.detail },
  };
}

export function presentProgress({
  run,
  webhooks,
  embedded,
  indexing,
  trouble,
}: Progress): Wire<typeof progressAnswer> {
  return {
    run: run && presentRun(run),
    webhooks: presentWebhooks(webhooks),
    embedded,
    indexing: { ...indexing, holds: indexingHolds(indexing) },
    trouble: trouble && { code: trouble.code, detail: trouble.detail, retry: trouble.entry.retry },
  };
}

function presentRebuildRun(rebuild: Rebuild): NonNullable<Wire<typeof rebuildAnswer>['rebuild']> {
  return { ...rebuild, startedAt: iso(rebuild.startedAt), finishedAt: isoOrNull(rebuild.finishedAt) };
}

export function presentRebuild({ rebuild, generations }: RebuildStatus): Wire<typeof rebuildAnswer> {
  return {
    rebuild: rebuild && presentRebuildRun(rebuild),
    generations: generations.map(({ id, state, embedder, createdAt, switchedAt }) => ({
      id,
      state,
      embedder,
      createdAt: iso(createdAt),
      switchedAt: isoOrNull(switchedAt),
    })),
  };
}

function presentJira({ circuit, throttle }: JiraHealth): NonNullable<Wire<typeof statusAnswer>['jira']> {
  return {
    circuit: circuit.state,
    trialAt: isoOrNull(circuit.trialAt),
    concurrency: throttle.concurrency,
    requestsPerSecond: throttle.perSecond,
    pauseMs: throttle.pauseMs,
    answers: throttle.answers,
    refusals: throttle.refusals,
  };
}

function presentSite(site: SiteStatus): Wire<typeof statusAnswer>['sites'][number] {
  const { name, url, jira, ledger, webhooks, access } = site;
  return {
    name,
    url,
    jira: jira && presentJira(jira),
    ledger: ledger && presentCheck(ledger),
    webhooks: webhooks && presentWebhooks(webhooks),
    access: {
      readAt: isoOrNull(access.readAt),
      trouble: access.trouble && { at: iso(access.trouble.at), reason: access.trouble.reason },
    },
  };
}

export function presentStatus(status: Status): Wire<typeof statusAnswer> {
  return {
    ...status,
    ...presentProgress(status),
    noSync: status.noSync && { code: status.noSync.code, detail: status.noSync.detail },
    failing: status.failing.map(({ at, ...failure }) => ({ ...failure, at: isoOrNull(at) })),
    lakeCut: status.lakeCut && { ...status.lakeCut, at: iso(status.lakeCut.at) },
    rebuild: status.rebuild && presentRebuildRun(status.rebuild),
    ledger: status.ledger && presentCheck(status.ledger),
    jira: status.jira && presentJira(status.jira),
    sites: status.sites.map(presentSite),
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

export function presentLetter(letter: LetterHead): Omit<Wire<typeof letterAnswer>, 'record'> {
  return { ...letter, refusedFirst: iso(letter.refusedFirst), refusedLast: iso(letter.refusedLast) };
}

export function presentLetters(page: LetterPage): Wire<typeof lettersAnswer> {
  return {
    ...page,
    rules: page.rules.map((each) => ({ ...each })),
    letters: page.letters.map(presentLetter),
  };
}

function indexingHolds({ live, indexed, waiting }: Indexing): boolean {
  return live === indexed + waiting;
}
