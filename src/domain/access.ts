/**
 * Who may read a piece of text, and who is asking.
 *
 * A principal is one reason to be let in, such as `project:PAY` (may browse project PAY) or `role:10002`; of a further
 * site, `us:project:PAY`. Content
 * carries the principals it demands; an asker carries those he holds.
 */

/** Reads on behalf of somebody. Every read of tickets takes one; there is no default. */
export type Asker =
  /** Sees everything that the configured Jira account sees. */
  | { readonly kind: 'operator' }
  /** Sees what his principals open. */
  | { readonly kind: 'user'; readonly accountId: string; readonly principals: ReadonlySet<string> }
  /** Sees nothing. */
  | { readonly kind: 'nobody' };

type AtLeastOne<T> = readonly [T, ...T[]];

/**
 * What content demands: every clause must be met, and any one principal of a clause meets it. A comment for
 * administrators in project PAY is `[['project:PAY'], ['role:10002']]`. It cannot be empty: content that nobody
 * classified does not exist.
 */
export type Access = AtLeastOne<AtLeastOne<string>>;

/** Whether `asker` may read content that demands `access`. Anything not clearly permitted is refused. */
export function permits(asker: Asker, access: Access): boolean {
  switch (asker.kind) {
    case 'operator':
      return true;
    case 'user':
      return (
        access.length > 0 &&
        access.every((clause) => clause.some((principal) => asker.principals.has(principal)))
      );
    case 'nobody':
      return false;
  }
}

/** Whether everybody who may browse the project may read it: nothing beyond that is demanded. */
export function openInProject(access: Access, projectKey: string): boolean {
  const [[browse]] = access;
  return (
    access.length === 1 && (browse === `project:${projectKey}` || browse.endsWith(`:project:${projectKey}`))
  );
}

/** The access of a comment: what its ticket demands, and beyond that what its own visibility demands. */
export function restrictTo(access: Access, clause: AtLeastOne<string>): Access {
  return [...access, clause];
}
