import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { demoCredentials, generateCompany } from '../../src/demo/index.ts';
import { twoSites, US_SECRET, US_TOKEN, withOtherKeys } from '../support/two-sites.ts';
import { signatureOf } from '../support/webhooks.ts';

const FIRST_SECRET = 'the webhook secret of the first';

type Sites = Awaited<ReturnType<typeof twoSites>>;

const urlOf = async ({ operate }: Sites, key: string) =>
  (await operate('GET', `/api/tickets/${key}`)).body.url as string | undefined;

/** How many of a company's tickets are here. */
async function here(sites: Sites, company: Sites['here']): Promise<number> {
  const found = await Promise.all(
    company.tickets.map(({ key }) => sites.operate('GET', `/api/tickets/${key}`)),
  );
  return found.filter(({ status }) => status === 200).length;
}

test('tickets of two sites whose ids are the same stand side by side, lead to their own site, and survive a rebuild', async () => {
  const sites = await twoSites();
  const ids = new Set(sites.here.tickets.map(({ id }) => id));
  expect(sites.there.tickets.some(({ id }) => ids.has(id))).toBe(true);
  expect(await sites.sync()).toMatchObject({
    state: 'succeeded',
    received: 100,
    applied: 100,
    announced: 100,
  });

  const [ours, theirs] = [sites.here.tickets[0]!, sites.there.tickets[0]!];
  expect(await urlOf(sites, ours.key)).toBe(`${sites.first.url}/browse/${ours.key}`);
  expect(await urlOf(sites, theirs.key)).toBe(`${sites.us.url}/browse/${theirs.key}`);
  expect([await here(sites, sites.here), await here(sites, sites.there)]).toEqual([60, 40]);

  expect(await sites.rebuild()).toMatchObject({
    state: 'succeeded',
    tickets: { equal: 100, changed: 0, removed: 0, refused: 0 },
  });
  expect(await sites.sync()).toMatchObject({ state: 'succeeded', applied: 0, refused: 0 });
  const { body } = await sites.operate('POST', '/api/sync/preview', { full: true, sites: ['us'] });
  expect(body).toEqual({ jql: '', issues: 40, sites: [{ site: 'us', jql: '', issues: 40, error: null }] });
});

test('the credentials of each site go to that site alone', async () => {
  const sent = new Map<string, Set<string | undefined>>();
  const listen = (message: unknown) => {
    const { headers, url } = (message as { request: IncomingMessage }).request;
    if (!url?.startsWith('/rest/')) return;
    const host = `http://${headers.host}`;
    sent.set(host, (sent.get(host) ?? new Set()).add(headers.authorization));
  };
  subscribe('http.server.request.start', listen);
  onTestFinished(() => void unsubscribe('http.server.request.start', listen));
  const sites = await twoSites();
  await sites.sync();
  await sites.verify();
  const basic = (email: string, token: string) =>
    `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  expect([...(sent.get(sites.first.url) ?? [])]).toEqual([
    basic(demoCredentials.email, demoCredentials.apiToken),
  ]);
  expect([...(sent.get(sites.us.url) ?? [])]).toEqual([basic('us@example.com', US_TOKEN)]);
});

test('the comparison with one site takes away and counts nothing of another', async () => {
  const sites = await twoSites();
  await sites.sync();
  const gone = sites.there.tickets[0]!.key;
  sites.there.deleteTicket(gone, new Date(sites.there.now.getTime() + 60_000));
  for (const name of ['first', 'us']) {
    expect(await sites.verify({ sites: [name] })).toMatchObject({ state: 'succeeded' });
    const { check } = (await sites.operate('GET', `/api/sync/ledger?site=${name}`)).body;
    if (name === 'first') {
      expect(check).toMatchObject({
        found: { missing: 0, stale: 0, extra: 0 },
        total: { jira: 60, live: 60 },
      });
      expect(await here(sites, sites.there)).toBe(39);
      expect((await sites.operate('GET', `/api/tickets/${gone}`)).status).toBe(200);
    } else {
      expect(check).toMatchObject({
        found: { missing: 0, stale: 0, extra: 1 },
        total: { jira: 39, live: 39 },
      });
      expect(check.named).toMatchObject([{ key: gone, kind: 'extra', left: false }]);
    }
  }
  expect((await sites.operate('GET', `/api/tickets/${gone}`)).status).toBe(404);
  expect([await here(sites, sites.here), await here(sites, sites.there)]).toEqual([60, 39]);
  expect(await sites.verify()).toMatchObject({ state: 'succeeded', received: 0 });
  expect(await sites.rebuild()).toMatchObject({ tickets: { equal: 99, changed: 0, removed: 0 } });
});

test('too many removals are counted against the tickets of their site, not of all', async () => {
  const sites = await twoSites(
    generateCompany({ tickets: 300, seed: 1 }),
    withOtherKeys(generateCompany({ tickets: 40, seed: 2 })),
  );
  await sites.sync();
  // 24 of 340 are few; of the 40 of their site they are most.
  for (const { key } of sites.there.tickets.slice(0, 24)) sites.there.hideTicket(key);
  const run = await sites.verify();
  expect(run).toMatchObject({ state: 'failed', error: { code: 'removals-refused' } });
  expect(run.error.detail).toMatch(/^site us: 24 of 40 tickets/);
  expect((await sites.status()).indexing.live).toBe(340);
});

test('a site that is away is said, and keeps no other from being read', async () => {
  const sites = await twoSites();
  sites.breakDown('first');
  const run = await sites.sync();
  expect(run).toMatchObject({ state: 'failed', received: 40 });
  expect(run.error.detail).toMatch(/^site first: .*Gone fishing/);
  const failure = { site: 'first', code: run.error.code, detail: expect.stringContaining('Gone fishing') };
  expect(run.failures).toEqual([failure]);
  expect((await sites.status()).failing).toEqual([{ ...failure, at: expect.any(String) }]);
  expect((await sites.operate('POST', '/api/sync/preview', {})).body.sites).toMatchObject([
    { site: 'us', error: null },
    { site: 'first', issues: null, error: { detail: expect.stringContaining('Gone fishing') } },
  ]);
  expect(await here(sites, sites.there)).toBe(40);
  sites.mend();
  // Of the site that was read, only what changed since is asked for again.
  expect(await sites.sync({ sites: ['first'] })).toMatchObject({ state: 'succeeded', received: 60 });
  expect((await sites.status()).failing).toEqual([]);
  expect((await sites.operate('POST', '/api/sync/preview', { sites: ['us'] })).body.issues).toBeLessThan(40);
  expect(await sites.sync({ sites: ['eu'] })).toMatchObject({ code: 'site-not-configured' });
});

test('a site that may not be read keeps no other from being read or compared, and is named', async () => {
  const sites = await twoSites();
  await sites.sync();
  sites.write([{ ...sites.site, baseUrl: 'https://us.example' }]);
  await sites.reopen();
  const { key } = sites.here.tickets[0]!;
  const changed = new Date(sites.here.now.getTime() + 60_000);
  sites.here.editTicket(key, { summary: 'Read beside one that may not be' }, changed);
  for (const read of [sites.sync, sites.verify]) {
    const run = await read();
    expect(run).toMatchObject({
      state: 'failed',
      error: { code: 'jira-differs', detail: expect.stringMatching(/^site us: /) },
      failures: [{ site: 'us', code: 'jira-differs' }],
    });
  }
  expect((await sites.operate('GET', `/api/tickets/${key}`)).body.summary).toBe(
    'Read beside one that may not be',
  );
  expect((await sites.operate('GET', '/api/sync/ledger')).body.check.total).toMatchObject({ jira: 60 });
  const { failing, noSync } = await sites.status();
  expect(noSync).toBeNull();
  expect(failing).toMatchObject([{ site: 'us', code: 'jira-differs', at: expect.any(String) }]);
  const { sections } = (await sites.operate('GET', '/api/doctor')).body;
  expect(sections.find(({ name }: { name: string }) => name === 'sites').findings).toMatchObject([
    { what: 'site us', why: expect.stringContaining('https://us.example') },
  ]);
  const read = await sites.reader('rita', null);
  expect((await read('/api/status')).body).toMatchObject({ failing: [], run: { failures: [] } });
});

test('a key that another site has already goes to the dead letters, and says of which sites it is', async () => {
  const there = generateCompany({ tickets: 40, seed: 2 });
  const sites = await twoSites(undefined, there);
  const ours = new Map(sites.here.tickets.map((ticket) => [ticket.key, ticket]));
  const taken = there.tickets.filter(({ key }) => ours.has(key));
  expect(taken.length).toBeGreaterThan(5);
  expect(await sites.sync()).toMatchObject({ state: 'succeeded', received: 100, refused: taken.length });

  const { letters, rules } = (await sites.operate('GET', '/api/dead-letters?limit=100')).body;
  expect(rules).toMatchObject([{ rule: 'key-taken', letters: taken.length }]);
  const [one] = letters;
  expect(one.externalId).toMatch(/^us:\d+$/);
  expect(one.source).toBe('jira:us');
  expect(one.reason).toBe(
    `${one.key} belongs to ticket ${ours.get(one.key)?.id} already: this one is of site us, that one of site first`,
  );
  for (const { key, summary } of sites.here.tickets)
    expect((await sites.operate('GET', `/api/tickets/${key}`)).body.summary).toBe(summary);
  const { records } = await sites.status();
  expect(records).toMatchObject({ holds: true, deadLettered: taken.length });
});

test('erasing a ticket leaves the one of the same id at the other site', async () => {
  const sites = await twoSites();
  const theirs = new Map(sites.there.tickets.map((ticket) => [ticket.id, ticket]));
  const ours = sites.here.tickets.find(({ id }) => theirs.has(id))!;
  await sites.sync();
  const { body } = await sites.erase(ours.key);
  expect(body).toMatchObject({ tickets: 1, lines: 1 });
  expect((await sites.operate('GET', `/api/tickets/${ours.key}`)).status).toBe(404);
  expect(await here(sites, sites.there)).toBe(40);
  expect(await sites.verify()).toMatchObject({ state: 'succeeded', received: 0 });
});

test('a webhook of a site is signed with its own secret, at its own address, and fetches its own ticket', async () => {
  const sites = await twoSites();
  await sites.sync();
  const ours = new Map(sites.here.tickets.map((ticket) => [ticket.id, ticket]));
  const theirs = sites.there.tickets.find(({ id }) => ours.has(id))!;
  const twin = ours.get(theirs.id)!;
  sites.there.editTicket(
    theirs.key,
    { summary: 'Said by a webhook' },
    new Date(sites.there.now.getTime() + 60_000),
  );
  const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: theirs.id } });
  const send = (url: string, secret: string) =>
    sites.server().inject({
      method: 'POST',
      url,
      body,
      headers: {
        host: 'localhost',
        'content-type': 'application/json',
        'x-hub-signature': signatureOf(body, secret),
      },
    });
  expect((await send('/webhooks/jira/us', 'the secret of somebody else')).statusCode).toBe(401);
  expect((await send('/webhooks/jira', US_SECRET)).statusCode).toBe(403);
  expect((await send('/webhooks/jira/eu', US_SECRET)).statusCode).toBe(401);
  expect((await send('/webhooks/jira/us', US_SECRET)).json()).toEqual({ delivered: 'stored' });
  const summary = async () => (await sites.operate('GET', `/api/tickets/${theirs.key}`)).body.summary;
  await sites.until(async () => (await summary()) === 'Said by a webhook');
  expect((await sites.operate('GET', `/api/tickets/${twin.key}`)).body.summary).toBe(twin.summary);
  const { sites: told } = await sites.status();
  expect(told).toMatchObject([
    { name: 'us', url: sites.us.url, jira: { circuit: 'closed' }, webhooks: { taken: true, waiting: 0 } },
  ]);
});

test('a site that is named no longer, and was never read, is no ill health', async () => {
  const sites = await twoSites();
  sites.refuseAtUs(/permissionscheme|myself/);
  await sites.sync();
  const doctor = async () => (await sites.operate('GET', '/api/doctor')).body;
  expect(await doctor()).toMatchObject({
    healthy: false,
    sections: expect.arrayContaining([
      expect.objectContaining({
        name: 'access',
        summary: 'Jira was never asked who may see what.',
        notes: [],
      }),
    ]),
  });
  sites.write([]);
  await sites.reopen();
  expect(await doctor()).toMatchObject({
    healthy: true,
    sections: expect.arrayContaining([
      expect.objectContaining({
        name: 'access',
        summary: expect.stringMatching(/^Jira said/),
        notes: [expect.stringMatching(/its 40 tickets stay, and operators alone see them/)],
      }),
    ]),
  });
});

test('projects are asked of the sites that know them; one that none knows is an error that names the sites', async () => {
  const sites = await twoSites();
  const [ours, theirs] = [sites.here.projects[0]!.key, sites.there.projects[0]!.key];
  const count = (company: Sites['here'], project: string) =>
    company.tickets.filter(({ key }) => key.startsWith(`${project}-`)).length;
  const preview = async (body: object) => (await sites.operate('POST', '/api/sync/preview', body)).body;
  expect((await preview({ projects: [theirs] })).sites).toEqual([
    { site: 'us', jql: `project in ("${theirs}")`, issues: count(sites.there, theirs), error: null },
  ]);
  expect((await preview({ projects: [ours, theirs] })).sites).toMatchObject([
    { site: 'first', jql: `project in ("${ours}")`, issues: count(sites.here, ours) },
    { site: 'us', jql: `project in ("${theirs}")`, issues: count(sites.there, theirs) },
  ]);
  const refused = await sites.sync({ projects: [theirs, 'NOPE'] });
  expect(refused).toMatchObject({
    code: 'jira-query-refused',
    detail: 'None of the sites first, us knows NOPE.',
  });
  expect(await sites.sync({ projects: [theirs] })).toMatchObject({
    state: 'succeeded',
    received: count(sites.there, theirs),
  });
  // The site that cannot be asked may know it: its reading says why it failed.
  sites.refuseAtUs(/search/);
  const run = await sites.sync({ projects: [ours, 'NOPE'] });
  expect(run).toMatchObject({ state: 'failed', received: count(sites.here, ours) });
  expect(run.error.detail).toMatch(/^site us: /);
});

test('two sites may call a delivery alike', async () => {
  const sites = await twoSites(undefined, undefined, { CASEBOOK_JIRA_WEBHOOK_SECRET: FIRST_SECRET });
  await sites.sync();
  const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: '10001' } });
  const send = async (url: string, secret: string, identifier: string) => {
    const headers = {
      ...{ host: 'localhost', 'content-type': 'application/json' },
      'x-hub-signature': signatureOf(body, secret),
      'x-atlassian-webhook-identifier': identifier,
    };
    return (await sites.server().inject({ method: 'POST', url, body, headers })).json();
  };
  for (const identifier of ['a', 'us:a'])
    expect(await send('/webhooks/jira', FIRST_SECRET, identifier)).toEqual({ delivered: 'stored' });
  for (const identifier of ['a', 'us:a'])
    expect(await send('/webhooks/jira/us', US_SECRET, identifier)).toEqual({ delivered: 'stored' });
  expect(await send('/webhooks/jira/us', US_SECRET, 'a')).toEqual({ delivered: 'repeated' });
});

test('no answer to a webhook that is not signed tells which sites there are', async () => {
  const sites = await twoSites();
  const { webhookSecret: _, ...without } = sites.site;
  sites.write([sites.site, { ...without, name: 'mute', baseUrl: 'https://mute.example' }]);
  await sites.reopen({ CASEBOOK_JIRA_WEBHOOK_SECRET: FIRST_SECRET });
  const body = '{"webhookEvent":"jira:issue_updated"}';
  const answer = async (name: string, headers: Record<string, string>) => {
    const {
      statusCode,
      headers: told,
      payload,
    } = await sites.server().inject({
      ...{ method: 'POST', url: `/webhooks/jira/${name}`, body },
      headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
    });
    const { requestId: _id, ...problem } = JSON.parse(payload);
    return { statusCode, names: Object.keys(told).sort(), problem };
  };
  for (const headers of [{}, { 'x-hub-signature': signatureOf(body, 'of somebody else') }] as const) {
    const known = await answer('us', headers as Record<string, string>);
    expect(known).toMatchObject({ statusCode: 401, problem: { code: 'webhook-signature' } });
    for (const name of ['first', 'mute', 'eu', 'US', 'first:us'])
      expect(await answer(name, headers as Record<string, string>), name).toEqual(known);
  }
});

test('a site stays at the address that its tickets came from; one that is named no longer keeps its tickets and links', async () => {
  const sites = await twoSites();
  await sites.sync();
  const { key } = sites.there.tickets[0]!;
  sites.write([
    { ...sites.site, name: 'eu' },
    { ...sites.site, baseUrl: 'https://us.example' },
  ]);
  await sites.reopen();
  expect(await sites.sync({ sites: ['us'] })).toMatchObject({ code: 'jira-differs' });
  // Its tickets are where they were read.
  expect(await urlOf(sites, key)).toBe(`${sites.us.url}/browse/${key}`);
  expect((await sites.status()).sites).toMatchObject([{ name: 'eu' }, { name: 'us', url: sites.us.url }]);
  // The first one can be read all the same, and the operator is told of the other.
  expect((await sites.status()).noSync).toBeNull();
  expect(await sites.sync({ sites: ['first'] })).toMatchObject({ state: 'succeeded' });
  const { sections: before } = (await sites.operate('GET', '/api/doctor')).body;
  const found = before.find(({ name }: { name: string }) => name === 'sites');
  expect(found.findings[0].why).toContain(sites.us.url);
  const renamed = await sites.sync({ sites: ['eu'] });
  expect(renamed.code).toBe('jira-differs');
  expect(renamed.detail).toMatch(/are here as those of site us, the settings call it eu/);

  sites.write([]);
  await sites.reopen();
  expect(await sites.sync()).toMatchObject({ state: 'succeeded' });
  expect(await here(sites, sites.there)).toBe(40);
  expect(await urlOf(sites, key)).toBe(`${sites.us.url}/browse/${key}`);
  expect((await sites.status()).sites).toMatchObject([{ name: 'us', jira: null }]);
  const { healthy, sections } = (await sites.operate('GET', '/api/doctor')).body;
  expect(sections[0]).toMatchObject({
    summary: expect.stringMatching(/^Jira said who may see what at /),
    findings: [],
    notes: [expect.stringMatching(/^The settings name site us no longer: its 40 tickets stay, .* read at 2/)],
  });
  expect(healthy).toBe(true);
});
