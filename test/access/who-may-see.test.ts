import { expect, test } from 'vitest';
import {
  type DemoCompany,
  type DemoHolder,
  type DemoPerson,
  generateCompany,
  organizationNamed,
  roles,
} from '../../src/demo/index.ts';
import { openAccessSite } from '../support/access-site.ts';

/** One of the site's people that no scheme names so far: no group, no role, nobody's lead. */
function plainPerson(company: DemoCompany, accountType: DemoPerson['accountType'] = 'atlassian'): DemoPerson {
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

function closeAll(company: DemoCompany): void {
  for (const { key } of company.projects) company.access.setBrowsers(key, []);
}

let minutes = 0;
const later = (company: DemoCompany) => new Date(company.now.getTime() + ++minutes * 60_000);

interface Kind {
  readonly name: string;
  readonly holder: (company: DemoCompany) => DemoHolder;
  /** Makes the person one of them. */
  readonly become: (company: DemoCompany, person: DemoPerson, key: string) => void;
  /** Somebody who has the portal alone. */
  readonly customer?: true;
  readonly service?: true;
}

const aGroup = (company: DemoCompany) => company.groups.find(({ name }) => name === 'finance-approvers')!;

const kinds: readonly Kind[] = [
  {
    name: 'group',
    holder: (company) => ({ type: 'group', group: aGroup(company) }),
    become: (company, person) => company.access.setMembers(aGroup(company).groupId, [person]),
  },
  {
    name: 'projectRole, as a person',
    holder: () => ({ type: 'projectRole', role: roles.developers }),
    become: (company, person) =>
      company.access.setActors('PAY', roles.developers.id, { people: [person], groups: [] }),
  },
  {
    name: 'projectRole, via a group',
    holder: () => ({ type: 'projectRole', role: roles.administrators }),
    become(company, person) {
      company.access.setActors('PAY', roles.administrators.id, { people: [], groups: [aGroup(company)] });
      company.access.setMembers(aGroup(company).groupId, [person]);
    },
  },
  {
    name: 'applicationRole',
    holder: () => ({ type: 'applicationRole', product: 'jira-product-discovery' }),
    become: (company, { accountId }) =>
      company.access.setProducts(accountId, ['jira-software', 'jira-product-discovery']),
  },
  {
    name: 'projectLead',
    holder: () => ({ type: 'projectLead' }),
    become: (company, person) => company.access.setLead('PAY', person),
  },
  {
    name: 'reporter',
    holder: () => ({ type: 'reporter' }),
    become: (company, reporter, key) => void company.editTicket(key, { reporter }, later(company)),
  },
  {
    name: 'assignee',
    holder: () => ({ type: 'assignee' }),
    become: (company, assignee, key) => void company.editTicket(key, { assignee }, later(company)),
  },
  {
    name: 'userCustomField',
    holder: () => ({ type: 'userCustomField', field: 'customfield_10050' }),
    become: (company, person, key) =>
      void company.editTicket(key, { picked: { customfield_10050: [person] } }, later(company)),
  },
  {
    name: 'groupCustomField',
    holder: () => ({ type: 'groupCustomField', field: 'customfield_10051' }),
    become(company, person, key) {
      company.access.setMembers(aGroup(company).groupId, [person]);
      company.editTicket(key, { picked: { customfield_10051: [aGroup(company)] } }, later(company));
    },
  },
  {
    name: 'portal customer, as reporter',
    holder: () => ({ type: 'sd.customer.portal.only' }),
    become: (company, reporter, key) => void company.editTicket(key, { reporter }, later(company)),
    customer: true,
    service: true,
  },
  {
    name: 'portal customer, as participant',
    holder: () => ({ type: 'sd.customer.portal.only' }),
    become: (company, person, key) =>
      void company.editTicket(key, { picked: { customfield_10026: [person] } }, later(company)),
    customer: true,
    service: true,
  },
  {
    name: 'portal customer, through an organisation',
    holder: () => ({ type: 'sd.customer.portal.only' }),
    become(company, person, key) {
      const organization = organizationNamed(person.group)!;
      const request = { ...company.ticket(key)!.request!, organization };
      company.editTicket(key, { request }, later(company));
    },
    customer: true,
    service: true,
  },
];

test.each(kinds)('$name lets in whoever is one, and nobody else', async ({ holder, become, ...kind }) => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company, kind.customer ? 'customer' : 'atlassian');
  closeAll(company);
  const project = kind.service ? 'SUP' : 'PAY';
  const ticket = company.createTicket({ project, summary: 'Wombat gateway stalls' }, later(company));
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const sees = async () => {
    const { body } = await ask('/api/search?q=wombat');
    const shown = (await ask(`/api/tickets/${ticket.key}`)).status === 200;
    const { projects } = (await ask('/api/filters')).body;
    // Everything that could tell of it says the same.
    expect([body.hits.length, body.total, projects.length]).toEqual(shown ? [1, 1, 1] : [0, 0, 0]);
    return shown;
  };
  company.access.setBrowsers(project, [holder(company)]);
  await site.sync();
  expect(await sees()).toBe(false);

  become(company, person, ticket.key);
  await site.sync();
  expect(await sees()).toBe(true);
  const why = await site.operate('GET', `/api/tickets/${ticket.key}/why?user=rita`);
  expect(why.body.parts[0].open).toBe(true);

  // A deactivated account is nobody.
  company.access.setActive(person.accountId, false);
  await site.sync();
  expect(await sees()).toBe(false);
  company.access.setActive(person.accountId, true);

  company.access.setBrowsers(project, []);
  await site.sync();
  expect(await sees()).toBe(false);
});
