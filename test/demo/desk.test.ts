import { describe, expect, it } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { servedDemo } from './client.ts';

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
    expect(Object.keys(plain).filter((id) => id.startsWith('customfield_'))).toEqual([]);
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

describe('files at tickets', () => {
  it('carry what is known of them, and no contents', async () => {
    const ticket = company.tickets.find(({ attachments }) => attachments.length > 1)!;
    const { attachment } = await fieldsOf(ticket.key);
    expect(attachment).toHaveLength(ticket.attachments.length);
    const [file] = ticket.attachments;
    expect(attachment[0]).toMatchObject({
      id: file!.id,
      filename: file!.filename,
      mimeType: file!.mimeType,
      size: file!.size,
      author: { accountId: file!.author.accountId },
    });
    const path = new URL(attachment[0].content).pathname.replace('/rest/api/3', '');
    const { status, body } = await client.get(path);
    expect(status).toBe(404);
    expect(body.errorMessages[0]).toContain(file!.filename);
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
