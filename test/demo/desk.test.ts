import { describe, expect, it } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { authorization, servedDemo } from './client.ts';

const company = generateCompany({ tickets: 900, seed: 4 });
const { client } = await servedDemo({ company });

const fieldsOf = async (key: string) => (await client.get(`/issue/${key}`)).body.fields;

describe('the service desk’s fields', () => {
  it('are described as Cloud describes them', async () => {
    const { body } = await client.get('/field');
    const schemas = Object.fromEntries(
      body.map((one: { name: string; schema: unknown }) => [one.name, one.schema]),
    );
    const app = 'com.atlassian.servicedesk';
    expect(schemas).toMatchObject({
      'Request Type': { type: 'sd-customerrequesttype', custom: `${app}:vp-origin` },
      Organizations: {
        type: 'array',
        items: 'sd-customerorganization',
        custom: `${app}:sd-customer-organizations`,
      },
      Satisfaction: { type: 'sd-feedback', custom: `${app}:sd-request-feedback` },
    });
  });

  it('are on the issues of service projects alone', async () => {
    const rated = company.tickets.find(({ request }) => request?.satisfaction && request.organization)!;
    const fields = await fieldsOf(rated.key);
    const { type, organization, satisfaction } = rated.request!;
    expect(fields.customfield_10010).toMatchObject({
      requestType: { id: type.id, name: type.name, serviceDeskId: rated.project.id },
      currentStatus: { status: rated.status.name },
    });
    expect(fields.customfield_10002).toMatchObject([{ id: organization!.id, name: organization!.name }]);
    expect(fields.customfield_10027).toEqual({ rating: satisfaction });
    const plain = await fieldsOf(company.tickets.find(({ request }) => !request)!.key);
    for (const id of ['customfield_10010', 'customfield_10002', 'customfield_10027', 'customfield_10030'])
      expect(plain).not.toHaveProperty(id);
  });

  it('show a shop under one organisation and a request type under one id', () => {
    const requests = company.tickets.flatMap(({ request }) => request ?? []);
    const pairs = (read: (request: (typeof requests)[number]) => { id: string; name: string } | null) =>
      new Set(requests.map(read).flatMap((one) => (one ? `${one.id} ${one.name}` : [])));
    for (const found of [pairs(({ type }) => type), pairs(({ organization }) => organization)]) {
      expect(found.size).toBeGreaterThan(10);
      expect(new Set([...found].map((pair) => pair.split(' ')[0])).size).toBe(found.size);
    }
  });
});

describe('worklogs and sprints', () => {
  it('show what was logged, the first of it in the issue and all of it by pages', async () => {
    const { key, worklogs } = company.tickets.find((ticket) => ticket.worklogs.length > 1)!;
    const { worklog } = await fieldsOf(key);
    expect(worklog).toMatchObject({ total: worklogs.length, startAt: 0 });
    const { body } = await client.get(`/issue/${key}/worklog?startAt=1`);
    expect(body.worklogs.map(({ id }: { id: string }) => id)).toEqual(worklogs.slice(1).map(({ id }) => id));
    expect(body.worklogs[0]).toMatchObject({ timeSpentSeconds: worklogs[1]!.seconds });
  });

  it('belong to software projects as a board’s sprints do', async () => {
    const { key, sprints, project } = company.tickets.find((ticket) => ticket.sprints.length > 0)!;
    expect(project.kind).toBe('software');
    const { customfield_10020: shown } = await fieldsOf(key);
    expect(shown[0]).toMatchObject({ id: sprints[0]!.id, name: sprints[0]!.name, state: sprints[0]!.state });
    for (const { sprints: all } of company.tickets)
      for (const { start, end, state } of all)
        expect(state === 'closed').toBe(end <= company.now.getTime() && start < end);
  });
});

describe('agreements of the service desk', () => {
  it('have run out or run on, and say whether they were kept', async () => {
    const done = company.tickets.find(({ request, resolved }) => request && resolved)!;
    const { customfield_10031: kept } = await fieldsOf(done.key);
    const took = done.resolved! - done.created;
    expect(kept).toMatchObject({
      name: 'Time to resolution',
      completedCycles: [{ elapsedTime: { millis: took }, breached: took > 40 * 3_600_000 }],
    });
    const running = company.tickets.find(({ request, resolved }) => request && !resolved)!;
    expect((await fieldsOf(running.key)).customfield_10031).toMatchObject({
      completedCycles: [],
      ongoingCycle: { startTime: { epochMillis: running.created } },
    });
  });
});

describe('files at tickets', () => {
  it('carry what is known of them, and what is in them where that is text', async () => {
    const ticket = company.tickets.find(({ attachments }) =>
      attachments.some(({ mimeType }) => mimeType === 'text/plain'),
    )!;
    const { attachment } = await fieldsOf(ticket.key);
    expect(attachment).toHaveLength(ticket.attachments.length);
    const at = ticket.attachments.findIndex(({ mimeType }) => mimeType === 'text/plain');
    const file = ticket.attachments[at]!;
    expect(attachment[at]).toMatchObject({
      id: file.id,
      filename: file.filename,
      mimeType: file.mimeType,
      size: file.size,
      author: { accountId: file.author.accountId },
    });
    const ask = (query: string) =>
      fetch(`${attachment[at].content}${query}`, { headers: { authorization }, redirect: 'manual' });
    const given = await ask('?redirect=false');
    const text = await given.text();
    expect(given.headers.get('content-type')).toMatch(/^text\/plain/);
    expect([text.length, text.split('\n').length > 5]).toEqual([file.size, true]);
    // As Cloud does, it leads to a host for files unless asked not to.
    const led = await ask('');
    expect([led.status, new URL(led.headers.get('location')!).host]).toEqual([303, 'api.media.example']);
  });

  it('have nothing in them that was not made up', async () => {
    const picture = company.tickets
      .flatMap(({ attachments }) => attachments)
      .find(({ mimeType }) => mimeType === 'image/png')!;
    const { status, body } = await client.get(`/attachment/content/${picture.id}`);
    expect(status).toBe(404);
    expect(body.errorMessages[0]).toContain(picture.filename);
    expect((await client.get('/attachment/1')).status).toBe(404);
  });

  it('come with a ticket or with a comment that everybody may read', () => {
    const files = company.tickets.flatMap((ticket) => ticket.attachments.map((file) => ({ ticket, file })));
    expect(files.length).toBeGreaterThan(150);
    for (const { ticket, file } of files) {
      const openings = [
        { author: ticket.reporter, created: ticket.created },
        ...ticket.comments.filter((comment) => !comment.visibility && comment.jsdPublic !== false),
      ];
      expect(openings.some(({ author, created }) => author === file.author && created === file.created)).toBe(
        true,
      );
    }
  });
});

describe('links and parents', () => {
  it('show on both sides, each in its own words', async () => {
    const duplicate = company.tickets.find(({ links }) =>
      links.some(({ type, direction }) => type === 'Duplicate' && direction === 'outward'),
    )!;
    const link = duplicate.links.find(({ type }) => type === 'Duplicate')!;
    const links = async (key: string) => (await fieldsOf(key)).issuelinks;
    const ours = (await links(duplicate.key)).find((one: { id: string }) => one.id === link.id);
    const theirs = (await links(link.otherKey)).find((one: { id: string }) => one.id === link.id);
    expect(ours).toMatchObject({ type: { outward: 'duplicates' }, outwardIssue: { key: link.otherKey } });
    expect(theirs).toMatchObject({
      type: { inward: 'is duplicated by' },
      inwardIssue: { key: duplicate.key },
    });
    const { body: types } = await client.get('/issueLinkType');
    expect(types.issueLinkTypes.map((one: { name: string }) => one.name)).toEqual([
      'Duplicate',
      'Blocks',
      'Relates',
    ]);
    const child = company.tickets.find(({ parentKey }) => parentKey)!;
    expect((await fieldsOf(child.key)).parent).toMatchObject({
      key: child.parentKey,
      fields: { issuetype: { name: 'Epic', hierarchyLevel: 1 } },
    });
  });
});

describe('security levels', () => {
  it('are few, belong to the scheme of the project, and can be searched for', async () => {
    const restricted = company.tickets.filter(({ security }) => security);
    expect(restricted.length / company.tickets.length).toBeGreaterThan(0.02);
    expect(restricted.length / company.tickets.length).toBeLessThan(0.06);
    for (const { project, security, key } of restricted.slice(0, 10)) {
      const { body } = await client.get(`/project/${project.key}/securitylevel`);
      expect(body.levels.map((one: { id: string }) => one.id)).toContain(security!.id);
      expect((await fieldsOf(key)).security).toMatchObject({ id: security!.id, name: security!.name });
    }
    const level = restricted[0]!.security!;
    const { body } = await client.post('/search/approximate-count', { jql: `level = "${level.name}"` });
    expect(body.count).toBe(restricted.filter(({ security }) => security === level).length);
    const { body: open } = await client.post('/search/approximate-count', { jql: 'level is EMPTY' });
    expect(open.count).toBe(company.tickets.length - restricted.length);
  });

  it('say who may read them, down to people', async () => {
    const { body: members } = await client.get('/issuesecurityschemes/level/member?levelId=10110');
    const holders = members.values.map((one: { holder: unknown }) => one.holder);
    expect(holders).toMatchObject([{ type: 'group', parameter: 'security-response' }, { type: 'reporter' }]);
    const { body: group } = await client.get(`/group/member?groupId=${holders[0].value}`);
    expect(group.total).toBeGreaterThan(2);
    const { body: desk } = await client.get('/issuesecurityschemes/level/member?levelId=10120');
    const role = desk.values[0].holder.value;
    const { body: actors } = await client.get(`/project/SUP/role/${role}`);
    expect(actors.name).toBe('Service Desk Team');
    expect(actors.actors.length).toBeGreaterThan(3);
    for (const path of [
      '/securitylevel/1',
      '/issuesecurityschemes/1',
      '/project/NO/securitylevel',
      '/project/NO/role',
      '/project/SUP/role/1',
      '/group/member?groupId=1',
      '/user?accountId=1',
    ]) {
      expect((await client.get(path)).status, path).toBe(404);
    }
  });
});
