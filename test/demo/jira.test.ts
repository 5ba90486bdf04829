import { describe, expect, it } from 'vitest';
import { generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { clientOf, servedDemo } from './client.ts';

const company = generateCompany({ tickets: 700 });
const { jira, client } = await servedDemo({ company, timeZone: 'Europe/Berlin' });

describe('searching', () => {
  async function walk(parameters: Record<string, string>) {
    const pages: { id: string }[][] = [];
    let nextPageToken: string | undefined;
    do {
      const { status, body } = await client.search({
        ...parameters,
        ...(nextPageToken ? { nextPageToken } : {}),
      });
      expect(status).toBe(200);
      expect(body.total).toBeUndefined();
      expect(body.isLast).toBe(body.nextPageToken === undefined);
      pages.push(body.issues);
      nextPageToken = body.nextPageToken;
    } while (nextPageToken);
    return pages;
  }

  it('hands out every id once, page by page', async () => {
    const pages = await walk({ jql: 'created >= -1000d order by id', maxResults: '64' });
    expect(pages.length).toBe(Math.ceil(700 / 64));
    expect(pages.flat().map((issue) => issue.id)).toEqual(company.tickets.map((ticket) => ticket.id));
    expect(pages[0]![0]).toEqual({ id: company.tickets[0]!.id });
  });

  it('gives 50 a page unless asked, thousands of ids, and a hundred whole issues', async () => {
    const jql = 'project is not EMPTY';
    expect((await client.search({ jql })).body.issues).toHaveLength(50);
    expect((await client.search({ jql, maxResults: '5000' })).body.issues).toHaveLength(700);
    expect((await client.search({ jql, maxResults: '5000', fields: 'key' })).body.issues).toHaveLength(700);
    const whole = await client.search({ jql, maxResults: '5000', fields: 'summary,status' });
    expect(whole.body.issues).toHaveLength(100);
    expect(whole.body.isLast).toBe(false);
    expect(Object.keys(whole.body.issues[0].fields)).toEqual(['summary', 'status']);
  });

  it('takes the query from the token and refuses tokens that are not its own', async () => {
    const { body } = await client.post('/search/jql', { jql: 'project = SUP order by key', maxResults: 5 });
    const next = await client.post('/search/jql', {
      nextPageToken: body.nextPageToken,
      maxResults: 5,
      fields: ['key'],
    });
    expect(next.body.issues.map((issue: { key: string }) => issue.key)).toEqual([
      'SUP-6',
      'SUP-7',
      'SUP-8',
      'SUP-9',
      'SUP-10',
    ]);
    const foreign = await client.search({ jql: 'project = PAY', nextPageToken: body.nextPageToken });
    expect(foreign.status).toBe(400);
    for (const nextPageToken of ['nonsense', `${body.nextPageToken}x`, `x${body.nextPageToken}`]) {
      expect((await client.search({ jql: 'project = SUP order by key', nextPageToken })).status).toBe(400);
    }
  });

  it('refuses a query without a restriction, and says what is wrong with a broken one', async () => {
    for (const jql of ['', 'order by created desc']) {
      const { status, body } = await client.search({ jql });
      expect(status).toBe(400);
      expect(body.errorMessages[0]).toContain('Unbounded JQL queries are not allowed here');
    }
    const broken = await client.post('/search/jql', { jql: 'project PAY' });
    expect(broken).toMatchObject({ status: 400, body: { errors: {} } });
    expect(broken.body.errorMessages[0]).toContain('Expecting operator');
    expect((await client.search({ jql: 'project = PAY', maxResults: 'many' })).status).toBe(400);
  });

  it('counts, and points to where the old search went', async () => {
    const count = await client.post('/search/approximate-count', { jql: 'project = PAY' });
    expect(count.body).toEqual({
      count: company.tickets.filter(({ project }) => project.key === 'PAY').length,
    });
    for (const { status, body } of [
      await client.get('/search?jql=x'),
      await client.post('/search', { jql: 'x' }),
    ]) {
      expect(status).toBe(410);
      expect(body.errorMessages[0]).toContain('/rest/api/3/search/jql');
    }
  });
});

describe('fetching', () => {
  const long = company.tickets.find((ticket) => ticket.comments.length > 20)!;

  it('gives up to a hundred issues at once, and is silent about those that are not there', async () => {
    const keys = company.tickets.slice(0, 101).map((ticket) => ticket.key);
    expect((await client.post('/issue/bulkfetch', { issueIdsOrKeys: keys })).status).toBe(400);
    expect((await client.post('/issue/bulkfetch', { issueIdsOrKeys: [] })).status).toBe(400);
    const { body } = await client.post('/issue/bulkfetch', {
      issueIdsOrKeys: [...keys.slice(0, 99), 'PAY-99999'],
      fields: ['*all'],
    });
    expect(body.issues.map((issue: { key: string }) => issue.key)).toEqual(keys.slice(0, 99));
    expect(body.issueErrors).toEqual([]);
  });

  it('selects fields as Jira does', async () => {
    const fieldsOf = async (fields?: string[]) => {
      const { body } = await client.post('/issue/bulkfetch', {
        issueIdsOrKeys: [long.id],
        ...(fields ? { fields } : {}),
      });
      return Object.keys(body.issues[0].fields ?? {});
    };
    expect(await fieldsOf(['summary', 'nonsense'])).toEqual(['summary']);
    expect(await fieldsOf(['*all'])).toEqual(
      expect.arrayContaining(['comment', 'description', 'issuelinks']),
    );
    expect(await fieldsOf(['*all', '-comment'])).not.toContain('comment');
    expect(await fieldsOf(['-comment'])).toContain('description');
    expect(await fieldsOf()).not.toContain('comment');
    const one = await client.get(`/issue/${long.key}?fields=summary,comment`);
    expect(Object.keys(one.body.fields)).toEqual(['summary', 'comment']);
  });

  it('carries twenty comments inside and hands out the rest in pages', async () => {
    const { body: issue } = await client.get(`/issue/${long.key}`);
    const { comment } = issue.fields;
    expect(comment).toMatchObject({ total: long.comments.length, maxResults: 20, startAt: 0 });
    expect(comment.comments.map((one: { id: string }) => one.id)).toEqual(
      long.comments.slice(0, 20).map((one) => one.id),
    );
    const { body: rest } = await client.get(`/issue/${long.id}/comment?startAt=20`);
    expect(rest.comments.map((one: { id: string }) => one.id)).toEqual(
      long.comments.slice(20).map((one) => one.id),
    );
    const { body: newest } = await client.get(`/issue/${long.id}/comment?orderBy=-created&maxResults=1`);
    expect(newest).toMatchObject({ maxResults: 1, comments: [{ id: long.comments.at(-1)!.id }] });
    expect((await client.get(`/issue/${long.id}/comment?orderBy=author`)).status).toBe(400);
  });

  it('tells who may read a comment', async () => {
    const restricted = company.tickets.find((ticket) => ticket.comments.some((one) => one.visibility))!;
    const note = company.tickets.find((ticket) => ticket.comments.some((one) => one.jsdPublic === false))!;
    for (const ticket of [restricted, note]) {
      const { body } = await client.get(`/issue/${ticket.key}/comment`);
      ticket.comments.forEach((comment, index) => {
        expect(body.comments[index].visibility).toEqual(comment.visibility);
        expect(body.comments[index].jsdPublic).toEqual(comment.jsdPublic);
      });
    }
  });

  it('answers 404 in Jira’s shape', async () => {
    for (const path of ['/issue/PAY-99999', '/issue/99/comment', '/nothing']) {
      const { status, body } = await client.get(path);
      expect(status).toBe(404);
      expect(body.errorMessages).toHaveLength(1);
    }
  });

  it('writes times and users as Cloud does', async () => {
    const { body } = await client.get(`/issue/${long.key}`);
    expect(body.fields.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(body.fields.reporter.self).toContain(`${jira.url}/rest/api/3/user?accountId=`);
    expect(['new', 'indeterminate', 'done']).toContain(body.fields.status.statusCategory.key);
    expect(company.people.filter((person) => person.emailAddress).length).toBeLessThan(
      company.people.length / 4,
    );
  });
});

describe('the site', () => {
  it('asks for credentials on everything below /rest', async () => {
    for (const authorization of ['', 'Basic bm9ib2R5Om5vdGhpbmc=', 'Bearer demo-token']) {
      const response = await fetch(`${jira.url}/rest/api/3/myself`, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        errorMessages: [expect.stringContaining('authenticated')],
      });
    }
  });

  it('describes itself', async () => {
    const { body: info } = await client.get('/serverInfo');
    expect(info).toMatchObject({
      baseUrl: jira.url,
      deploymentType: 'Cloud',
      serverTime: '2026-11-01T09:00:00.000+0000',
    });
    expect((await client.get('/myself')).body).toMatchObject({ timeZone: 'Europe/Berlin', active: true });
    const { body: projects } = await client.get('/project/search?maxResults=3');
    expect(projects).toMatchObject({
      total: 8,
      isLast: false,
      values: [{ key: 'CORE' }, { key: 'DATA' }, { key: 'INFRA' }],
    });
    const { body: fields } = await client.get('/field');
    expect(fields.find((one: { id: string }) => one.id === 'customfield_10010')).toMatchObject({
      custom: true,
      name: 'Request Type',
    });
  });

  it('has a page for people, in which nothing can run', async () => {
    const ticket = company.createTicket(
      { project: 'PAY', summary: '<script>alert(1)</script>', description: '<img src=x>' },
      new Date('2026-11-01T09:00:00Z'),
    );
    const page = await fetch(`${jira.url}/browse/${ticket.key}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script|<img/);
    expect((await fetch(`${jira.url}/browse/NO-1`)).status).toBe(404);
    expect(await (await fetch(jira.url)).text()).toContain('demo');
    company.deleteTicket(ticket.key, new Date('2026-11-01T09:00:00Z'));
  });

  it('takes a free port where the wished one is taken, if told so', async () => {
    await expect(startDemoJira({ company, port: jira.port })).rejects.toThrow(/EADDRINUSE/);
    const other = await startDemoJira({ company, port: jira.port, fallbackToFreePort: true });
    expect(other.port).not.toBe(jira.port);
    await other.close();
  });

  it('lets tests stand in the way', async () => {
    let left = 1;
    const busy = await startDemoJira({
      company,
      latencyMs: 1,
      intercept: ({ url }) =>
        url.includes('/myself') && left-- > 0
          ? { status: 429, headers: { 'retry-after': '2' }, body: {} }
          : undefined,
    });
    expect((await clientOf(busy).get('/myself')).status).toBe(429);
    expect((await clientOf(busy).get('/myself')).status).toBe(200);
    await busy.close();
  });
});
