/** What somebody may do, least first: each role may do what those before it may. */
export const ROLES = ['reader', 'agent', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What a key may be used for, least first, likewise; a session may be used for all of it. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether a role is enough where `needed` is asked for. */
export function roleSuffices(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a scope is enough where `needed` is asked for. */
export function scopeSuffices(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}
