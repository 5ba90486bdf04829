import { idAtSite, nameAt, type RawRecord, type SiteName } from '../../domain/index.ts';
import { type Database, inGroups, ofSite } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/telemetry/index.ts';
import type { Intake } from '../intake.ts';
import { refusalOfMany } from '../many-removals.ts';
import { webhookRun } from '../runs.ts';
import { MOST_AS_THEY_ARE } from '../sources/jira/client.ts';
import { fetchWhole, type JiraSourceOptions } from '../sources/jira/source.ts';
import type { WaitingIssue } from './deliveries.ts';

export interface FetchParts {
  readonly database: Database;
  readonly intake: Pick<Intake, 'take' | 'openReader'>;
  readonly log: Logger;
}

/** For so long tickets that went count with those that go now. */
const LATELY_MS = 24 * 3_600_000;

/**
 * Fetches issues as they are now and takes them in, as a sync does. A webhook only says which: what it says of an issue is
 * older than what Jira answers, and whoever sends it can be mistaken.
 */
export async function fetchIssues(
  { database, intake, log }: FetchParts,
  jira: JiraSourceOptions,
  waiting: readonly WaitingIssue[],
): Promise<void> {
  const reader = intake.openReader();
  try {
    const { records, asked } = await fetchWhole(
      jira.client,
      waiting.map(({ issueId }) => idAtSite(issueId)),
      jira.files,
      jira.site,
    );
    const given = records.filter(({ kind }) => kind !== 'tombstone');
    const gone = records.filter(({ kind }) => kind === 'tombstone');
    const wanted = [...(await withinScope(database, jira, given)), ...(await believed(gone))];
    if (wanted.length > 0) await intake.take(await webhookRun(database), wanted, { reader, asked });
  } finally {
    reader.close();
  }

  /** What Jira said was deleted and does not give is. The rest may be closed to an account that lost rights. */
  async function believed(gone: readonly RawRecord[]): Promise<readonly RawRecord[]> {
    const deleted = new Set(waiting.flatMap((each) => (each.deleted ? each.issueId : [])));
    const said = gone.filter(({ externalId }) => externalId !== null && deleted.has(externalId));
    const unsaid = gone.filter((record) => !said.includes(record));
    const refusal = await refusalOfMany(database, unsaid, await goneLately(database, jira.site ?? null));
    if (!refusal) return gone;
    log.warn({ err: refusal }, 'tickets that Jira no longer gives stay until Jira is compared with');
    return said;
  }
}

async function goneLately(database: Database, site: SiteName): Promise<number> {
  const { n } = await database
    .selectFrom('tombstones')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('said_at', '>', Date.now() - LATELY_MS)
    .where(ofSite('ticket_id', site))
    .executeTakeFirstOrThrow();
  return n;
}

/**
 * Those that the settings choose. What came from Jira's API before is kept up to date wherever it has got to; of the rest
 * Jira itself decides, by the state they are in: its search index does not know yet what happened a second ago.
 */
async function withinScope(
  database: Database,
  { site = null, client, jql }: JiraSourceOptions,
  records: readonly RawRecord[],
): Promise<readonly RawRecord[]> {
  if (jql.trim() === '' || records.length === 0) return records;
  const ids = records.flatMap(({ externalId }) => externalId ?? []);
  const known = await database
    .selectFrom('tickets')
    .select('id')
    .where('id', 'in', ids)
    .where('at_jira', '=', 1)
    .execute();
  const chosen = new Set(known.map(({ id }) => id));
  for await (const group of inGroups(
    ids.filter((id) => !chosen.has(id)),
    MOST_AS_THEY_ARE,
  )) {
    const asked = group.map(idAtSite);
    const found = await client.searchIds(`(${jql}) AND id in (${asked.join(', ')})`, null, asked);
    for (const id of found.ids) chosen.add(nameAt(site, id));
  }
  return records.filter(({ externalId }) => externalId !== null && chosen.has(externalId));
}
