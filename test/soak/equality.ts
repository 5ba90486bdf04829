import { isDeepStrictEqual } from 'node:util';
import type { DemoComment, DemoPerson, DemoTicket } from '../../src/demo/company/model.ts';
import { linkTypes } from '../../src/demo/company/workflow.ts';
import { documentOf } from '../../src/demo/text/markup.ts';
import type { Database } from '../../src/platform/database/index.ts';
import type { World } from './world.ts';

/**
 * A ticket in three parts, by what brings each of them up to date: Jira stamps a ticket when the first changes; a
 * comparison sees that the second did; only a reading of everything brings the third.
 */
export interface WholeTicket {
  readonly id: string;
  readonly updated: number;
  readonly stamped: Readonly<Record<string, unknown>>;
  readonly placed: Readonly<Record<string, unknown>>;
  readonly shown: Readonly<Record<string, unknown>>;
}

export type Part = 'stamped' | 'placed' | 'shown';

/** A ticket as the company has it, in the form of what is stored. Written beside what the product does, not with it. */
export function asInJira(
  ticket: DemoTicket,
  { company: { ticket: find }, named }: Pick<World, 'company' | 'named'>,
): WholeTicket {
  const { project, comments, security } = ticket;
  const own = [[named(`project:${project.key}`)], ...(security ? [[named(`security:${security.id}`)]] : [])];
  return {
    id: named(ticket.id),
    updated: ticket.updated,
    stamped: {
      type: ticket.issueType.name,
      status: ticket.status.name,
      category: ticket.status.category,
      priority: ticket.priority.name,
      resolution: ticket.resolution?.name ?? null,
      summary: ticket.summary,
      description: documentOf(ticket.description),
      environment: documentOf(ticket.environment),
      labels: ticket.labels,
      components: ticket.components,
      created: ticket.created,
      resolved: ticket.resolved,
      comments: comments.map(({ id, created, updated, body }) => ({
        id,
        created,
        updated,
        body: documentOf(body),
      })),
      visibility: comments.map(visibilityOf),
    },
    placed: {
      key: ticket.key,
      project: project.key,
      projectName: project.name,
      access: own,
      commentAccess: comments.map((comment) => [
        ...own,
        ...clausesOf(comment, project.key).map((clause) => clause.map(named)),
      ]),
    },
    shown: {
      reporter: personOf(ticket.reporter),
      assignee: ticket.assignee && personOf(ticket.assignee),
      authors: comments.map(({ author }) => personOf(author)),
      links: ticket.links.flatMap(({ type, direction, otherKey }) => {
        const other = find(otherKey);
        return other ? [{ type, relation: linkTypes[type][direction], key: other.key }] : [];
      }),
      parent: (ticket.parentKey && find(ticket.parentKey)?.key) || null,
    },
  };
}

const personOf = ({ accountId, displayName }: DemoPerson) => ({ accountId, displayName });

function visibilityOf({ visibility, jsdPublic }: DemoComment) {
  if (visibility) return { kind: visibility.type, id: visibility.identifier, name: visibility.value };
  return { kind: jsdPublic === false ? 'internal' : 'public' };
}

/** What a comment demands of a reader beside its ticket. */
function clausesOf({ visibility, jsdPublic }: DemoComment, project: string): string[][] {
  if (visibility?.type === 'group') return [[`group:${visibility.identifier}`]];
  if (visibility) return [[`role:${project}:${visibility.identifier}`]];
  return jsdPublic === false ? [[`agent:${project}`]] : [];
}

/**
 * What is demanded but for the ticket's own people whom a scheme lets in, each clause once: who that is depends on when the
 * schemes were read, and is held to the rules by the oracle of access.
 */
function withoutHolders(access: string[][]): string[][] {
  const isHolder = (principal: string) => /^(us:)?(project:[^:]+|security:[^:@]+)[:@]/.test(principal);
  const clauses = access.map((clause) => clause.filter((principal) => !isHolder(principal)));
  return [...new Map(clauses.map((clause) => [clause.join(' '), clause])).values()];
}

/** The tickets that Jira gave, as the tables have them, by id. */
export async function asStored(database: Database): Promise<Map<string, WholeTicket>> {
  const rows = await database.selectFrom('tickets').selectAll().execute();
  const comments = Map.groupBy(
    await database.selectFrom('comments').selectAll().orderBy('position').execute(),
    ({ ticket_id }) => ticket_id,
  );
  const read = (json: string | null) => (json === null ? null : JSON.parse(json));
  return new Map(
    rows.map((row): [string, WholeTicket] => {
      const own = comments.get(row.id) ?? [];
      const whole = {
        id: row.id,
        updated: row.updated_at,
        stamped: {
          type: row.type,
          status: row.status,
          category: row.status_category,
          priority: row.priority,
          resolution: row.resolution,
          summary: row.summary,
          description: read(row.description_json),
          environment: read(row.environment_json),
          labels: read(row.labels_json),
          components: read(row.components_json),
          created: row.created_at,
          resolved: row.resolved_at,
          comments: own.map((comment) => ({
            id: comment.id,
            created: comment.created_at,
            updated: comment.updated_at,
            body: read(comment.body_json),
          })),
          visibility: own.map((comment) => read(comment.visibility_json)),
        },
        placed: {
          key: row.key,
          project: row.project_key,
          projectName: row.project_name,
          access: withoutHolders(read(row.access_json)),
          commentAccess: own.map((comment) => withoutHolders(read(comment.access_json))),
        },
        shown: {
          reporter: read(row.reporter_json),
          assignee: read(row.assignee_json),
          authors: own.map((comment) => read(comment.author_json)),
          links: read(row.links_json),
          parent: row.parent_key,
        },
      };
      return [row.id, whole];
    }),
  );
}

/** What the product has of one site. */
export interface Here {
  /** By the ids that the site gave them. */
  readonly tickets: ReadonlyMap<string, WholeTicket>;
  /** Ids of tickets that it refused because a ticket of another site has their key. */
  readonly refused: ReadonlySet<string>;
}

export function hereOf({
  site,
  named,
}: Pick<World, 'site' | 'named'>): (database: Database) => Promise<Here> {
  const [ours, before] = [
    (id: string) => (site === null ? !id.includes(':') : id.startsWith(named(''))),
    named('').length,
  ];
  return async (database) => {
    const letters = await database
      .selectFrom('dead_letters')
      .select('external_id')
      .where('rule', '=', 'key-taken')
      .where('reason', 'like', '%of site%')
      .execute();
    return {
      tickets: new Map(
        [...(await asStored(database))]
          .filter(([id]) => ours(id))
          .map(([id, ticket]) => [id.slice(before), ticket]),
      ),
      refused: new Set(
        letters.flatMap(({ external_id: id }) => (id !== null && ours(id) ? [id.slice(before)] : [])),
      ),
    };
  };
}

/** Where two states of a ticket differ in these parts, in words. */
export function differing(ours: WholeTicket, theirs: WholeTicket, parts: readonly Part[]): string[] {
  return parts.flatMap((part) =>
    Object.keys(theirs[part]).flatMap((name) => {
      const [mine, his] = [ours[part][name], theirs[part][name]];
      // Through JSON: what is absent and what is undefined are alike there.
      if (isDeepStrictEqual(JSON.parse(JSON.stringify(mine)), JSON.parse(JSON.stringify(his)))) return [];
      const [left, right] = [JSON.stringify(mine), JSON.stringify(his)];
      const at = Math.max(0, [...left].findIndex((letter, i) => letter !== right[i]) - 20);
      return `ticket ${ours.id}: ${name} is …${left.slice(at, at + 90)}, at Jira …${right.slice(at, at + 90)}`;
    }),
  );
}
