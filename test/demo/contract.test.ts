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

describe.skipIf(!existsSync(file))('the contract with Atlassian’s OpenAPI description', () => {
  const company = generateCompany({ tickets: 300 });
  let schemas: Readonly<Record<string, Schema>> = {};
  let jira: DemoJira;
  let client: ReturnType<typeof clientOf>;

  beforeAll(async () => {
    schemas = JSON.parse(readFileSync(file, 'utf8')).components.schemas;
    jira = await startDemoJira({ company });
    client = clientOf(jira);
  });
  afterAll(() => jira?.close());

  const named = (ref: string) => schemas[ref.split('/').at(-1)!]!;
  const check = (value: unknown, name: string) => {
    expect(schemas[name], name).toBeDefined();
    expect(departures(value, { $ref: `/${name}` }, named)).toEqual([]);
  };

  it('holds for search and count', async () => {
    const jql = 'project is not EMPTY';
    check((await client.search({ jql, maxResults: '3' })).body, 'SearchAndReconcileResults');
    check(
      (await client.search({ jql, maxResults: '100', fields: '*all' })).body,
      'SearchAndReconcileResults',
    );
    check((await client.post('/search/approximate-count', { jql })).body, 'JQLCountResultsBean');
    check((await client.search({ jql: '' })).body, 'ErrorCollection');
  });

  it('holds for issues, and for what is inside their fields', async () => {
    const issueIdsOrKeys = company.tickets.slice(0, 100).map((ticket) => ticket.key);
    const { body } = await client.post('/issue/bulkfetch', { issueIdsOrKeys, fields: ['*all'] });
    check(body, 'BulkIssueResults');
    for (const { fields } of body.issues) {
      check(fields.status, 'StatusDetails');
      check(fields.issuetype, 'IssueTypeDetails');
      check(fields.priority, 'Priority');
      check(fields.reporter, 'UserDetails');
      check(fields.watches, 'Watchers');
      check(fields.votes, 'Votes');
      if (fields.resolution) check(fields.resolution, 'Resolution');
      for (const link of fields.issuelinks) {
        check(link.type, 'IssueLinkType');
        // The schema of a whole link is the one for writing, which wants both ends.
        check(link.outwardIssue ?? link.inwardIssue, 'LinkedIssue');
      }
      for (const component of fields.components) check(component, 'ProjectComponent');
      for (const version of fields.fixVersions) check(version, 'Version');
      for (const comment of fields.comment.comments) check(comment, 'Comment');
      check(fields.comment.comments[0]?.author ?? fields.reporter, 'UserDetails');
    }
  });

  it('holds for comments', async () => {
    const ticket = company.tickets.find(({ comments }) => comments.some((comment) => comment.visibility))!;
    check((await client.get(`/issue/${ticket.key}/comment`)).body, 'PageOfComments');
  });

  it('holds for the site', async () => {
    check((await client.get('/serverInfo')).body, 'ServerInformation');
    check((await client.get('/myself')).body, 'User');
    check((await client.get('/project/search')).body, 'PageBeanProject');
    for (const field of (await client.get('/field')).body) check(field, 'FieldDetails');
  });
});
