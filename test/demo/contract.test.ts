import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoJira, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { clientOf } from './client.ts';
import { departures, type Schema } from './schema.ts';

const root = resolve(import.meta.dirname, '../..');
const file = resolve(root, process.env.CASEBOOK_TEST_DATA ?? '../shared/data', 'jira-api/openapi-v3.json');

if (!existsSync(file))
  console.warn(`SKIPPED the contract of the demo Jira: ${file} is not there (CASEBOOK_TEST_DATA).`);

interface Answers {
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Answers>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

describe.skipIf(!existsSync(file))('the contract with Atlassian’s OpenAPI description', () => {
  const company = generateCompany({ tickets: 300 });
  const { tickets } = company;
  const withChanges = tickets.find(({ changes }) => changes.length > 3)!;
  const withComments = tickets.find(({ comments }) => comments.some((comment) => comment.visibility))!;
  const withFile = tickets.find(({ attachments }) => attachments.length > 0)!;
  const withWork = tickets.find(({ worklogs }) => worklogs.length > 0)!;
  const some = tickets.slice(0, 100).map(({ key }) => key);
  const person = company.people[0]!;
  const group = company.groups[0]!;
  const level = company.securitySchemes[0]!.levels[0]!;
  const jql = 'project is not EMPTY';
  let api: OpenApi;
  let jira: DemoJira;
  let client: ReturnType<typeof clientOf>;

  beforeAll(async () => {
    api = JSON.parse(readFileSync(file, 'utf8'));
    jira = await startDemoJira({ company });
    client = clientOf(jira);
  });
  afterAll(() => jira?.close());

  const named = (ref: string) => api.components.schemas[ref.split('/').at(-1)!]!;
  const check = (value: unknown, name: string) => {
    expect(api.components.schemas[name], name).toBeDefined();
    expect(departures(value, { $ref: `/${name}` }, named)).toEqual([]);
  };

  /** The schema that the description gives to an answer of `path`, as it stands there. */
  function schemaOf(method: string, path: string, status = 200): Schema {
    const schema =
      api.paths[`/rest/api/3${path}`]?.[method]?.responses[status]?.content?.['application/json']?.schema;
    if (!schema) throw new Error(`Nothing is described for ${method} ${path} ${status}`);
    return schema;
  }

  /** Jira writes null for what a change did not have; its own examples do, and its schema does not say so. */
  const withoutAbsentValues = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner) =>
        inner === null && /^(from|to)(String)?$/.test(key) ? undefined : inner,
      ),
    );

  it.each<[path: string, asked: string]>([
    ['/search/jql', `/search/jql?${new URLSearchParams({ jql, maxResults: '3' })}`],
    [
      '/search/jql',
      `/search/jql?${new URLSearchParams({ jql, maxResults: '100', fields: '*all', expand: 'changelog' })}`,
    ],
    ['/issue/{issueIdOrKey}', `/issue/${withChanges.key}?expand=changelog`],
    ['/issue/{issueIdOrKey}', `/issue/${withFile.key}`],
    ['/issue/{issueIdOrKey}/changelog', `/issue/${withChanges.key}/changelog?startAt=1&maxResults=2`],
    ['/issue/{issueIdOrKey}/comment', `/issue/${withComments.key}/comment`],
    ['/issue/{issueIdOrKey}/worklog', `/issue/${withWork.key}/worklog`],
    ['/attachment/{id}', `/attachment/${withFile.attachments[0]!.id}`],
    ['/attachment/meta', '/attachment/meta'],
    ['/field', '/field'],
    ['/serverInfo', '/serverInfo'],
    ['/myself', '/myself'],
    ['/user', `/user?accountId=${encodeURIComponent(person.accountId)}`],
    ['/users/search', '/users/search?maxResults=5'],
    ['/group/bulk', '/group/bulk'],
    ['/group/member', `/group/member?groupId=${group.groupId}&maxResults=2`],
    ['/project/search', '/project/search?maxResults=3'],
    ['/role', '/role'],
    ['/project/{projectIdOrKey}/role', '/project/SUP/role'],
    ['/project/{projectIdOrKey}/role/{id}', '/project/SUP/role/10101'],
    ['/issueLinkType', '/issueLinkType'],
    ['/user', `/user?accountId=${encodeURIComponent(person.accountId)}&expand=groups,applicationRoles`],
    ['/user/groups', `/user/groups?accountId=${encodeURIComponent(person.accountId)}`],
    ['/project/{projectKeyOrId}/permissionscheme', '/project/SUP/permissionscheme?expand=all'],
    ['/issuesecurityschemes', '/issuesecurityschemes'],
    ['/issuesecurityschemes/search', '/issuesecurityschemes/search'],
    ['/issuesecurityschemes/level', '/issuesecurityschemes/level?schemeId=10010'],
    ['/issuesecurityschemes/level/member', '/issuesecurityschemes/level/member'],
    ['/issuesecurityschemes/{id}', '/issuesecurityschemes/10010'],
    ['/securitylevel/{id}', `/securitylevel/${level.id}`],
    ['/project/{projectKeyOrId}/issuesecuritylevelscheme', '/project/PAY/issuesecuritylevelscheme'],
    ['/project/{projectKeyOrId}/securitylevel', '/project/10010/securitylevel'],
  ])('holds for GET %s', async (path, asked) => {
    const { status, body } = await client.get(asked);
    expect(status).toBe(200);
    expect(departures(withoutAbsentValues(body), schemaOf('get', path), named)).toEqual([]);
    if (Array.isArray(body.values)) expect(body.values.length).toBeGreaterThan(0);
  });

  it.each<[path: string, body: unknown]>([
    ['/search/jql', { jql, maxResults: 100, fields: ['*all'], expand: 'changelog' }],
    ['/search/approximate-count', { jql }],
    ['/issue/bulkfetch', { issueIdsOrKeys: some, fields: ['*all'], expand: ['changelog'] }],
    ['/changelog/bulkfetch', { issueIdsOrKeys: some, fieldIds: ['status'], maxResults: 7 }],
  ])('holds for POST %s', async (path, asked) => {
    const { status, body } = await client.post(path, asked);
    expect(status).toBe(200);
    expect(departures(withoutAbsentValues(body), schemaOf('post', path), named)).toEqual([]);
  });

  it('holds for refusals', async () => {
    const { status, body } = await client.search({ jql: '' });
    expect(status).toBe(400);
    check(body, 'ErrorCollection');
  });

  it('holds for what is inside the fields of issues', async () => {
    const { body } = await client.post('/issue/bulkfetch', { issueIdsOrKeys: some, fields: ['*all'] });
    const seen = new Set<string>();
    for (const { fields } of body.issues) {
      const checked: Readonly<Record<string, unknown[]>> = {
        StatusDetails: [fields.status],
        IssueTypeDetails: [fields.issuetype],
        Priority: [fields.priority],
        UserDetails: [fields.reporter, ...(fields.assignee ? [fields.assignee] : [])],
        Watchers: [fields.watches],
        Votes: [fields.votes],
        Resolution: fields.resolution ? [fields.resolution] : [],
        SecurityLevel: fields.security ? [fields.security] : [],
        ProjectComponent: fields.components,
        Version: fields.fixVersions,
        Comment: fields.comment.comments,
        Worklog: fields.worklog.worklogs,
        Attachment: fields.attachment,
        IssueLinkType: fields.issuelinks.map((link: { type: unknown }) => link.type),
        // The schema of a whole link is the one for writing, which wants both ends.
        LinkedIssue: fields.issuelinks.map(
          (link: { inwardIssue?: unknown; outwardIssue?: unknown }) => link.outwardIssue ?? link.inwardIssue,
        ),
      };
      for (const [name, values] of Object.entries(checked)) {
        for (const value of values) {
          seen.add(name);
          check(value, name);
        }
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['SecurityLevel', 'Attachment', 'LinkedIssue', 'Version']),
    );
  });
});
