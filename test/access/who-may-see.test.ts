import { expect, test } from 'vitest';
import { type DemoHolder, generateCompany, roles } from '../../src/demo/index.ts';
import { openAccessSite } from '../support/access-site.ts';
import { aGroup, closeAll, later, plainPerson } from '../support/closed-company.ts';

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

test('why somebody may read a ticket is told under a key that it had, too', async () => {
  const company = generateCompany({ tickets: 40 });
  const person = plainPerson(company);
  const { key } = company.createTicket({ project: 'PAY', summary: 'Wombat gateway' }, later(company));
  const site = await openAccessSite(company);
  await site.sync();
  await site.reader('rita', person.accountId);
  const moved = company.moveTicket(key, 'CORE', later(company));
  await site.sync();
  const { status, body } = await site.operate('GET', `/api/tickets/${key}/why?user=rita`);
  expect({ status, key: body.key }).toEqual({ status: 200, key: moved.key });
});
