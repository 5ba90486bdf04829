import { type Access, openInProject } from '../domain/index.ts';
import { type Database, forgetFact, keepFact, readFact, transact } from '../platform/database/index.ts';

/** Whether text of a project that demands this of a reader may go to the embedder. */
export type MaySend = (access: Access, projectKey: string) => boolean;

/** Projects whose restricted text may go to an embedder on another machine; `*` among them stands for all. */
export type SentProjects = readonly string[];

/** The rule of an embedder. What everybody in the project may read may go anywhere, and anything to this machine's own. */
export function maySendTo(embedder: { readonly remote: boolean } | null, sent: SentProjects): MaySend {
  if (!embedder?.remote || sent.includes('*')) return () => true;
  // Keys name projects of the first site: another's project of the same key is another one.
  return (access, projectKey) =>
    openInProject(access, projectKey) ||
    (access[0][0] === `project:${projectKey}` && sent.includes(projectKey));
}

/** What stays on this machine, and is found by words alone. A comment of a ticket that stays counts beside it. */
export interface Withheld {
  readonly tickets: number;
  readonly comments: number;
}

/** Counts it among the tickets as they stand. */
export async function withheldFrom(
  database: Database,
  embedder: { readonly remote: boolean },
  sent: SentProjects,
): Promise<Withheld> {
  if (!embedder.remote || sent.includes('*')) return { tickets: 0, comments: 0 };
  const tickets = await database
    .selectFrom('tickets')
    .select(['project_key', 'access_json', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy(['project_key', 'access_json'])
    .execute();
  const comments = await database
    .selectFrom('comments')
    .innerJoin('tickets', 'tickets.id', 'comments.ticket_id')
    .select(['project_key', 'comments.access_json', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy(['project_key', 'comments.access_json'])
    .execute();
  const maySend = maySendTo(embedder, sent);
  const staying = (rows: typeof tickets) =>
    rows
      .filter(({ access_json, project_key }) => !maySend(JSON.parse(access_json), project_key))
      .reduce((sum, { n }) => sum + Number(n), 0);
  return { tickets: staying(tickets), comments: staying(comments) };
}

const SENT_PROJECTS = 'restricted-sent-of-projects';

/**
 * Makes work for the index of what may be sent since the settings were last others: the tickets of the projects that were
 * added, whose other texts keep their vectors. What was sent before stays where it is.
 */
export async function applySentProjects(database: Database, sent: SentProjects): Promise<void> {
  const before = (await readFact(database, SENT_PROJECTS))?.split(',') ?? [];
  const added = sent.filter((key) => !before.includes(key) && !before.includes('*'));
  await transact(database, async (tx) => {
    if (added.length > 0) await markOutdated(tx, added.includes('*') ? null : added);
    await (sent.length > 0 ? keepFact(tx, SENT_PROJECTS, sent.join(',')) : forgetFact(tx, SENT_PROJECTS));
  });
}

/** Has every index take the tickets of some projects again; of all for null. */
async function markOutdated(database: Database, projects: readonly string[] | null): Promise<void> {
  const tickets = database
    .selectFrom('tickets')
    .select('id')
    .$if(projects !== null, (query) => query.where('project_key', 'in', projects ?? []));
  await database
    .updateTable('index_entries')
    .set({ lake_seq: 0 })
    .where('ticket_id', 'in', tickets)
    .execute();
  await database
    .insertInto('index_work')
    .columns(['ticket_id', 'lake_seq'])
    .expression(database.selectFrom('tickets').select(['id', 'lake_seq']).where('id', 'in', tickets))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
