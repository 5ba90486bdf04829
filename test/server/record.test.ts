import { expect, test, vi } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { record } from '../support/issue.ts';
import { serverOver } from '../support/stub-services.ts';

const headers = { host: 'localhost' };

test('gives the record that a ticket was made from as it came in, by any spelling of its key', async () => {
  const body = { key: 'PAY-7', fields: { comment: { comments: [{ jsdPublic: false }] } } };
  const readRecord = vi.fn<Services['readRecord']>(async (_asker, key) =>
    key === 'PAY-7'
      ? { seq: 12, group: 9, digest: 'd', record: { ...record(body), externalId: '10007', fetchedAt: 1000 } }
      : null,
  );
  const server = await serverOver({ readRecord });
  const answer = await server.inject({ url: '/api/tickets/pay-7/record', headers });
  expect(answer.json()).toEqual({
    line: 12,
    source: 'jira',
    format: 'jira-v3',
    externalId: '10007',
    fetchedAt: '1970-01-01T00:00:01.000Z',
    record: body,
  });
  expect(readRecord).toHaveBeenCalledWith({ kind: 'operator' }, 'PAY-7');
  const none = await server.inject({ url: '/api/tickets/PAY-8/record', headers });
  expect([none.statusCode, none.json().code]).toEqual([404, 'ticket-not-found']);
});
