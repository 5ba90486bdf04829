import { expect, test } from 'vitest';
import { gate } from '../../src/ingest/gate.ts';
import { comment, issue, record } from '../support/issue.ts';
import { labelled } from '../support/labelled.ts';

const accept = (body: unknown) => {
  const verdict = gate(record(body));
  if ('refused' in verdict) throw new Error(`refused: ${verdict.refused.reason}`);
  if (!('ticket' in verdict.accepted)) throw new Error('it is no ticket');
  return verdict.accepted;
};

test.each<[string, unknown, string]>([
  ['no summary', issue(1, { summary: undefined }), 'fields.summary'],
  ['an empty summary', issue(1, { summary: '' }), 'fields.summary'],
  ['a key that is none', issue(1, {}, { key: 'pay 1' }), 'key'],
  ['an id that is not numeric', issue(1, {}, { id: 17 }), 'id'],
  ['a time that is none', issue(1, { updated: 'yesterday' }), 'fields.updated'],
  ['a month that does not exist', issue(1, { created: '2026-13-02T08:00:00.000+0000' }), 'fields.created'],
  ['a status without category', issue(1, { status: { name: 'Done' } }), 'fields.status.statusCategory'],
  ['a description that is no document', issue(1, { description: '<p>hi</p>' }), 'fields.description'],
  [
    'a comment without body',
    issue(1, { comment: { total: 1, comments: [comment(1, '', { body: null })] } }),
    'fields.comment.comments.0.body',
  ],
  [
    'a comment twice',
    issue(1, { comment: { total: 2, comments: [comment(1, 'a'), comment(1, 'b')] } }),
    'fields.comment.comments',
  ],
  [
    'visibility of an unknown kind',
    issue(1, {
      comment: { total: 1, comments: [comment(1, 'a', { visibility: { type: 'moon', value: 'x' } })] },
    }),
    'fields.comment.comments.0.visibility.type',
  ],
  ['not an object', 'nonsense', ''],
  ['null', null, ''],
])('refuses %s, naming the place and keeping the record', (_, body, path) => {
  const given = record(body ?? {});
  const verdict = gate({ ...given, body });
  expect(verdict).toMatchObject({ refused: { path, record: { body } } });
  expect((verdict as { refused: { reason: string } }).refused.reason).not.toBe('');
});

test('refuses what is nested so deep that walking it would overflow', () => {
  const body = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
  expect(gate(record(body))).toMatchObject({ refused: { reason: expect.stringContaining('nested deeper') } });
});

test('keeps fields that it does not know in the text for the lake', () => {
  const body = issue(1, { customfield_10042: { value: 'EU' } });
  expect(JSON.parse(accept(body).bodyText)).toEqual(body);
});

test('reads times in any zone as milliseconds', () => {
  const { ticket } = accept(
    issue(1, { created: '2026-01-02T10:00:00.250+0200', updated: '2026-01-02T08:00:00Z' }),
  );
  expect(ticket.created).toBe(Date.UTC(2026, 0, 2, 8, 0, 0, 250));
  expect(ticket.updated).toBe(Date.UTC(2026, 0, 2, 8));
});

test('orders comments by time and says who may read each', () => {
  const comments = [
    comment(3, 'for admins', {
      visibility: { type: 'role', value: 'Administrators', identifier: 'Administrators' },
    }),
    comment(2, 'note to self', { jsdPublic: false }),
    comment(1, 'hello', { jsdPublic: true }),
    comment(4, 'ops only', { visibility: { type: 'group', value: 'ops', identifier: 'g-7' } }),
  ];
  const { ticket, access, commentAccess } = labelled(
    accept(issue(1, { comment: { total: 4, comments }, security: { id: '9' } })),
  );
  expect(ticket.comments.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  expect(access).toEqual([['project:PAY'], ['security:9']]);
  expect(commentAccess.get('1')).toEqual(access);
  expect(commentAccess.get('2')).toEqual([...access, ['agent:PAY']]);
  expect(commentAccess.get('3')).toEqual([...access, ['role:PAY:Administrators']]);
  expect(commentAccess.get('4')).toEqual([...access, ['group:g-7']]);
});

test('reads links from the side of the ticket', () => {
  const type = { name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' };
  const { ticket } = accept(
    issue(1, {
      issuelinks: [
        { type, outwardIssue: { key: 'PAY-9' } },
        { type, inwardIssue: { key: 'SUP-2' } },
      ],
    }),
  );
  expect(ticket.links).toEqual([
    { type: 'Duplicate', relation: 'duplicates', key: 'PAY-9' },
    { type: 'Duplicate', relation: 'is duplicated by', key: 'SUP-2' },
  ]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['what is not there', { summary: undefined }, 'fields.summary: missing'],
  ['what is null', { summary: null }, 'fields.summary: empty'],
  ['what is of another kind', { summary: 7 }, 'fields.summary: a number where text belongs'],
  ['what is too long', { summary: 'x'.repeat(4001) }, 'fields.summary: more than 4000 characters'],
])('says in plain words %s', (_, fields, reason) => {
  expect(gate(record(issue(1, fields)))).toMatchObject({ refused: { reason } });
});
