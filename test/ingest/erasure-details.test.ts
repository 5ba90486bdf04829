import { expect, test } from 'vitest';
import { documentFromText } from '../../src/domain/index.ts';
import { filesWith, openErasure } from '../support/erasure.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const at = '2026-01-02T09:00:00.000+0000';
const gone = { accountId: 'u7', displayName: 'Zora Zwetschge', emailAddress: 'zora@example.com' };
const stays = { accountId: 'u8', displayName: 'Omar Diaz' };

/** PAY-1 with the person everywhere that a ticket has people beside its core. */
const everywhere = issue(
  1,
  {
    worklog: {
      total: 1,
      worklogs: [
        {
          ...{ id: '1', author: gone, updateAuthor: gone, started: at, timeSpentSeconds: 60 },
          comment: documentFromText('Asked Zora Zwetschge.'),
        },
      ],
    },
    attachment: [
      { id: '8', filename: 'mail.txt', mimeType: 'text/plain', size: 9, author: gone, created: at },
    ],
    customfield_1: [gone, stays],
    customfield_2: documentFromText('Zora Zwetschge forgot the lease.'),
    customfield_3: { rating: 1, comment: { body: 'Zora Zwetschge was slow.' } },
  },
  {
    names: { customfield_1: 'Request participants' },
    schema: {
      customfield_1: { type: 'array', custom: 'com.atlassian.servicedesk:sd-request-participants' },
      customfield_2: { type: 'string' },
      customfield_3: { type: 'any', custom: 'com.atlassian.servicedesk:sd-request-feedback' },
    },
    attachmentTexts: { '8': { text: 'From: zora@example.com\nZora  Zwetschge' } },
    changelog: {
      total: 2,
      histories: [
        {
          ...{ id: '1', author: gone, created: at },
          items: [{ field: 'assignee', from: 'u7', fromString: 'Zora', to: 'u8', toString: 'Omar Diaz' }],
        },
        {
          ...{ id: '2', author: stays, created: at },
          // She was called so when this was written.
          items: [
            { field: 'reporter', from: 'u7', fromString: 'Zora Zankl', to: 'u8', toString: 'Omar Diaz' },
          ],
        },
      ],
    },
  },
);

test('a person goes from the history, worklogs, participants, fields and files of tickets', async () => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [record(everywhere)]);
  await open.erasure.erase({ kind: 'person', accountId: 'u7' });
  expect(filesWith(open.folder, 'Zwetschge', 'Zankl', '"Zora"', 'zora@example.com', '"u7"')).toEqual([]);
  const row = await open.database.selectFrom('ticket_details').selectAll().executeTakeFirstOrThrow();
  const [first, second] = JSON.parse(row.history_json);
  expect(first.author.displayName).toBe('Former user');
  expect(first.author.accountId).toMatch(/^erased-/);
  expect(first.items).toEqual([{ field: 'assignee', from: 'Former user', to: 'Omar Diaz' }]);
  expect(second.items).toEqual([{ field: 'reporter', from: 'Former user', to: 'Omar Diaz' }]);
  expect(JSON.parse(row.request_json as string).participants).toEqual([first.author, stays]);
  const { text } = await open.database.selectFrom('attachment_texts').selectAll().executeTakeFirstOrThrow();
  expect(text).toMatch(/^From: erased-\S+@invalid\nFormer user$/);
});

test('a ticket goes with its details, and from the ticket above it but for its key', async () => {
  const open = await openErasure(temporaryFolder());
  const status = { name: 'Done', statusCategory: { key: 'done' } };
  const above = issue(2, {
    subtasks: [{ id: '10001', key: 'PAY-1', fields: { summary: 'The Zwetschge matter', status } }],
  });
  await open.intake.take(open.runId, [record(everywhere), record(above)]);
  await open.erasure.erase({ kind: 'ticket', key: 'PAY-1' });
  expect(filesWith(open.folder, 'Zwetschge')).toEqual([]);
  const rows = await open.database.selectFrom('ticket_details').selectAll().execute();
  expect(rows.map(({ ticket_id }) => ticket_id)).toEqual(['10002']);
  expect(JSON.parse(rows[0]!.subtasks_json)).toEqual([{ key: 'PAY-1', summary: null, status: null }]);
  expect(await open.database.selectFrom('attachment_texts').selectAll().execute()).toEqual([]);
});
