import { type Access, restrictTo } from './access.ts';
import { detailAccessOf, type LabelledDetails } from './detail-access.ts';
import type { DetailAccess } from './details.ts';
import type { Visibility } from './person.ts';
import { nameAt, siteOfTicket } from './site.ts';
import type { Ticket } from './ticket.ts';

/**
 * Who of a ticket's own people a scheme of Jira lets in. What does not depend on the ticket is decided where somebody
 * asks, and needs no label.
 */
export type TicketHolder =
  | 'reporter'
  | 'assignee'
  /** Customers on the portal: the reporter, request participants, members of the organisations. */
  | 'customer'
  /** Holders that differ from project to project, of a security level: roles, and the project's lead. */
  | 'project'
  /** Whoever stands in this field. */
  | `users:${string}`
  | `groups:${string}`;

/** What of a ticket, beside its reporter and assignee, can let somebody in. */
export interface TicketHolders {
  /** The id of its security level. */
  readonly security: string | null;
  /** Account ids by the id of the field that they stand in; request participants stand in one too. */
  readonly users: Readonly<Record<string, readonly string[]>>;
  /** Group ids by field. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Whether it has a request type: what has none is on no portal, whoever reported it. */
  readonly isRequest: boolean;
  /** Ids of the customer organisations that a request is shared with. */
  readonly organizations: readonly string[];
}

/** Which of a ticket's own people the site's schemes name: what labels depend on beside the ticket. */
export interface AccessPlan {
  /** Whom the permission scheme lets browse, by project key. */
  readonly projects: Readonly<Record<string, readonly TicketHolder[]>>;
  /** By the id of the security level. */
  readonly levels: Readonly<Record<string, readonly TicketHolder[]>>;
  /** The fields that hold request participants. */
  readonly participants: readonly string[];
}

/** Before anything is known of the site's schemes. */
export const NO_PLAN: AccessPlan = { projects: {}, levels: {}, participants: [] };

/** What a ticket and its comments demand of a reader. */
export interface Labels {
  readonly access: Access;
  /** By comment id. */
  readonly commentAccess: ReadonlyMap<string, Access>;
  readonly detailAccess: DetailAccess;
}

/** What of a ticket its labels depend on. */
export type Labelled = Pick<Ticket, 'id' | 'project' | 'reporter' | 'assignee'> & LabelledDetails;

/**
 * Says what a ticket and its comments demand. Each way in is a principal of its own that names the scheme, so that who
 * asks holds it only while the scheme says so: a label that is not made anew yet shuts somebody out at most. Principals
 * are of the ticket's site: what somebody is at another opens nothing.
 *
 * @param plan of the ticket's site.
 */
export function labelsOf(ticket: Labelled, holders: TicketHolders, plan: AccessPlan): Labels {
  const { key } = ticket.project;
  const at = (principal: string) => nameAt(siteOfTicket(ticket.id), principal);
  const ways = plan.projects[key] ?? [];
  const principals = (scope: string, wanted: readonly TicketHolder[]) =>
    [
      ...new Set(wanted.flatMap((holder) => principalsFor(holder, scope, ticket, holders, plan).map(at))),
    ].sort();
  const inJira = principals(
    `project:${key}`,
    ways.filter((way) => way !== 'customer'),
  );
  const onPortal = principals(
    `project:${key}`,
    ways.filter((way) => way === 'customer'),
  );
  const browse = at(`project:${key}`);
  const project: Access = [[browse, ...inJira, ...onPortal]];
  const { security } = holders;
  const access =
    security === null
      ? project
      : restrictTo(project, [
          at(`security:${security}`),
          ...principals(`security:${security}`, plan.levels[security] ?? []),
        ]);
  // The portal shows neither internal comments nor those for a role or a group.
  const seenInJira = onPortal.length > 0 ? restrictTo(access, [browse, ...inJira]) : access;
  const commentAccess = ({ kind, ...named }: Visibility): Access => {
    switch (kind) {
      case 'public':
        return access;
      case 'unknown':
        // Nobody holds this principal: what may be restricted is closed until a source says that it is not.
        return restrictTo(access, ['visibility:unknown']);
      case 'internal':
        return restrictTo(access, [at(`agent:${key}`), ...inJira]);
      case 'role':
        return restrictTo(seenInJira, [at(`role:${key}:${(named as { id: string }).id}`)]);
      case 'group':
        return restrictTo(seenInJira, [at(`group:${(named as { id: string }).id}`)]);
    }
  };
  return {
    access,
    commentAccess: new Map(ticket.comments.map(({ id, visibility }) => [id, commentAccess(visibility)])),
    detailAccess: detailAccessOf(ticket, { ticket: access, seenInJira, comment: commentAccess }),
  };
}

/** Of what a ticket demands, what leads to it in Jira itself, and not on the portal alone. */
export function seenInJira([[project, ...ways], ...levels]: Access): Access {
  const onPortal = [`${project}:customer:`, `${project}:organization:`];
  return [[project, ...ways.filter((way) => !onPortal.some((kind) => way.startsWith(kind)))], ...levels];
}

/** What those of a kind demand under a scope: `project:KEY`, or `security:ID`. */
function principalsFor(
  holder: TicketHolder,
  scope: string,
  ticket: Labelled,
  { users, groups, isRequest, organizations }: TicketHolders,
  { participants }: AccessPlan,
): string[] {
  const reporter = ticket.reporter ? [ticket.reporter.accountId] : [];
  const named = (kind: string, ids: readonly string[]) => ids.map((id) => `${scope}:${kind}:${id}`);
  switch (holder) {
    case 'reporter':
      return named('reporter', reporter);
    case 'assignee':
      return named('assignee', ticket.assignee ? [ticket.assignee.accountId] : []);
    case 'project':
      return [`${scope}@${ticket.project.key}`];
    case 'customer':
      if (!isRequest) return [];
      return [
        ...named('customer', [...reporter, ...participants.flatMap((field) => users[field] ?? [])]),
        ...named('organization', organizations),
      ];
    default: {
      const [kind, field] = holder.split(':') as ['users' | 'groups', string];
      return named(holder, (kind === 'users' ? users : groups)[field] ?? []);
    }
  }
}
