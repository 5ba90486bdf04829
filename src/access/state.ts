/** What Jira told, or why it is not known: what is not known opens nothing. */
export type Known<T> = { readonly is: T } | { readonly refused: string };

/** Whom a permission scheme or a security level names, as Jira writes it. */
export interface Holder {
  readonly type: string;
  /** The id of the role, group, field or account, the key of the application; null where the type says all. */
  readonly id: string | null;
  /** A group's name. */
  readonly name: string | null;
}

export interface GroupName {
  /** Null where Jira tells the name alone. */
  readonly id: string | null;
  readonly name: string;
}

/** Who fills a role in a project. */
export interface Actors {
  readonly users: readonly string[];
  readonly groups: readonly GroupName[];
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly actors: Known<Actors>;
}

export interface ProjectState {
  readonly key: string;
  readonly archived: boolean;
  readonly lead: string | null;
  readonly service: boolean;
  /** Whom its permission scheme lets browse it. */
  readonly browse: Known<readonly Holder[]>;
  /** Those that schemes or comments name. */
  readonly roles: Known<readonly Role[]>;
}

export interface LevelState {
  readonly id: string;
  readonly name: string;
  readonly holders: readonly Holder[];
}

export interface AccountState {
  readonly id: string;
  /** Deactivated accounts hold nothing. */
  readonly active: boolean;
  /** Keys of the applications that the account may use; empty for customers, who have the portal alone. */
  readonly products: readonly string[];
  /** How many applications there are, where Jira counts more of them than it names. */
  readonly productCount: number;
  readonly groups: Known<readonly GroupName[]>;
  readonly organizations: Known<readonly { readonly id: string; readonly name: string }[]>;
}

/** Who may see what, as Jira said it at one time. */
export interface AccessState {
  /** Epoch milliseconds. */
  readonly readAt: number;
  /** By key. A project that is not here is not known. */
  readonly projects: ReadonlyMap<string, Known<ProjectState>>;
  /** By id. */
  readonly levels: ReadonlyMap<string, LevelState>;
  /** Why levels are not known; null where they are, or no ticket has one. */
  readonly levelsRefused: string | null;
  /** By account id: those that users of Casebook are. */
  readonly accounts: ReadonlyMap<string, Known<AccountState>>;
  /** The fields that hold request participants. */
  readonly participants: Known<readonly string[]>;
}

/** How what is known of the site stands. Points in time are epoch milliseconds. */
export interface AccessStatus {
  /** Null before anything was read. */
  readonly readAt: number | null;
  /** What went wrong since, where anything did: what was read before goes on to count. */
  readonly trouble: { readonly at: number; readonly reason: string } | null;
}

export function known<T>(value: Known<T>): T | null {
  return 'is' in value ? value.is : null;
}
