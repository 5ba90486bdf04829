import { expect, test } from 'vitest';
import type { Asker } from '../../src/domain/index.ts';
import { exportableTickets, namesInTickets } from '../../src/knowledge/index.ts';
import { openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const operator: Asker = { kind: 'operator' };

async function filledWith(...issues: unknown[]) {
  const { database, intake, runId } = await openIntake(temporaryFolder());
  await intake.take(runId, issues.map(record));
  return database;
}

test('every ticket comes once, over many pages, with public comments alone', async () => {
  const comments = [
    comment(1, 'public'),
    comment(2, 'internal', { jsdPublic: false }),
    comment(3, 'for a role', { visibility: { type: 'role', value: 'Developers' } }),
    comment(4, 'for a group', { visibility: { type: 'group', value: 'finance' } }),
  ];
  const issues = Array.from({ length: 45 }, (_, i) => issue(i, { comment: { comments, total: 4 } }));
  const database = await filledWith(...issues);
  const found = await Array.fromAsync(exportableTickets(database, operator));
  expect(new Set(found.map(({ ticket }) => ticket.key)).size).toBe(45);
  expect(found).toHaveLength(45);
  expect(new Set(found.flatMap(({ ticket }) => ticket.comments.map(({ id }) => id)))).toEqual(new Set(['1']));
});

test('a ticket with a security level is marked, and only of the projects asked for', async () => {
  const other = { project: { id: '2', key: 'CORE', name: 'Core' } };
  const database = await filledWith(
    issue(1, { security: { id: '7' } }),
    issue(2),
    issue(3, other, { key: 'CORE-3' }),
  );
  const found = await Array.fromAsync(exportableTickets(database, operator, ['PAY']));
  expect(found.map(({ ticket, restricted }) => [ticket.key, restricted])).toEqual([
    ['PAY-1', true],
    ['PAY-2', false],
  ]);
});

test('who may read nothing exports nothing', async () => {
  const database = await filledWith(issue(1));
  const principals = new Set(['project:CORE']);
  expect(await Array.fromAsync(exportableTickets(database, { kind: 'nobody' }))).toEqual([]);
  const user: Asker = { kind: 'user', accountId: 'u', principals };
  expect(await Array.fromAsync(exportableTickets(database, user))).toEqual([]);
});

test('names are those of reporters, assignees and all who commented', async () => {
  const assignee = { accountId: 'u3', displayName: 'Mei Lin' };
  const comments = [comment(1, 'internal', { jsdPublic: false })];
  const database = await filledWith(
    issue(1, { assignee, security: { id: '7' }, comment: { comments, total: 1 } }),
  );
  expect(await namesInTickets(database)).toEqual(new Set(['Ines Roth', 'Mei Lin', 'Omar Diaz']));
});
