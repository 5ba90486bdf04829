import type { DemoHolder } from '../company/model.ts';

/** A holder as Jira writes it in the grants of permission schemes and among the members of security levels. */
export function holderJson(holder: DemoHolder) {
  const named = (type: string, value: string, parameter = value) => ({
    type,
    parameter,
    value,
    ...(EXPANDED.has(type) && { expand: type }),
  });
  switch (holder.type) {
    case 'group':
      return named('group', holder.group.groupId, holder.group.name);
    case 'projectRole':
      return named('projectRole', String(holder.role.id));
    case 'user':
      return named('user', holder.user.accountId);
    case 'userCustomField':
    case 'groupCustomField':
      return { ...named(holder.type, holder.field), expand: 'field' };
    case 'applicationRole':
      return holder.product === null ? { type: holder.type } : named(holder.type, holder.product);
    default:
      return { type: holder.type };
  }
}

/** What `expand` can tell more of. */
const EXPANDED: ReadonlySet<string> = new Set(['group', 'projectRole', 'user']);
