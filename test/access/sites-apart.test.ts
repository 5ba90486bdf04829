import { expect, test } from 'vitest';
import { demoCredentials, generateCompany } from '../../src/demo/index.ts';
import { type Asker, sourceAt } from '../../src/domain/index.ts';
import { readTicket } from '../../src/knowledge/tickets.ts';
import { openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { twoSites, US_TOKEN, withOtherKeys } from '../support/two-sites.ts';

/** What of one site could open or spoil something of another. */

test('a ticket of one site vouches for no ticket of that key at another', async () => {
  const { database, intake, runId } = await openIntake(temporaryFolder());
  const atUs = (body: { readonly id: string }) => ({
    ...record(body),
    ...{ source: sourceAt('us'), externalId: `us:${body.id}`, atJira: true as const },
  });
  const closed = {
    ...{ id: '10002', key: 'PAY-2' },
    fields: { summary: 'Not for everybody', status: { name: 'Open', statusCategory: { key: 'new' } } },
  };
  await intake.take(runId, [
    record(issue(2)),
    // Refused, for its key is taken: nobody knows to whom it is open.
    atUs(issue(2, { security: { id: '77', name: 'Board' }, summary: closed.fields.summary })),
    atUs(issue(100, { subtasks: [closed] }, { key: 'PAY-100' })),
  ]);
  const asker = (...held: string[]): Asker => ({
    ...{ kind: 'user', accountId: 'ann' },
    principals: new Set(held),
  });
  const both = await readTicket(database, asker('project:PAY', 'us:project:PAY'), 'PAY-100');
  expect(both?.details.subtasks).toEqual([]);
  const operator = await readTicket(database, { kind: 'operator' }, 'PAY-100');
  expect(operator?.details.subtasks).toMatchObject([{ key: 'PAY-2' }]);
});

test('rights of another Jira than the tickets came from are not taken for theirs', async () => {
  const [here, there] = [generateCompany({ tickets: 30 }), withOtherKeys(generateCompany({ tickets: 30 }))];
  const group = (company: typeof here) => company.groups.find(({ name }) => name === 'finance-approvers')!;
  for (const company of [here, there])
    for (const { code } of company.projects)
      company.access.setBrowsers(code, [{ type: 'group', group: group(company) }]);
  const ann = here.people.find(({ accountType, active }) => accountType === 'atlassian' && active)!;
  here.access.setMembers(group(here).groupId, [ann]);
  there.access.setMembers(group(there).groupId, []);
  const sites = await twoSites(here, there);
  const ask = await sites.reader('ann', ann.accountId);
  await sites.sync();
  const { key } = there.tickets.find(({ security }) => !security)!;
  expect((await ask(`/api/tickets/${key}`)).status).toBe(404);

  // The addresses are exchanged by mistake, and somebody is linked anew.
  const { email, apiToken } = demoCredentials;
  sites.write([{ ...sites.site, baseUrl: sites.first.url, email, apiKey: apiToken }]);
  await sites.reopen({ JIRA_BASE_URL: sites.us.url, JIRA_EMAIL: 'us@example.com', JIRA_API_KEY: US_TOKEN });
  expect((await sites.sync()).code).toBe('jira-differs');
  for (const jiraAccountId of [null, ann.accountId])
    expect((await sites.operate('PATCH', '/api/users/ann', { jiraAccountId })).status).toBe(200);
  expect((await ask(`/api/tickets/${key}`)).status).toBe(404);
}, 60_000);

test('an address that nothing came from can be put right', async () => {
  const sites = await twoSites();
  sites.write([{ ...sites.site, baseUrl: 'http://127.0.0.1:9' }]);
  await sites.reopen();
  const preview = await sites.operate('POST', '/api/sync/preview', { sites: ['us'] });
  expect(preview.body.code).toBe('jira-unavailable');
  sites.write([sites.site]);
  await sites.reopen();
  expect(await sites.sync()).toMatchObject({ state: 'succeeded' });
}, 60_000);

test('an erasure of somebody who is not found takes no right from anybody', async () => {
  const company = generateCompany({ tickets: 30 });
  const sites = await twoSites(company);
  const names = JSON.stringify(company.tickets);
  const unheard = company.people.find(
    ({ accountId, accountType, active }) =>
      accountType === 'atlassian' && active && !names.includes(accountId),
  )!;
  const group = company.groups.find(({ name }) => name === 'finance-approvers')!;
  for (const { code } of company.projects) company.access.setBrowsers(code, [{ type: 'group', group }]);
  company.access.setMembers(group.groupId, [unheard]);
  const ask = await sites.reader('ann', unheard.accountId);
  await sites.sync();
  const { key } = company.tickets.find(({ security }) => !security)!;
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
  const subject = { kind: 'person', accountId: unheard.accountId };
  const erased = await sites.operate('POST', '/api/erasures', { subject, dryRun: false });
  expect(erased.body.code).toBe('person-not-found');
  expect((await ask(`/api/tickets/${key}`)).status).toBe(200);
}, 60_000);
