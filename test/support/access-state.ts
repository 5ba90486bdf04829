import type { AccessState } from '../../src/access/state.ts';

/** What Jira says where an account leads a project, fills a role, is let in by name and by a level, and is in a group. */
export function accessState(accountId: string, others: readonly string[]): AccessState {
  const users = [accountId, ...others];
  const letIn = users.map((id) => ({ type: 'user', id, name: null }));
  const roles = [{ id: '1', name: 'Developers', actors: { is: { users, groups: [] } } }];
  return {
    readAt: 1,
    projects: new Map([
      [
        'PAY',
        {
          is: {
            ...{ key: 'PAY', archived: false, lead: accountId, service: false },
            ...{ browse: { is: letIn }, roles: { is: roles } },
          },
        },
      ],
      ['INT', { refused: '403' }],
    ]),
    levels: new Map([['7', { id: '7', name: 'Inside', holders: letIn }]]),
    levelsRefused: null,
    accounts: new Map(
      users.map((id) => [
        id,
        {
          is: {
            ...{ id, active: true, products: ['jira-software'], productCount: 1 },
            ...{ groups: { is: [] }, organizations: { is: [] } },
          },
        },
      ]),
    ),
    participants: { is: [] },
  };
}
