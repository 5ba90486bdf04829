/** A person as Jira names him; Jira Cloud hides most e-mail addresses, so none is kept. */
export interface Person {
  readonly accountId: string;
  readonly displayName: string;
}

/**
 * Who may read a comment: everyone who may read the ticket, agents of the service project, or a role or group.
 * `unknown` where the source does not say, as CSV exports do not: then nobody but the operator may.
 */
export type Visibility =
  | { readonly kind: 'public' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'internal' }
  | { readonly kind: 'role' | 'group'; readonly id: string; readonly name: string };
