import { CasebookError, isSiteName } from '../domain/index.ts';

/**
 * What an operator can give a user, in the form in which content demands it (see `domain/access.ts`):
 * `project:PAY`, `security:10001`, `agent:PAY` (internal notes), `role:PAY:10002`, `group:5b0…`; at a further site with
 * its name in front, such as `us:project:PAY`.
 * `visibility:unknown` is in no list: what may be restricted stays closed to all but operators.
 */
const FORMS = [
  /^(project|agent):[A-Z][A-Z0-9_]*$/,
  /^security:\S{1,200}$/,
  /^role:[A-Z][A-Z0-9_]*:\S.{0,200}$/,
  /^group:\S.{0,200}$/,
];

/** Without the name of a further site, where it begins with one. */
function atItsSite(principal: string): string {
  const end = principal.indexOf(':');
  return end > 0 && isSiteName(principal.slice(0, end)) ? principal.slice(end + 1) : principal;
}
const MOST = 10_000;

/** The principals that somebody has after some were given and some taken. @throws CasebookError `principal-invalid`. */
export function changedPrincipals(
  before: readonly string[],
  { grant = [], revoke = [] }: { readonly grant?: readonly string[]; readonly revoke?: readonly string[] },
): string[] {
  const wrong = grant.find((one) => !FORMS.some((form) => form.test(atItsSite(one))));
  if (wrong !== undefined) throw new CasebookError('principal-invalid', wrong);
  const gone = new Set(revoke);
  const after = [...new Set([...before, ...grant])].filter((one) => !gone.has(one));
  if (after.length > MOST) throw new CasebookError('principal-invalid', `More than ${MOST} for one user.`);
  return after.sort();
}

/** What opens content to a user: what an operator gave, and what they hold by what Jira says. */
export function principalsOf(given: readonly string[], held: Iterable<string>): ReadonlySet<string> {
  return new Set([...given, ...held]);
}
