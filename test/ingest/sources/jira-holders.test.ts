import { expect, test } from 'vitest';
import { holdersIn } from '../../../src/ingest/sources/jira/holders.ts';

test('people, groups and organisations are known by what stands in a field, one or many', () => {
  expect(
    holdersIn({
      security: { id: '7' },
      summary: 'x',
      reporter: { accountId: 'rep' },
      customfield_1: { accountId: 'ann', displayName: 'Ann' },
      customfield_2: [{ accountId: 'bob' }, { accountId: 'cat' }],
      customfield_3: [{ name: 'ops', groupId: 'g-1' }],
      customfield_4: [
        { id: '5', name: 'Shop', _links: { self: 'https://x.test/rest/servicedeskapi/organization/5' } },
      ],
      customfield_5: 'text',
      customfield_6: null,
      customfield_7: [{ accountId: 7 }, null, { id: '5', _links: { self: 'https://x.test/organization/x' } }],
      customfield_8: { requestType: { id: '11', name: 'Get help' }, currentStatus: { status: 'Open' } },
      other: { accountId: 'eve' },
    }),
  ).toEqual({
    security: '7',
    users: { customfield_1: ['ann'], customfield_2: ['bob', 'cat'] },
    groups: { customfield_3: ['g-1'] },
    isRequest: true,
    organizations: ['5'],
  });
});

test.each([
  ['no request type', null],
  ['an object that only speaks of one', { requestType: 'Get help' }],
])('an issue with %s is no request', (_, customfield_8) => {
  expect(holdersIn({ customfield_8 }).isRequest).toBe(false);
});
