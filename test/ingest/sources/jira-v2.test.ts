import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { documentToText } from '../../../src/domain/index.ts';
import { gate } from '../../../src/ingest/gate.ts';
import { readFile } from '../../support/import-file.ts';
import { comment, issue, record } from '../../support/issue.ts';
import { labelled } from '../../support/labelled.ts';
import { testData } from '../../support/test-data.ts';

const v2 = (body: unknown) => gate({ ...record(body), format: 'jira-v2' });
const accept = (body: unknown) => {
  const verdict = v2(body);
  if ('refused' in verdict) throw new Error(`refused: ${verdict.refused.reason}`);
  if (!('ticket' in verdict.accepted)) throw new Error('it is no ticket');
  return labelled(verdict.accepted);
};
const person = { name: 'ines', key: 'JIRAUSER7', displayName: 'Ines Roth' };

test('texts are wiki markup, people go by their key', () => {
  const { ticket, commentAccess } = accept(
    issue(1, {
      description: 'h2. Cause\nno *lock*',
      environment: '',
      reporter: person,
      assignee: { name: 'omar' },
      comment: {
        total: 1,
        comments: [
          comment(1, '', {
            author: person,
            body: '{noformat}at x{noformat}',
            visibility: { type: 'group', value: 'ops' },
          }),
        ],
      },
    }),
  );
  expect(documentToText(ticket.description!)).toBe('Cause\n\nno lock');
  expect(ticket).toMatchObject({
    environment: null,
    reporter: { accountId: 'JIRAUSER7', displayName: 'Ines Roth' },
    assignee: { accountId: 'omar', displayName: 'omar' },
    comments: [{ visibility: { kind: 'group', id: 'ops' }, body: { content: [{ type: 'codeBlock' }] } }],
  });
  expect(commentAccess.get('1')).toEqual([['project:PAY'], ['group:ops']]);
});

test.each<[string, unknown, string]>([
  ['a document for a description', issue(1), 'fields.description'],
  [
    'a person without any name',
    issue(1, { description: null, reporter: { displayName: 'x' } }),
    'fields.reporter',
  ],
  ['no summary', issue(1, { description: null, summary: null }), 'fields.summary'],
])('refuses %s', (_, body, path) => {
  expect(v2(body)).toMatchObject({ refused: { path } });
});

test('markup beyond the limit is kept as one block of text', () => {
  const long = '||'.repeat(3_000_000);
  const { ticket } = accept(issue(1, { description: long, environment: 'a' }));
  expect(ticket.description?.content).toEqual([
    { type: 'codeBlock', content: [{ type: 'text', text: long }] },
  ]);
});

describe.skipIf(testData === null)('400 real issues', () => {
  const file = join(testData ?? '', 'jira-api', 'raw_rest_v2_issues.jsonl.gz');

  test('come in with all of their comments', async () => {
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    const real = new Map(lines.map((line) => [JSON.parse(line).key, JSON.parse(line).fields]));
    const { accepted, refused } = await readFile(createReadStream(file));
    expect(refused).toEqual([]);
    expect(accepted).toHaveLength(400);
    for (const {
      ticket,
      record: { format },
    } of accepted) {
      const { comment: given, summary } = real.get(ticket.key);
      expect(format).toBe('jira-v2');
      expect(ticket.summary).toBe(summary);
      expect(ticket.comments.map(({ id }) => id).sort()).toEqual(
        given.comments.map(({ id }: { id: string }) => id).sort(),
      );
    }
  });
});
