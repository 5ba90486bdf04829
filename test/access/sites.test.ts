import { expect, test } from 'vitest';
import { type DemoCompany, generateCompany } from '../../src/demo/index.ts';
import type { Answer } from '../support/access-site.ts';
import { twoSites, withOtherKeys } from '../support/two-sites.ts';

/** One company twice, but for the keys: its people, groups, roles and levels have the same ids at both sites. */
async function twins() {
  const [here, there] = [generateCompany({ tickets: 40 }), withOtherKeys(generateCompany({ tickets: 40 }))];
  for (const company of [here, there])
    for (const { code } of company.projects) company.access.setBrowsers(code, []);
  return twoSites(here, there);
}

const groupOf = (company: DemoCompany) => company.groups.find(({ name }) => name === 'finance-approvers')!;
const letIn = (company: DemoCompany) => {
  for (const { code } of company.projects)
    company.access.setBrowsers(code, [{ type: 'group', group: groupOf(company) }]);
};
const staff = (company: DemoCompany) =>
  company.people.find(({ accountType, active }) => accountType === 'atlassian' && active)!;

/** Which of a company's tickets somebody finds and reads. */
async function seen(ask: (url: string) => Promise<Answer>, company: DemoCompany) {
  const keys: string[] = [];
  for (const { key } of company.tickets)
    if ((await ask(`/api/tickets/${key}`)).status === 200) keys.push(key);
  const projects = company.projects.map(({ key }) => key).join(',');
  const found = (await ask(`/api/search?q=project:${projects}&limit=100`)).body.hits.map(
    ({ key }: { key: string }) => key,
  );
  const own = company.tickets.filter(({ key }) => found.includes(key)).map(({ key }) => key);
  expect(own.sort()).toEqual([...keys].sort());
  return keys.length;
}

test('what somebody is at one site opens nothing at another, though people, groups and levels have the same ids', async () => {
  const sites = await twins();
  const { here, there } = sites;
  const person = staff(here);
  expect(staff(there).accountId).toBe(person.accountId);
  for (const company of [here, there]) letIn(company);
  here.access.setMembers(groupOf(here).groupId, [person]);
  there.access.setMembers(groupOf(there).groupId, []);
  const ask = await sites.reader('ann', person.accountId);
  await sites.sync();
  expect(await seen(ask, here)).toBeGreaterThan(20);
  expect(await seen(ask, there)).toBe(0);

  here.access.setMembers(groupOf(here).groupId, []);
  there.access.setMembers(groupOf(there).groupId, [staff(there)]);
  await sites.sync();
  expect(await seen(ask, here)).toBe(0);
  expect(await seen(ask, there)).toBeGreaterThan(20);
  const { key } = there.tickets.find(({ security }) => !security)!;
  const { body } = await sites.operate('GET', `/api/tickets/${key}/why?user=ann`);
  expect(body.parts[0]).toMatchObject({
    open: true,
    clauses: [
      { about: `browse ${key.replace(/-.*/, '')}`, met: { from: expect.stringMatching(/^site us: /) } },
    ],
  });
});

test('where a site does not say who may see what, only operators see its tickets; what is public there is for all', async () => {
  const sites = await twins();
  const { here, there } = sites;
  for (const company of [here, there])
    for (const { code } of company.projects) company.access.setBrowsers(code, [{ type: 'anyone' }]);
  sites.refuseAtUs(/permissionscheme|myself/);
  const ask = await sites.reader('ann', null);
  await sites.sync();
  expect(await seen(ask, here)).toBeGreaterThan(20);
  expect(await seen(ask, there)).toBe(0);
  expect((await sites.status()).sites[0].access).toMatchObject({ readAt: null, trouble: expect.anything() });
  const { sections } = (await sites.operate('GET', '/api/doctor')).body;
  expect(sections[0].findings).toMatchObject([{ what: 'who may see what at site us' }]);
  expect((await ask('/api/status')).body.sites).toEqual([]);

  sites.refuseAtUs(/^$/);
  await sites.sync();
  expect(await seen(ask, there)).toBeGreaterThan(20);
  for (const { code } of here.projects) here.access.setBrowsers(code, []);
  await sites.sync();
  expect(await seen(ask, here)).toBe(0);
  await sites.reopen();
  expect(await seen(ask, there)).toBeGreaterThan(20);
});

test('an operator opens a project of a site by the name of the site, and no other', async () => {
  const sites = await twins();
  const ask = await sites.reader('ann', null);
  await sites.sync();
  const grant = (...principals: string[]) => sites.operate('PATCH', '/api/users/ann', { grant: principals });
  for (const { key } of sites.there.projects) expect((await grant(`project:${key}`)).status).toBe(200);
  expect(await seen(ask, sites.there)).toBe(0);
  for (const { key } of sites.there.projects) expect((await grant(`us:project:${key}`)).status).toBe(200);
  expect(await seen(ask, sites.there)).toBeGreaterThan(20);
  expect(await seen(ask, sites.here)).toBe(0);
  expect((await grant('US:project:PAY')).body.code).toBe('principal-invalid');
});
