export { addressGroup } from './address-group.ts';
export type { AuditEntry } from './audit.ts';
export type { ApiKey } from './keys.ts';
export { createPeople, type People } from './people.ts';
export { principalsOf } from './principals.ts';
export { ROLES, type Role, roleSuffices, SCOPES, type Scope, scopeSuffices } from './roles.ts';
export { endSessions, LIFETIME_MS } from './sessions.ts';
export type { User } from './users.ts';
