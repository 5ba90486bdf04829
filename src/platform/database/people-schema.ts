import type { Generated, GeneratedAlways } from 'kysely';

/** The tables about people and what they may see; see `Schema`. */
export interface PeopleSchema {
  users: UserTable;
  sessions: SessionTable;
  login_failures: LoginFailureTable;
  audit_log: AuditTable;
  api_keys: ApiKeyTable;
  identities: IdentityTable;
  access_projects: AccessTable;
  access_levels: AccessTable;
  access_accounts: AccessTable;
}

/** Who a user is at an OpenID Connect provider. */
export interface IdentityTable {
  issuer: string;
  /** The provider's own name for the person, which it never gives to another. */
  subject: string;
  user_id: string;
  linked_at: number;
}

/** Who may sign in. */
export interface UserTable {
  id: string;
  /** In lower case. */
  login: string;
  name: string;
  role: 'reader' | 'agent' | 'operator';
  /** With its parameters and salt, as `people/passwords.ts` writes it. */
  password_hash: string;
  /** Rises whenever all sessions of the user end: one that was begun under another number is none. */
  epoch: Generated<number>;
  principals_json: Generated<string>;
  jira_account_id: string | null;
  created_at: number;
  disabled_at: number | null;
  last_login_at: number | null;
}

export interface SessionTable {
  /** SHA-256 of the id that the browser holds, in hex. */
  id_hash: string;
  user_id: string;
  epoch: number;
  created_at: number;
  last_used_at: number;
}

/** Attempts to sign in that failed, by what they are counted for. */
export interface LoginFailureTable {
  subject: string;
  failures: number;
  last_at: number;
}

/** Who did what, when, and from where. */
export interface AuditTable {
  id: GeneratedAlways<number>;
  at: number;
  /** The login; null where nobody had signed in. */
  actor: string | null;
  /** How the actor proved who he is: `machine`, `session`, `key` or `none`. */
  via: string;
  address: string | null;
  action: string;
  subject: string | null;
  detail: string | null;
  /** The HTTP status that it ended with; null while it is under way, or where the process died. */
  status: number | null;
}

/** What Jira says of a project (by its key), a security level or an account (by their ids), as `src/access` reads it. */
export interface AccessTable {
  /** The site's name; empty for the first one. */
  site: string;
  id: string;
  state_json: string;
}

export interface ApiKeyTable {
  /** Stands in the key. */
  id: string;
  /** SHA-256 of the whole key, in hex. */
  key_hash: string;
  user_id: string;
  name: string;
  scope: 'read' | 'write' | 'admin';
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
}
