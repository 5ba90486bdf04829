import { detailAccessText, labelsOf, type SiteName, type TicketHolders } from '../domain/index.ts';
import {
  type AccessPlans,
  type Database,
  ofSite,
  planFor,
  readAccessPlans,
  transact,
} from '../platform/database/index.ts';
import { breathe } from '../platform/turns/index.ts';
import { endRelabelling, wantedLabels } from './store.ts';

/** Tickets at a time: searches and what comes in wait for the turn. */
const GROUP = 200;

/**
 * Gives all tickets and comments of a site the labels of its present plan, and returns how many tickets had others. Those are work
 * for the index, which keeps the vectors of their texts. What is interrupted begins anew: nothing is done twice to a ticket
 * whose labels are right.
 *
 * @param alone while it works, nobody writes tickets or index entries.
 */
export async function relabel(
  database: Database,
  site: SiteName,
  alone: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<number> {
  const wanted = await wantedLabels(database, site);
  let changed = 0;
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    after = await alone(async () => {
      const plans = await readAccessPlans(database);
      const tickets = await ticketsAfter(database, site, from);
      changed += await relabelGroup(database, tickets, plans);
      return tickets.at(-1)?.id ?? null;
    });
    await breathe();
  }
  if (wanted !== null) await endRelabelling(database, site, wanted);
  return changed;
}

function ticketsAfter(database: Database, site: SiteName, after: string) {
  return database
    .selectFrom('tickets')
    .leftJoin('ticket_details', 'ticket_details.ticket_id', 'tickets.id')
    .select([
      'id',
      'lake_seq',
      'project_key',
      'project_name',
      'reporter_json',
      'assignee_json',
      'tickets.access_json',
      'holders_json',
      'ticket_details.access_json as details_access_json',
      'worklogs_json',
      'attachments_json',
      'request_json',
    ])
    .where('id', '>', after)
    .where(ofSite('id', site))
    .orderBy('id')
    .limit(GROUP)
    .execute();
}

type TicketRow = Awaited<ReturnType<typeof ticketsAfter>>[number];

async function relabelGroup(
  database: Database,
  tickets: readonly TicketRow[],
  plans: AccessPlans,
): Promise<number> {
  if (tickets.length === 0) return 0;
  const ids = tickets.map(({ id }) => id);
  const comments = Map.groupBy(
    await database
      .selectFrom('comments')
      .select(['id', 'ticket_id', 'author_json', 'visibility_json', 'access_json'])
      .where('ticket_id', 'in', ids)
      .execute(),
    ({ ticket_id }) => ticket_id,
  );
  const different = tickets.flatMap((row) => {
    const own = comments.get(row.id) ?? [];
    const { access, commentAccess, detailAccess } = labelsOf(
      {
        id: row.id,
        project: { key: row.project_key, name: row.project_name },
        reporter: parsed(row.reporter_json, null),
        assignee: parsed(row.assignee_json, null),
        comments: own.map(({ id, author_json, visibility_json }) => ({
          id,
          author: parsed(author_json, null),
          visibility: JSON.parse(visibility_json),
        })),
        details: {
          worklogs: parsed(row.worklogs_json, []),
          attachments: parsed(row.attachments_json, []),
          request: parsed(row.request_json, null),
        },
      },
      holdersOf(row),
      planFor(plans, row.id),
    );
    const access_json = JSON.stringify(access);
    const changed = own
      .map(({ id, access_json: before }) => ({
        id,
        before,
        access_json: JSON.stringify(commentAccess.get(id)),
      }))
      .filter((comment) => comment.before !== comment.access_json);
    const details = detailAccessText(detailAccess);
    const same = row.details_access_json === null || row.details_access_json === details;
    if (access_json === row.access_json && changed.length === 0 && same) return [];
    return [{ id: row.id, lake_seq: row.lake_seq, access_json, comments: changed, details }];
  });
  if (different.length === 0) return 0;
  const work = different.map(({ id, lake_seq }) => ({ ticket_id: id, lake_seq }));
  await transact(database, async (tx) => {
    for (const { id, access_json, comments: own, details } of different) {
      await tx.updateTable('tickets').set({ access_json }).where('id', '=', id).execute();
      await tx
        .updateTable('ticket_details')
        .set({ access_json: details })
        .where('ticket_id', '=', id)
        .execute();
      for (const comment of own)
        await tx
          .updateTable('comments')
          .set({ access_json: comment.access_json })
          .where('ticket_id', '=', id)
          .where('id', '=', comment.id)
          .execute();
    }
    // Their state has the number that it had: only this tells the indexes.
    await tx
      .updateTable('index_entries')
      .set({ lake_seq: 0 })
      .where(
        'ticket_id',
        'in',
        work.map(({ ticket_id }) => ticket_id),
      )
      .execute();
    await tx
      .insertInto('index_work')
      .values(work)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return different.length;
}

const parsed = <T>(json: string | null, absent: T): T => (json === null ? absent : JSON.parse(json));

/** Rows of older versions say the security level alone, in what they demand. */
function holdersOf({ holders_json, access_json }: TicketRow): TicketHolders {
  if (holders_json !== null) return JSON.parse(holders_json);
  const [, level] = JSON.parse(access_json) as string[][];
  const security = level?.[0]?.replace(/^security:/, '') ?? null;
  return { security, users: {}, groups: {}, isRequest: false, organizations: [] };
}
