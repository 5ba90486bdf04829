import type { TicketHolders } from '../../../domain/index.ts';
import { LONGEST_ID, LONGEST_LIST } from '../../limits.ts';

/** Of a source that tells nothing beyond the security level. */
export function noHolders(security: string | null): TicketHolders {
  return { security, users: {}, groups: {}, isRequest: false, organizations: [] };
}

/**
 * What of an issue's fields can let somebody in. Custom fields are known by what stands in them, not by a list of the
 * site's fields: somebody with an account id, a group with an id, a request type, an organisation by its address. Which of them counts,
 * the site's schemes say (`domain/labels.ts`).
 */
export function holdersIn(
  fields: Readonly<Record<string, unknown>> & {
    readonly security?: { readonly id: string } | null | undefined;
  },
): TicketHolders {
  const users: Record<string, string[]> = {};
  const groups: Record<string, string[]> = {};
  const organizations: string[] = [];
  let isRequest = false;
  const add = (to: Record<string, string[]>, field: string, id: string) => {
    to[field] = [...(to[field] ?? []), id];
  };
  for (const [field, value] of Object.entries(fields)) {
    if (!/^customfield_\d{1,19}$/.test(field)) continue;
    for (const one of [value].flat().slice(0, LONGEST_LIST)) {
      if (!isObject(one)) continue;
      if (isId(one.accountId)) add(users, field, one.accountId);
      else if (isId(one.groupId)) add(groups, field, one.groupId);
      else if (isObject(one.requestType) && isObject(one.currentStatus)) isRequest = true;
      else {
        const organization = organizationOf(one);
        if (organization !== null) organizations.push(organization);
      }
    }
  }
  return { security: fields.security?.id ?? null, users, groups, isRequest, organizations };
}

/** An organisation's own id may be text or a number, its address always ends with it. */
function organizationOf({ _links: links }: Record<string, unknown>): string | null {
  const address = isObject(links) ? links.self : null;
  if (typeof address !== 'string') return null;
  return /\/rest\/servicedeskapi\/organization\/(\d{1,19})$/.exec(address)?.[1] ?? null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID;
