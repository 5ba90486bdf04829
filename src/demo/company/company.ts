import { differences, type TrackedValues } from './changes.ts';
import { requestTypeNamed } from './desk.ts';
import { actorsOf, type Groups, type RoleActors } from './groups.ts';
import type {
  DemoComment,
  DemoGroup,
  DemoPerson,
  DemoProject,
  DemoRole,
  DemoSecurityScheme,
  DemoTicket,
  DemoVisibility,
  Millis,
  ProjectKey,
} from './model.ts';
import { firstIds } from './numbering.ts';
import type { People } from './people.ts';
import { issueTypes, priorities, statuses } from './workflow.ts';

/** An issue as it goes over the wire, for `breakTicket` to spoil. */
export type ServedIssue = Record<string, unknown> & { fields?: Record<string, unknown> };

export interface NewComment {
  /** The company's markup; plain prose is fine. */
  readonly text: string;
  readonly author?: DemoPerson;
  readonly visibility?: DemoVisibility;
  /** Service projects only; true unless given. */
  readonly jsdPublic?: boolean;
}

export interface NewTicket {
  readonly project: ProjectKey;
  readonly summary: string;
  readonly description?: string;
  readonly reporter?: DemoPerson;
}

export type TicketEdit = Partial<Omit<TrackedValues, 'fixVersions'> & Pick<DemoTicket, 'resolved'>>;

/**
 * The demo company: who works there, and every ticket in the order of creation. It only changes by the functions
 * below; each takes the time of the change, sets the ticket's `updated` to it, and moves `now` on to it.
 */
export interface DemoCompany {
  readonly name: string;
  /** The company's present: the end of its history, or its latest change. */
  readonly now: Date;
  readonly people: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
  readonly securitySchemes: readonly DemoSecurityScheme[];
  readonly projects: readonly DemoProject[];
  readonly tickets: readonly DemoTicket[];
  /** Grows with every change, so that answers may be remembered in between. */
  readonly revision: number;
  /** Finds a ticket by key (in any case) or id. */
  ticket(idOrKey: string): DemoTicket | undefined;
  /** Who fills a role in a project. */
  actors(role: DemoRole, project: DemoProject): RoleActors;
  /** Adds a comment and returns it. Throws where the ticket does not exist, as all functions here do. */
  addComment(key: string, comment: NewComment, at: Date): DemoComment;
  /** Changes a ticket and adds to its history what was changed, by the assignee. */
  editTicket(key: string, edit: TicketEdit, at: Date): DemoTicket;
  createTicket(ticket: NewTicket, at: Date): DemoTicket;
  deleteTicket(key: string, at: Date): void;
  /** Lets every later answer show this ticket as `mutate` leaves it: for issues that break Jira's contract. */
  breakTicket(key: string, mutate: (issue: ServedIssue) => void): void;
  /** Takes `breakTicket` back. */
  mendTicket(key: string): void;
  /** How a ticket is broken, if it is. */
  breakage(key: string): ((issue: ServedIssue) => void) | undefined;
}

/** Wraps a generated history as a company that can go on living. */
export function openCompany(history: {
  readonly people: People;
  readonly groups: Groups;
  readonly schemes: readonly DemoSecurityScheme[];
  readonly projects: Record<ProjectKey, DemoProject>;
  readonly tickets: readonly DemoTicket[];
  readonly now: Date;
}): DemoCompany {
  const { people, projects, groups } = history;
  const byKey = new Map(history.tickets.map((ticket) => [ticket.key, ticket]));
  const keyOfId = new Map(history.tickets.map((ticket) => [ticket.id, ticket.key]));
  const broken = new Map<string, (issue: ServedIssue) => void>();
  let tickets: readonly DemoTicket[] | undefined = history.tickets;
  let now = history.now.getTime();
  let revision = 0;
  const held = (count: (ticket: DemoTicket) => number) =>
    history.tickets.reduce((sum, ticket) => sum + count(ticket), 0);
  // Ids grow with time: the newest ticket has the highest.
  let lastId = Number(history.tickets.at(-1)?.id ?? 10_000);
  let lastCommentId = firstIds.comments + held(({ comments }) => comments.length);
  let lastChangeId = firstIds.changes + held(({ changes }) => changes.length);
  const lastNumber = new Map<string, number>();
  for (const ticket of history.tickets) {
    const number = Number(ticket.key.split('-')[1]);
    lastNumber.set(ticket.project.key, Math.max(number, lastNumber.get(ticket.project.key) ?? 0));
  }

  function happened(at: Date): Millis {
    now = Math.max(now, at.getTime());
    revision += 1;
    tickets = undefined;
    return at.getTime();
  }

  function find(idOrKey: string): DemoTicket | undefined {
    return byKey.get(idOrKey.toUpperCase()) ?? byKey.get(keyOfId.get(idOrKey) ?? '');
  }

  function existing(key: string): DemoTicket {
    const ticket = find(key);
    if (!ticket) throw new Error(`The demo company has no ticket ${key}`);
    return ticket;
  }

  function store(ticket: DemoTicket): DemoTicket {
    byKey.set(ticket.key, ticket);
    keyOfId.set(ticket.id, ticket.key);
    return ticket;
  }

  return {
    name: 'Fernhaul',
    people: people.all,
    groups: Object.values(groups),
    securitySchemes: history.schemes,
    projects: Object.values(projects),
    get now() {
      return new Date(now);
    },
    get revision() {
      return revision;
    },
    get tickets() {
      tickets ??= [...byKey.values()];
      return tickets;
    },
    ticket: find,
    actors: (role, project) => actorsOf(role, project, people, groups),
    addComment(key, comment, at) {
      const ticket = existing(key);
      const time = happened(at);
      const desk = ticket.project.kind === 'service_desk';
      const added: DemoComment = {
        id: String(++lastCommentId),
        author: comment.author ?? ticket.assignee ?? ticket.project.lead,
        created: time,
        updated: time,
        body: comment.text,
        ...(comment.visibility ? { visibility: comment.visibility } : {}),
        ...(desk ? { jsdPublic: comment.jsdPublic ?? true } : {}),
      };
      store({ ...ticket, comments: [...ticket.comments, added], updated: time });
      return added;
    },
    editTicket(key, edit, at) {
      const ticket = existing(key);
      const updated = happened(at);
      const items = differences(ticket, edit);
      const author = ticket.assignee ?? ticket.project.lead;
      const change = { id: String(++lastChangeId), author, created: updated, items };
      const changes = items.length > 0 ? [...ticket.changes, change] : ticket.changes;
      return store({ ...ticket, ...edit, changes, updated });
    },
    createTicket(fresh, at) {
      const time = happened(at);
      const project = projects[fresh.project];
      const number = (lastNumber.get(project.key) ?? 0) + 1;
      lastNumber.set(project.key, number);
      const desk = project.kind === 'service_desk';
      return store({
        id: String(++lastId),
        key: `${project.key}-${number}`,
        project,
        issueType: desk ? issueTypes.incident : issueTypes.bug,
        summary: fresh.summary,
        description: fresh.description ?? null,
        environment: null,
        status: desk ? statuses.open : statuses.todo,
        priority: priorities.medium,
        resolution: null,
        resolved: null,
        created: time,
        updated: time,
        labels: [],
        components: [],
        versions: [],
        fixVersions: [],
        assignee: null,
        reporter: fresh.reporter ?? project.lead,
        links: [],
        parentKey: null,
        comments: [],
        votes: 0,
        watches: 1,
        request: desk ? { type: requestTypeNamed(), organization: null, satisfaction: null } : null,
        security: null,
        attachments: [],
        changes: [],
      });
    },
    deleteTicket(key, at) {
      const ticket = existing(key);
      happened(at);
      byKey.delete(ticket.key);
      keyOfId.delete(ticket.id);
      // Jira drops the links of a deleted ticket on the other side too.
      for (const { otherKey } of ticket.links) {
        const other = byKey.get(otherKey);
        if (other) store({ ...other, links: other.links.filter((link) => link.otherKey !== ticket.key) });
      }
      for (const child of byKey.values()) {
        if (child.parentKey === ticket.key) store({ ...child, parentKey: null });
      }
    },
    breakTicket(key, mutate) {
      broken.set(existing(key).key, mutate);
      revision += 1;
    },
    mendTicket(key) {
      broken.delete(existing(key).key);
      revision += 1;
    },
    breakage: (key) => broken.get(key),
  };
}
