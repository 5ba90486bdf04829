import type { SiteAccess } from './access.ts';
import type { TrackedValues } from './changes.ts';
import type { RoleActors } from './groups.ts';
import type {
  DemoAttachment,
  DemoComment,
  DemoGroup,
  DemoPerson,
  DemoProject,
  DemoRole,
  DemoSecurityScheme,
  DemoTicket,
  DemoVisibility,
  DemoWorklog,
  LinkType,
  Millis,
  ProjectKey,
} from './model.ts';

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

export interface NewWorklog {
  readonly seconds: number;
  readonly comment?: string;
  readonly author?: DemoPerson;
  readonly visibility?: DemoVisibility;
}

export interface NewFile {
  readonly filename: string;
  readonly mimeType: string;
  readonly text: string;
  readonly author?: DemoPerson;
}
/** Without a visibility, all readers of the ticket. */
export type CommentReaders = Pick<NewComment, 'visibility' | 'jsdPublic'>;

export interface NewTicket {
  readonly project: ProjectKey;
  readonly summary: string;
  readonly description?: string;
  readonly reporter?: DemoPerson;
}

/** What happened to a ticket, as whoever listens is told; of a deleted one as it was. */
export type Happening =
  | { readonly kind: 'created' | 'updated' | 'deleted'; readonly ticket: DemoTicket; readonly at: Millis }
  | {
      readonly kind: 'comment-created' | 'comment-updated' | 'comment-deleted';
      readonly ticket: DemoTicket;
      readonly comment: DemoComment;
      readonly at: Millis;
    };

export type TicketEdit = Partial<
  Omit<TrackedValues, 'fixVersions'> & Pick<DemoTicket, 'resolved' | 'reporter' | 'picked' | 'request'>
>;

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
  /** Who may see what. */
  readonly access: SiteAccess;
  readonly tickets: readonly DemoTicket[];
  /** Grows with every change, so that answers may be remembered in between. */
  readonly revision: number;
  /** Finds a ticket by its key or one that it had (in any case), or by id. */
  ticket(idOrKey: string): DemoTicket | undefined;
  /** Who fills a role in a project. */
  actors(role: DemoRole, project: DemoProject): RoleActors;
  /** Adds a comment and returns it. Throws where the ticket does not exist, as all functions here do. */
  addComment(key: string, comment: NewComment, at: Date): DemoComment;
  /** Logs time on a ticket, by its assignee unless told otherwise. */
  logWork(key: string, work: NewWorklog, at: Date): DemoWorklog;
  /** Attaches a file to a ticket, by its reporter unless told otherwise. */
  attachFile(key: string, file: NewFile, at: Date): DemoAttachment;
  /** Says something else in a comment of a ticket, and returns it as it is now. */
  editComment(key: string, commentId: string, text: string, at: Date): DemoComment;
  deleteComment(key: string, commentId: string, at: Date): void;
  /** Lets others read a comment than before, and returns it as it is now. */
  openComment(key: string, commentId: string, readers: CommentReaders, at: Date): DemoComment;
  /** Links two tickets, the first outward; both count as updated. */
  linkTickets(type: LinkType, from: string, to: string, at: Date): void;
  /** Gives a person another name, as an account that is closed gets Jira's word for it: no ticket counts as updated. */
  renamePerson(accountId: string, displayName: string): void;
  /** Changes a ticket and adds to its history what was changed, by the assignee. */
  editTicket(key: string, edit: TicketEdit, at: Date): DemoTicket;
  createTicket(ticket: NewTicket, at: Date): DemoTicket;
  deleteTicket(key: string, at: Date): void;
  /** Moves a ticket to another project, where it gets a new key; the old one leads to it from then on. */
  moveTicket(key: string, project: ProjectKey, at: Date): DemoTicket;
  /** Gives a project another key or name: its tickets show it, and none of them counts as updated. */
  renameProject(key: string, names: { readonly key?: string; readonly name?: string }): void;
  /** Closes a ticket to the account that reads: no answer has it until it is shown again. None counts as updated. */
  hideTicket(key: string): void;
  /** Takes `hideTicket` back. */
  showTicket(id: string): void;
  /** Lets every later answer show this ticket as `mutate` leaves it: for issues that break Jira's contract. */
  breakTicket(key: string, mutate: (issue: ServedIssue) => void): void;
  /** Takes `breakTicket` back. */
  mendTicket(key: string): void;
  /** Tells of everything that happens to tickets from now on, until the function that it gives is called. */
  onHappening(listener: (happening: Happening) => void): () => void;
  /** How a ticket is broken, if it is. */
  breakage(key: string): ((issue: ServedIssue) => void) | undefined;
}
