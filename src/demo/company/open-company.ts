import { createSiteAccess } from './access.ts';
import { differences } from './changes.ts';
import type { DemoCompany, Happening, ServedIssue } from './company.ts';
import { requestTypeNamed } from './desk.ts';
import type { Groups } from './groups.ts';
import type {
  DemoAttachment,
  DemoComment,
  DemoProject,
  DemoSecurityScheme,
  DemoTicket,
  DemoWorklog,
  Millis,
  ProjectKey,
} from './model.ts';
import { firstIds } from './numbering.ts';
import type { People } from './people.ts';
import { issueTypes, priorities, statuses } from './workflow.ts';

/** Wraps a generated history as a company that can go on living. */
export function openCompany(history: {
  readonly people: People;
  readonly groups: Groups;
  readonly schemes: readonly DemoSecurityScheme[];
  readonly projects: Record<ProjectKey, DemoProject>;
  readonly tickets: readonly DemoTicket[];
  readonly now: Date;
}): DemoCompany {
  const { people, projects } = history;
  const access = createSiteAccess(history);
  const byKey = new Map(history.tickets.map((ticket) => [ticket.key, ticket]));
  const keyOfId = new Map(history.tickets.map((ticket) => [ticket.id, ticket.key]));
  const broken = new Map<string, (issue: ServedIssue) => void>();
  const idOfFormerKey = new Map<string, string>();
  const hidden = new Set<string>();
  const listeners = new Set<(happening: Happening) => void>();
  const tell = (happening: Happening) => {
    for (const listener of listeners) listener(happening);
  };
  let tickets: readonly DemoTicket[] | undefined = history.tickets;
  let now = history.now.getTime();
  let revision = 0;
  const held = (count: (ticket: DemoTicket) => number) =>
    history.tickets.reduce((sum, ticket) => sum + count(ticket), 0);
  // Ids grow with time: the newest ticket has the highest.
  let lastId = Number(history.tickets.at(-1)?.id ?? 10_000);
  let lastCommentId = firstIds.comments + held(({ comments }) => comments.length);
  let lastAttachmentId = firstIds.attachments + held(({ attachments }) => attachments.length);
  let lastWorklogId = firstIds.worklogs + held(({ worklogs }) => worklogs.length);
  let lastLinkId = firstIds.links + held(({ links }) => links.length);
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
    const key = idOrKey.toUpperCase();
    const id = idOfFormerKey.get(key) ?? idOrKey;
    const found = byKey.get(key) ?? byKey.get(keyOfId.get(id) ?? '');
    return found && hidden.has(found.id) ? undefined : found;
  }

  function existing(key: string): DemoTicket {
    const ticket = find(key);
    if (!ticket) throw new Error(`The demo company has no ticket ${key}`);
    return ticket;
  }

  function commentOf(ticket: DemoTicket, commentId: string): DemoComment {
    const comment = ticket.comments.find(({ id }) => id === commentId);
    if (!comment) throw new Error(`${ticket.key} has no comment ${commentId}`);
    return comment;
  }

  function store(ticket: DemoTicket): DemoTicket {
    byKey.set(ticket.key, ticket);
    keyOfId.set(ticket.id, ticket.key);
    return ticket;
  }

  function changeComment(
    key: string,
    commentId: string,
    change: (comment: DemoComment) => DemoComment,
    at: Date,
  ): DemoComment {
    const ticket = existing(key);
    const before = commentOf(ticket, commentId);
    const updated = happened(at);
    const comment = { ...change(before), updated };
    const comments = ticket.comments.map((each) => (each === before ? comment : each));
    const changed = store({ ...ticket, comments, updated });
    tell({ kind: 'comment-updated', ticket: changed, comment, at: updated });
    return comment;
  }

  function nextKey(project: DemoProject): string {
    const number = (lastNumber.get(project.key) ?? 0) + 1;
    lastNumber.set(project.key, number);
    return `${project.key}-${number}`;
  }

  /** Gives tickets other keys, in the order of creation as before; links and parents follow, as in Jira. */
  function rekey(changed: ReadonlyMap<string, DemoTicket>): void {
    const keyNow = (key: string) => changed.get(key)?.key ?? key;
    const all = [...byKey].map(([key, ticket]): DemoTicket => {
      const own = changed.get(key) ?? ticket;
      const parentKey = own.parentKey && keyNow(own.parentKey);
      return {
        ...own,
        parentKey,
        links: own.links.map((link) => ({ ...link, otherKey: keyNow(link.otherKey) })),
      };
    });
    for (const [key, { id, key: now }] of changed) if (key !== now) idOfFormerKey.set(key, id);
    byKey.clear();
    for (const ticket of all) store(ticket);
  }

  return {
    name: 'Fernhaul',
    people: people.all,
    access,
    get groups() {
      return access.groups;
    },
    get securitySchemes() {
      return access.securitySchemes;
    },
    get projects() {
      return Object.values(projects);
    },
    get now() {
      return new Date(now);
    },
    get revision() {
      return revision;
    },
    get tickets() {
      tickets ??= [...byKey.values()].filter(({ id }) => !hidden.has(id));
      return tickets;
    },
    ticket: find,
    actors: access.actors,
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
      const commented = store({ ...ticket, comments: [...ticket.comments, added], updated: time });
      tell({ kind: 'comment-created', ticket: commented, comment: added, at: time });
      return added;
    },
    logWork(key, { seconds, comment = null, author, visibility }, at) {
      const ticket = existing(key);
      const time = happened(at);
      const added: DemoWorklog = {
        id: String(++lastWorklogId),
        author: author ?? ticket.assignee ?? ticket.project.lead,
        started: time - seconds * 1000,
        created: time,
        seconds,
        comment,
        ...(visibility ? { visibility } : {}),
      };
      store({ ...ticket, worklogs: [...ticket.worklogs, added], updated: time });
      return added;
    },
    attachFile(key, { author, ...file }, at) {
      const ticket = existing(key);
      const time = happened(at);
      const added: DemoAttachment = {
        ...file,
        id: String(++lastAttachmentId),
        size: Buffer.byteLength(file.text),
        author: author ?? ticket.reporter,
        created: time,
      };
      store({ ...ticket, attachments: [...ticket.attachments, added], updated: time });
      return added;
    },
    editComment: (key, commentId, text, at) =>
      changeComment(key, commentId, (comment) => ({ ...comment, body: text }), at),
    openComment: (key, commentId, readers, at) =>
      changeComment(key, commentId, ({ visibility: _, ...comment }) => ({ ...comment, ...readers }), at),
    deleteComment(key, commentId, at) {
      const ticket = existing(key);
      const comment = commentOf(ticket, commentId);
      const updated = happened(at);
      const comments = ticket.comments.filter((each) => each !== comment);
      tell({
        kind: 'comment-deleted',
        ticket: store({ ...ticket, comments, updated }),
        comment,
        at: updated,
      });
    },
    linkTickets(type, from, to, at) {
      const updated = happened(at);
      const id = String(++lastLinkId);
      const sides = [
        [from, 'outward', to],
        [to, 'inward', from],
      ] as const;
      for (const [key, direction, other] of sides) {
        const ticket = existing(key);
        const author = ticket.assignee ?? ticket.project.lead;
        const link = { id, type, direction, otherKey: existing(other).key, author, created: updated };
        store({ ...ticket, links: [...ticket.links, link], updated });
      }
    },
    renamePerson(accountId, displayName) {
      // Tickets hold people themselves, as Jira's answers show them: as they are now.
      for (const person of people.all)
        if (person.accountId === accountId) Object.assign(person, { displayName });
      happened(new Date(now));
    },
    editTicket(key, edit, at) {
      const ticket = existing(key);
      const updated = happened(at);
      const items = differences(ticket, edit);
      const author = ticket.assignee ?? ticket.project.lead;
      const change = { id: String(++lastChangeId), author, created: updated, items };
      const changes = items.length > 0 ? [...ticket.changes, change] : ticket.changes;
      const edited = store({ ...ticket, ...edit, changes, updated });
      tell({ kind: 'updated', ticket: edited, at: updated });
      return edited;
    },
    createTicket(fresh, at) {
      const time = happened(at);
      const project = projects[fresh.project];
      const desk = project.kind === 'service_desk';
      const created = store({
        id: String(++lastId),
        key: nextKey(project),
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
        worklogs: [],
        sprints: [],
        own: { impact: null, rootCause: null },
        changes: [],
      });
      tell({ kind: 'created', ticket: created, at: time });
      return created;
    },
    deleteTicket(key, at) {
      const ticket = existing(key);
      const time = happened(at);
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
      tell({ kind: 'deleted', ticket, at: time });
    },
    moveTicket(key, to, at) {
      const ticket = existing(key);
      const updated = happened(at);
      const project = projects[to];
      const moved = { ...ticket, project, key: nextKey(project), updated };
      rekey(new Map([[ticket.key, moved]]));
      tell({ kind: 'updated', ticket: moved, at: updated });
      return moved;
    },
    renameProject(key, names) {
      const entry = Object.entries(projects).find(([, project]) => project.key === key);
      if (!entry) throw new Error(`The demo company has no project ${key}`);
      const renamed: DemoProject = { ...entry[1], ...(names as Partial<DemoProject>) };
      projects[entry[0] as ProjectKey] = renamed;
      lastNumber.set(renamed.key, lastNumber.get(key) ?? 0);
      happened(new Date(now));
      const own = [...byKey.values()].filter(({ project }) => project.key === key);
      const number = (ticket: DemoTicket) => ticket.key.slice(key.length);
      rekey(
        new Map(
          own.map((ticket) => [
            ticket.key,
            { ...ticket, project: renamed, key: renamed.key + number(ticket) },
          ]),
        ),
      );
    },
    hideTicket(key) {
      hidden.add(existing(key).id);
      happened(new Date(now));
    },
    showTicket(id) {
      hidden.delete(id);
      happened(new Date(now));
    },
    breakTicket(key, mutate) {
      broken.set(existing(key).id, mutate);
      revision += 1;
    },
    mendTicket(key) {
      broken.delete(existing(key).id);
      revision += 1;
    },
    onHappening(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    breakage: (key) => broken.get(find(key)?.id ?? ''),
  };
}
