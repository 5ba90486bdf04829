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

test('a security level is met beside the project, by holders of the site, of the project and of the ticket', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const level = company.securitySchemes[0]!.levels[0]!;
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat leak' }, later(company));
  company.editTicket(key, { security: level }, later(company));
  company.access.setBrowsers('PAY', [{ type: 'applicationRole', product: null }]);
  company.access.setLevel(level.id, []);
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const sees = async () => (await ask(`/api/tickets/${key}`)).status === 200;
  await site.sync();
  expect(await sees()).toBe(false);

  company.access.setLevel(level.id, [{ type: 'user', user: person }]);
  await site.sync();
  expect(await sees()).toBe(true);

  company.access.setLevel(level.id, [{ type: 'projectRole', role: roles.serviceDeskCustomers }]);
  company.access.setActors('CORE', roles.serviceDeskCustomers.id, { people: [person], groups: [] });
  await site.sync();
  // The role in another project is another role.
  expect(await sees()).toBe(false);
  company.access.setActors('PAY', roles.serviceDeskCustomers.id, { people: [person], groups: [] });
  await site.sync();
  expect(await sees()).toBe(true);

  company.access.setLevel(level.id, [{ type: 'reporter' }]);
  await site.sync();
  expect(await sees()).toBe(false);
  company.editTicket(key, { reporter: person }, later(company));
  await site.sync();
  expect(await sees()).toBe(true);

  // Whoever meets the level and not the project sees nothing.
  company.access.setBrowsers('PAY', []);
  await site.sync();
  expect(await sees()).toBe(false);
});

test('of a request, the portal shows public comments alone; internal and restricted ones are for Jira itself', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const { key } = company.createTicket({ project: 'ITH', summary: 'Wombat request' }, later(company));
  company.addComment(key, { text: 'said to everybody' }, later(company));
  company.addComment(key, { text: 'said among agents', jsdPublic: false }, later(company));
  const { name, groupId } = aGroup(company);
  const visibility = { type: 'group', value: name, identifier: groupId } as const;
  company.addComment(key, { text: 'said to finance', visibility }, later(company));
  company.access.setMembers(groupId, [person]);
  company.editTicket(key, { picked: { customfield_10026: [person] } }, later(company));
  company.access.setBrowsers('ITH', [{ type: 'sd.customer.portal.only' }]);
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const comments = async () =>
    (await ask(`/api/tickets/${key}`)).body.comments.map(
      ({ visibility }: { visibility: { kind: string } }) => visibility.kind,
    );
  await site.sync();
  // They may use Jira and are in the group, but see this request on the portal alone.
  expect(await comments()).toEqual(['public']);
  expect((await ask('/api/search?q=%22among+agents%22')).body.total).toBe(0);

  company.access.setBrowsers('ITH', [{ type: 'sd.customer.portal.only' }, { type: 'user', user: person }]);
  await site.sync();
  expect(await comments()).toEqual(['public', 'internal', 'group']);
  expect((await ask('/api/search?q=%22among+agents%22')).body.total).toBe(1);

  company.access.setMembers(groupId, []);
  await site.sync();
  expect(await comments()).toEqual(['public', 'internal']);

  // Without a product of Jira there is no Jira itself.
  company.access.setProducts(person.accountId, []);
  await site.sync();
  expect(await comments()).toEqual(['public']);
});

test('a change of scheme labels tickets anew and embeds nothing', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const { key } = company.createTicket(
    { project: 'PAY', summary: 'Wombat gateway', reporter: person },
    later(company),
  );
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  await site.sync();
  const before = await site.embedded();
  expect(before).toBeGreaterThan(40);
  company.access.setBrowsers('PAY', [{ type: 'reporter' }, { type: 'assignee' }]);
  await site.sync();
  const demanded = (await site.operate('GET', `/api/tickets/${key}/why?user=rita`)).body.parts[0].clauses[0];
  expect(demanded.demands).toContain(`project:PAY:reporter:${person.accountId}`);
  expect((await ask('/api/search?q=%22wombat%22')).body.total).toBe(1);
  expect(await site.embedded()).toBe(before);
  // A rebuild, which knows of tickets from the lake alone, keeps the labels.
  await site.rebuild();
  expect((await ask('/api/search?q=%22wombat%22')).body.total).toBe(1);
  // By meaning too: the vectors are still there.
  expect((await ask('/api/search?q=wombat&mode=semantic')).body.total).toBe(1);
});

test('what the account may not read is unknown, and unknown is hidden from all but the operator', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const everybody: DemoHolder = { type: 'applicationRole', product: null };
  const role: DemoHolder = { type: 'projectRole', role: roles.serviceDeskCustomers };
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  company.access.setActors('PAY', roles.serviceDeskCustomers.id, { people: [person], groups: [] });
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const sees = async () => (await ask(`/api/tickets/${key}`)).status === 200;
  const findings = async (): Promise<string[]> =>
    (await site.operate('GET', '/api/doctor')).body.sections[0].findings.map(
      ({ what }: { what: string }) => what,
    );
  const cases = [
    [everybody, /PAY\/permissionscheme/, 'permission scheme of PAY'],
    [role, /PAY\/role$/, 'roles of PAY'],
    [role, /PAY\/role\/\d+/, 'role Service Desk Customers of PAY'],
    [everybody, /\/rest\/api\/3\/user\?/, `account ${person.accountId}`],
  ] as const;
  for (const [holder, hidden, what] of cases) {
    company.access.setBrowsers('PAY', [holder]);
    site.refuse(null);
    await site.sync();
    expect([what, await sees(), await findings()]).toEqual([what, true, []]);
    for (const status of [401, 403, 404]) {
      site.refuse(hidden, status);
      await site.sync();
      expect([what, status, await sees()]).toEqual([what, status, false]);
      expect(await findings()).toContain(what);
    }
    expect((await site.operate('GET', `/api/tickets/${key}`)).status).toBe(200);
  }
});

test('a reading that fails half-way leaves the last whole one, and doctor says so', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  company.access.setBrowsers('PAY', [{ type: 'user', user: person }]);
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  await site.sync();
  // Part of a new state is read, and the rest is nonsense.
  company.access.setBrowsers('PAY', []);
  site.refuse(/\/user\/groups/, 410);
  await site.sync();
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
  const [finding] = (await site.operate('GET', '/api/doctor')).body.sections[0].findings;
  expect(finding).toMatchObject({ what: 'the age of what is known' });
  expect(finding.why).toContain('410');
  await site.reopen();
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
  site.refuse(null);
  await site.sync();
  expect((await ask(`/api/tickets/${key}`)).status).toBe(404);
});

test('an archived project is closed, and opens again when it is restored', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  const { key } = company.createTicket(
    { project: 'PAY', summary: 'Wombat gateway', reporter: person },
    later(company),
  );
  company.access.setBrowsers('PAY', [{ type: 'user', user: person }, { type: 'reporter' }]);
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const seen = async () => [
    (await ask(`/api/tickets/${key}`)).status,
    (await ask('/api/search?q=%22wombat%22')).body.total,
  ];
  await site.sync();
  expect(await seen()).toEqual([200, 1]);
  company.access.setArchived('PAY', true);
  await site.sync();
  expect(await seen()).toEqual([404, 0]);
  company.access.setArchived('PAY', false);
  await site.sync();
  expect(await seen()).toEqual([200, 1]);
});

test('what an operator grants by hand opens beside what Jira says, also what is unknown', async () => {
  const company = generateCompany({ tickets: 40 });
  closeAll(company);
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', null);
  await site.sync();
  expect((await ask(`/api/tickets/${key}`)).status).toBe(404);
  await site.operate('PATCH', '/api/users/rita', { grant: ['project:PAY'] });
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
  const [ticket] = (await site.operate('GET', `/api/tickets/${key}/why?user=rita`)).body.parts;
  expect(ticket.clauses[0].met).toEqual({ principal: 'project:PAY', from: 'granted by an operator' });
});

test('a user who is linked to an account holds at once what it holds', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  company.access.setBrowsers('PAY', [{ type: 'user', user: person }]);
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  const site = await openAccessSite(company);
  await site.sync();
  const ask = await site.reader('rita', person.accountId);
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
});

test('a role that a worklog alone names is known too', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  closeAll(company);
  company.access.setBrowsers('PAY', [{ type: 'user', user: person }]);
  const { id, name } = roles.serviceDeskCustomers;
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  const visibility = { type: 'role', value: name, identifier: name } as const;
  company.logWork(key, { seconds: 60, visibility }, later(company));
  const site = await openAccessSite(company);
  const ask = await site.reader('rita', person.accountId);
  const logged = async () => (await ask(`/api/tickets/${key}`)).body.worklogs.length;
  await site.sync();
  expect(await logged()).toBe(0);
  company.access.setActors('PAY', id, { people: [person], groups: [] });
  await site.sync();
  expect(await logged()).toBe(1);
});
