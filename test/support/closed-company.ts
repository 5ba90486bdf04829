import type { DemoCompany, DemoPerson } from '../../src/demo/index.ts';

/** One of the site's people that no scheme names so far: no group, no role, nobody's lead. */
export function plainPerson(
  company: DemoCompany,
  accountType: DemoPerson['accountType'] = 'atlassian',
): DemoPerson {
  const leads = company.projects.map(({ lead }) => lead.accountId);
  const person = company.people.find(
    (one) => one.accountType === accountType && one.active && !leads.includes(one.accountId),
  );
  if (!person) throw new Error(`The company has no ${accountType}`);
  for (const group of company.groups)
    company.access.setMembers(
      group.groupId,
      group.members.filter(({ accountId }) => accountId !== person.accountId),
    );
  return person;
}

/** Takes everybody's right to browse a project away. */
export function closeAll(company: DemoCompany): void {
  for (const { key } of company.projects) company.access.setBrowsers(key, []);
}

let minutes = 0;
/** A minute after the company's latest change, and after what this was asked for before. */
export const later = (company: DemoCompany) => new Date(company.now.getTime() + ++minutes * 60_000);

export const aGroup = (company: DemoCompany) =>
  company.groups.find(({ name }) => name === 'finance-approvers')!;
