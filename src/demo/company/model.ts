/** All times in the company's model are epoch milliseconds (UTC). */
export type Millis = number;

/**
 * A text in the company's small markup, which `documentFrom` turns into an ADF document. Kept as it is written: the
 * documents of a hundred thousand tickets would fill the memory of a machine.
 */
export type Markup = string;

/** A Jira account: an employee, a customer of the service desk, or an app that writes tickets. */
export interface DemoPerson {
  readonly accountId: string;
  readonly displayName: string;
  readonly accountType: 'atlassian' | 'app' | 'customer';
  readonly active: boolean;
  readonly timeZone: string;
  /** Only the few people who let others see it: Cloud hides the rest. */
  readonly emailAddress?: string;
  /** The team of an employee, the shop of a customer. */
  readonly group: string;
}

export type ProjectKey = 'PAY' | 'CORE' | 'MOB' | 'DATA' | 'WEB' | 'INFRA' | 'SUP' | 'ITH';

export interface DemoVersion {
  readonly id: string;
  readonly name: string;
  readonly released: boolean;
  /** The day it was released, or is planned to be. */
  readonly releasedAt: Millis;
}

export interface DemoProject {
  readonly id: string;
  /** What the company's code calls it, whatever its key has become. */
  readonly code: ProjectKey;
  readonly key: ProjectKey;
  readonly name: string;
  readonly kind: 'software' | 'service_desk';
  readonly description: string;
  readonly lead: DemoPerson;
  readonly components: readonly { readonly id: string; readonly name: string }[];
  /** Oldest first; empty for service projects. */
  readonly versions: readonly DemoVersion[];
}

/** A name with Jira's id: an issue type, a priority, a resolution. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface DemoStatus extends Named {
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface DemoIssueType extends Named {
  readonly description: string;
  readonly subtask: boolean;
  readonly hierarchyLevel: number;
}

/** Named people of the site, whatever the project. */
export interface DemoGroup {
  readonly groupId: string;
  readonly name: string;
  readonly members: readonly DemoPerson[];
}

/** A project role: each project fills it with people and groups of its own. */
export interface DemoRole {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}

/** Whom a scheme names: of permissions, or of a security level. In Jira's words for it. */
export type DemoHolder =
  | { readonly type: 'group'; readonly group: Pick<DemoGroup, 'groupId' | 'name'> }
  | { readonly type: 'projectRole'; readonly role: DemoRole }
  | { readonly type: 'user'; readonly user: DemoPerson }
  /** Without a product: everybody who has any. */
  | { readonly type: 'applicationRole'; readonly product: string | null }
  /** Whoever stands in this field, or is in a group that does. */
  | { readonly type: 'userCustomField' | 'groupCustomField'; readonly field: string }
  | { readonly type: 'anyone' | 'reporter' | 'assignee' | 'projectLead' | 'sd.customer.portal.only' };

/** A level of an issue security scheme: a ticket that carries it is shown to its holders alone. */
export interface DemoSecurityLevel {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly holders: readonly DemoHolder[];
}

export interface DemoSecurityScheme {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly projects: readonly ProjectKey[];
  readonly levels: readonly DemoSecurityLevel[];
}

/** Who may read a comment: only the holders of a project role, or the members of a group. */
export interface DemoVisibility {
  readonly type: 'role' | 'group';
  readonly value: string;
  /** A role's name, a group's id. */
  readonly identifier: string;
}

export interface DemoComment {
  readonly id: string;
  readonly author: DemoPerson;
  readonly created: Millis;
  readonly updated: Millis;
  readonly body: Markup;
  readonly visibility?: DemoVisibility;
  /** Present in service projects only; false marks an internal note. */
  readonly jsdPublic?: boolean;
}

/** A file at a ticket; what is in it is made up when somebody asks, but for those that a test attaches. */
export interface DemoAttachment {
  readonly id: string;
  readonly filename: string;
  readonly mimeType: string;
  /** In bytes. */
  readonly size: number;
  readonly author: DemoPerson;
  readonly created: Millis;
  readonly text?: string;
}

/** Time that somebody logged on a ticket. */
export interface DemoWorklog {
  readonly id: string;
  readonly author: DemoPerson;
  readonly started: Millis;
  readonly created: Millis;
  readonly seconds: number;
  readonly comment: Markup | null;
  readonly visibility?: DemoVisibility;
}

export interface DemoSprint {
  readonly id: number;
  readonly boardId: number;
  readonly name: string;
  readonly state: 'future' | 'active' | 'closed';
  readonly start: Millis;
  readonly end: Millis;
}

/** The fields that the company added to the tickets of its software projects. */
export interface DemoOwnFields {
  /** One of a list. */
  readonly impact: string | null;
  readonly rootCause: Markup | null;
}

/** One value of a ticket that somebody changed: ids where Jira has them, and the words that people see. */
export interface DemoChangeItem {
  /** The name that the history shows, such as `status` or `Link`. */
  readonly field: string;
  /** The field's id where it is a field of the issue; links have none. */
  readonly fieldId?: string;
  readonly from: string | null;
  readonly fromText: string | null;
  readonly to: string | null;
  readonly toText: string | null;
}

/** What one person changed at one moment. */
export interface DemoChange {
  readonly id: string;
  readonly author: DemoPerson;
  readonly created: Millis;
  readonly items: readonly DemoChangeItem[];
}

export type LinkType = 'Duplicate' | 'Blocks' | 'Relates';

export interface DemoLink {
  readonly id: string;
  readonly type: LinkType;
  /** `outward`: this ticket duplicates/blocks the other; `inward`: it is duplicated/blocked by the other. */
  readonly direction: 'inward' | 'outward';
  readonly otherKey: string;
  readonly author: DemoPerson;
  readonly created: Millis;
}

/** What customers choose on the service desk's portal. */
export type DemoRequestType = Named;

/** A customer's company, as the service desk knows it. */
export type DemoOrganization = Named;

/** What the service desk knows about a request. */
export interface DemoRequest {
  readonly type: DemoRequestType;
  readonly organization: DemoOrganization | null;
  /** 1 to 5 stars, once the customer has answered the survey. */
  readonly satisfaction: number | null;
}

export interface DemoTicket {
  readonly id: string;
  readonly key: string;
  readonly project: DemoProject;
  readonly issueType: DemoIssueType;
  readonly summary: string;
  readonly description: Markup | null;
  readonly environment: Markup | null;
  readonly status: DemoStatus;
  readonly priority: Named;
  readonly resolution: Named | null;
  readonly resolved: Millis | null;
  readonly created: Millis;
  readonly updated: Millis;
  readonly labels: readonly string[];
  readonly components: readonly string[];
  readonly versions: readonly string[];
  readonly fixVersions: readonly string[];
  readonly assignee: DemoPerson | null;
  readonly reporter: DemoPerson;
  readonly links: readonly DemoLink[];
  readonly parentKey: string | null;
  readonly comments: readonly DemoComment[];
  readonly votes: number;
  readonly watches: number;
  readonly request: DemoRequest | null;
  /** Null for all who may see the project. */
  readonly security: DemoSecurityLevel | null;
  /** Who was picked in custom fields, by the field's id; the fields without anybody are not shown. */
  readonly picked?: Readonly<Record<string, readonly (DemoPerson | DemoGroup)[]>>;
  /** In the order of time, as the changes are. */
  readonly attachments: readonly DemoAttachment[];
  readonly worklogs: readonly DemoWorklog[];
  readonly sprints: readonly DemoSprint[];
  readonly own: DemoOwnFields;
  readonly changes: readonly DemoChange[];
}
