import type { SiteName } from '../../domain/index.ts';
import { type Database, ofSite } from '../../platform/database/index.ts';
import { breathe } from '../../platform/turns/index.ts';
import { erasedTickets } from '../erasure/erased-tickets.ts';
import type { IssueHead } from '../sources/jira/client.ts';
import { NOT_DELIVERED } from '../sources/jira/source.ts';

/** A ticket that Jira and Casebook do not have alike. */
export interface Difference {
  readonly id: string;
  readonly key: string;
}

/** The kinds of difference: Jira has it and we do not; ours is older than Jira's; we have it and Jira does not. */
export const DIFFERENCES = ['missing', 'stale', 'extra'] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

/** How many tickets there are; `jira = live − extra − outside + missing + refused + erased`. */
export interface Counts {
  /** That Jira lists for the scope. */
  jira: number;
  /** That are here and are listed or were given by Jira's API once. */
  live: number;
  missing: number;
  stale: number;
  extra: number;
  /** Of those here, that Jira has outside the scope: they left it since, and stay. */
  outside: number;
  /** Of those listed, that are dead letters here. */
  refused: number;
  /** Of those listed, that were erased here. */
  erased: number;
}

export interface DayCounts extends Counts {
  /** The project's key. */
  readonly project: string;
  /** Of creation, in UTC, such as 2026-01-31. */
  readonly day: string;
}

export type Comparison = Readonly<Record<DifferenceKind, readonly Difference[]>> & {
  /** Dead letters, which Jira may have mended since. */
  readonly refused: readonly Difference[];
  readonly total: Counts;
  readonly days: readonly DayCounts[];
};

/** Tickets read at a time. */
const PAGE = 2000;

/**
 * Compares what a site lists with its tickets that are here: those of another are none of its business. Nor is what it
 * does not list and never gave: such tickets are known from files alone.
 *
 * @param listed by id.
 * @param outside ids that Jira does not list and gives all the same.
 */
export async function compareWithJira(
  database: Database,
  listed: ReadonlyMap<string, IssueHead>,
  outside: ReadonlySet<string>,
  site: SiteName,
): Promise<Comparison> {
  const count = counting();
  const found: Record<DifferenceKind, Difference[]> = { missing: [], stale: [], extra: [] };
  const here = new Set<string>();
  for await (const ticket of ticketsHere(database, site)) {
    const head = listed.get(ticket.id);
    if (!head && ticket.at_jira === 0) continue;
    const [project, created] = head
      ? [head.project.key, head.created]
      : [ticket.project_key, ticket.created_at];
    const kinds: (keyof Counts)[] = ['live'];
    if (head) {
      here.add(ticket.id);
      if (isStale(ticket, head)) kinds.push('stale');
    } else kinds.push(outside.has(ticket.id) ? 'outside' : 'extra');
    for (const kind of kinds) {
      count.add(project, created, kind);
      if (kind === 'stale' || kind === 'extra') found[kind].push({ id: ticket.id, key: ticket.key });
    }
  }
  const refused: Difference[] = [];
  const wasRefused = await refusedIds(database);
  const wasErased = await erasedTickets(database);
  for (const { id, key, project, created } of listed.values()) {
    count.add(project.key, created, 'jira');
    if (here.has(id)) continue;
    const kind = wasRefused.has(id) ? 'refused' : wasErased(id) ? 'erased' : 'missing';
    count.add(project.key, created, kind);
    if (kind === 'missing') found.missing.push({ id, key });
    if (kind === 'refused') refused.push({ id, key });
  }
  return { ...found, refused, total: count.total, days: count.days() };
}

type TicketHere = Awaited<ReturnType<typeof pageOfTickets>>[number];

/**
 * Jira's search index trails what it gives, so an older state there says nothing. A project that was renamed does not
 * make its tickets updated. What was never given by the API is asked for once: then Jira can say that it is gone.
 */
function isStale(ticket: TicketHere, { key, project, updated }: IssueHead): boolean {
  if (ticket.at_jira === 0 || updated > ticket.updated_at) return true;
  const same =
    ticket.key === key && ticket.project_key === project.key && ticket.project_name === project.name;
  return updated === ticket.updated_at && !same;
}

async function* ticketsHere(database: Database, site: SiteName): AsyncGenerator<TicketHere> {
  for (let after = ''; ; ) {
    const rows = await pageOfTickets(database, site, after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
    await breathe();
  }
}

function pageOfTickets(database: Database, site: SiteName, after: string) {
  return database
    .selectFrom('tickets')
    .select(['id', 'key', 'project_key', 'project_name', 'created_at', 'updated_at', 'at_jira'])
    .where('id', '>', after)
    .where(ofSite('id', site))
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

/**
 * Tickets that a person has to see to; those that Jira could not deliver are asked for again. One that came in since has
 * nothing to do with its letter any more.
 */
async function refusedIds(database: Database): Promise<Set<string | null>> {
  const letters = await database
    .selectFrom('dead_letters')
    .select('external_id')
    .distinct()
    .where('external_id', 'is not', null)
    .where('rule', '<>', NOT_DELIVERED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('lake_records')
            .select('seq')
            .whereRef('lake_records.external_id', '=', 'dead_letters.external_id')
            .whereRef('lake_records.run_id', '>', 'dead_letters.run_id'),
        ),
      ),
    )
    .execute();
  return new Set(letters.map(({ external_id }) => external_id));
}

const NOTHING: Counts = {
  ...{ jira: 0, live: 0, missing: 0, stale: 0, extra: 0 },
  ...{ outside: 0, refused: 0, erased: 0 },
};

function counting() {
  const total = { ...NOTHING };
  const days = new Map<string, DayCounts>();
  return {
    total,
    add(project: string, created: number, kind: keyof Counts): void {
      const day = new Date(created).toISOString().slice(0, 10);
      const place = `${project} ${day}`;
      const counts = days.get(place) ?? { project, day, ...NOTHING };
      days.set(place, counts);
      counts[kind] += 1;
      total[kind] += 1;
    },
    days: () => [...days.values()],
  };
}
