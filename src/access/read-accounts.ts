import { z } from 'zod';
import type { JiraReader } from './jira-reader.ts';
import type { AccountState, GroupName, Known } from './state.ts';

const userAnswer = z.looseObject({
  accountId: z.string(),
  accountType: z.string().optional(),
  active: z.boolean(),
  applicationRoles: z
    .looseObject({
      size: z.number().default(0),
      items: z.array(z.looseObject({ key: z.string() })).default([]),
    })
    .default({ size: 0, items: [] }),
});
const groupsAnswer = z.array(z.looseObject({ groupId: z.string().nullish(), name: z.string() }));
const organizationsAnswer = z.looseObject({
  values: z.array(z.looseObject({ id: z.coerce.string(), name: z.string() })),
  isLastPage: z.boolean(),
});

const PAGE = 50;

/** Reads what an account is and belongs to. @param hasService whether there are projects with customers. */
export async function readAccount(
  jira: JiraReader,
  accountId: string,
  hasService: boolean,
): Promise<Known<AccountState>> {
  const asked = `accountId=${encodeURIComponent(accountId)}`;
  const user = await jira.read(`/rest/api/3/user?${asked}&expand=applicationRoles`, userAnswer);
  if ('refused' in user) return user;
  const { active, accountType, applicationRoles } = user.is;
  // A customer has the portal, whatever else stands there.
  const { size, items } = accountType === 'customer' ? { size: 0, items: [] } : applicationRoles;
  return {
    is: {
      id: accountId,
      active,
      products: items.map(({ key }) => key),
      productCount: Math.max(size, items.length),
      groups: await readGroups(jira, asked),
      organizations: hasService ? await readOrganizations(jira, asked) : { is: [] },
    },
  };
}

async function readGroups(jira: JiraReader, asked: string): Promise<Known<GroupName[]>> {
  const groups = await jira.read(`/rest/api/3/user/groups?${asked}`, groupsAnswer);
  if ('refused' in groups) return groups;
  return { is: groups.is.map(({ groupId, name }) => ({ id: groupId ?? null, name })) };
}

async function readOrganizations(jira: JiraReader, asked: string): Promise<AccountState['organizations']> {
  const all: { id: string; name: string }[] = [];
  for (;;) {
    const path = `/rest/servicedeskapi/organization?${asked}&start=${all.length}&limit=${PAGE}`;
    const page = await jira.read(path, organizationsAnswer);
    if ('refused' in page) return page;
    all.push(...page.is.values.map(({ id, name }) => ({ id, name })));
    if (page.is.isLastPage || page.is.values.length === 0) return { is: all };
  }
}
