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
import { aGroup, closeAll, later, plainPerson } from '../support/closed-company.ts';

interface Kind {
  readonly name: string;
  readonly holder: (company: DemoCompany) => DemoHolder;
  /** Makes the person one of them. */
  readonly become: (company: DemoCompany, person: DemoPerson, key: string) => void;
  /** Somebody who has the portal alone. */
  readonly customer?: true;
  readonly service?: true;
}

const kinds: readonly Kind[] = [
  {
    name: 'group',
    holder: (company) => ({ type: 'group', group: aGroup(company) }),
    become: (company, person) => company.access.setMembers(aGroup(company).groupId, [person]),
  },
  {
    name: 'projectRole, as a person',
    holder: () => ({ type: 'projectRole', role: roles.serviceDeskCustomers }),
    become: (company, person) =>
      company.access.setActors('PAY', roles.serviceDeskCustomers.id, { people: [person], groups: [] }),
  },
  {
    name: 'projectRole, via a group',
    holder: () => ({ type: 'projectRole', role: roles.serviceDeskCustomers }),
    become(company, person) {
      company.access.setActors('PAY', roles.serviceDeskCustomers.id, {
        people: [],
        groups: [aGroup(company)],
      });
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
  // No customer of the shops has asked the colleagues' desk anything before.
  const project = kind.service ? 'ITH' : 'PAY';
  const ticket = company.createTicket({ project, summary: 'Wombat gateway stalls' }, later(company));
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const sees = async () => {
    const { body } = await ask('/api/search?q=%22wombat%22');
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
