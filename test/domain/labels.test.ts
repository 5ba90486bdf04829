import { expect, test } from 'vitest';
import {
  type Access,
  type AccessPlan,
  labelsOf,
  NO_PLAN,
  openInProject,
  seenInJira,
  type Visibility,
} from '../../src/domain/index.ts';

const person = (accountId: string) => ({ accountId, displayName: accountId });
const comment = (id: string, visibility: Visibility) => ({ id, author: person('ann'), visibility });
const ticket = {
  id: '10001',
  project: { key: 'SUP', name: 'Support' },
  reporter: person('ann'),
  assignee: person('bob'),
  comments: [
    comment('1', { kind: 'public' }),
    comment('2', { kind: 'internal' }),
    comment('3', { kind: 'role', id: 'Agents', name: 'Agents' }),
    comment('4', { kind: 'group', id: 'g-1', name: 'ops' }),
    comment('5', { kind: 'unknown' }),
  ],
  details: {
    worklogs: [
      { id: '1', visibility: { kind: 'public' } as const },
      { id: '2', visibility: { kind: 'group', id: 'g-1', name: 'ops' } as const },
    ],
    attachments: [
      { id: '1', author: person('ann') },
      { id: '2', author: person('bob') },
    ],
    request: null as unknown,
  },
};
const holders = {
  security: '7',
  users: { customfield_1: ['cat'], customfield_9: ['dan'] },
  groups: { customfield_2: ['g-2'] },
  isRequest: true,
  organizations: ['5'],
};
const labels = (plan: Partial<AccessPlan>, own = ticket) => labelsOf(own, holders, { ...NO_PLAN, ...plan });

test('before anything is known, a ticket demands its project and its level', () => {
  const { access, commentAccess } = labels({});
  expect(access).toEqual([['project:SUP'], ['security:7']]);
  expect(commentAccess.get('1')).toEqual(access);
  expect(commentAccess.get('2')).toEqual([...access, ['agent:SUP']]);
  expect(commentAccess.get('3')).toEqual([...access, ['role:SUP:Agents']]);
  expect(commentAccess.get('4')).toEqual([...access, ['group:g-1']]);
  expect(commentAccess.get('5')).toEqual([...access, ['visibility:unknown']]);
});

test('whom the scheme names stands beside the project, under the name of the scheme', () => {
  const { access, commentAccess } = labels({
    projects: { SUP: ['assignee', 'groups:customfield_2', 'reporter', 'users:customfield_1'] },
  });
  const inJira = [
    'project:SUP:assignee:bob',
    'project:SUP:groups:customfield_2:g-2',
    'project:SUP:reporter:ann',
    'project:SUP:users:customfield_1:cat',
  ];
  expect(access).toEqual([['project:SUP', ...inJira], ['security:7']]);
  // They see the ticket in Jira itself.
  expect(commentAccess.get('2')).toEqual([...access, ['agent:SUP', ...inJira]]);
  expect(commentAccess.get('3')).toEqual([...access, ['role:SUP:Agents']]);
});

test('customers are let in to the ticket and to what is said to them, and to nothing that is for Jira itself', () => {
  const { access, commentAccess } = labels({
    projects: { SUP: ['customer', 'reporter'] },
    participants: ['customfield_9'],
  });
  const reporter = 'project:SUP:reporter:ann';
  expect(access[0]).toEqual([
    'project:SUP',
    reporter,
    'project:SUP:customer:ann',
    'project:SUP:customer:dan',
    'project:SUP:organization:5',
  ]);
  expect(commentAccess.get('1')).toEqual(access);
  expect(commentAccess.get('2')).toEqual([...access, ['agent:SUP', reporter]]);
  expect(commentAccess.get('3')).toEqual([...access, ['project:SUP', reporter], ['role:SUP:Agents']]);
  expect(commentAccess.get('4')).toEqual([...access, ['project:SUP', reporter], ['group:g-1']]);
});

test('a level has holders of its own, those of the project by the project', () => {
  expect(labels({ levels: { 7: ['project', 'reporter'], 8: ['assignee'] } }).access[1]).toEqual([
    'security:7',
    'security:7:reporter:ann',
    'security:7@SUP',
  ]);
});

test('nobody stands where nobody is', () => {
  const plan = { projects: { SUP: ['assignee', 'users:customfield_3'] as const } };
  expect(labels(plan, { ...ticket, assignee: null } as never).access[0]).toEqual(['project:SUP']);
});

test('what more people than the project may read is open in the project', () => {
  const { access } = labelsOf(
    ticket,
    { ...holders, security: null },
    { ...NO_PLAN, projects: { SUP: ['reporter'] } },
  );
  expect(access[0]).toHaveLength(2);
  expect(openInProject(access, 'SUP')).toBe(true);
  expect(openInProject(labels({}).access, 'SUP')).toBe(false);
});

test('what is no request is on no portal, whoever reported it or takes part in it', () => {
  const plan: AccessPlan = {
    projects: { SUP: ['customer'] },
    levels: { '7': ['customer'] },
    participants: ['customfield_9'],
  };
  expect(labelsOf(ticket, { ...holders, isRequest: false }, plan).access).toEqual([
    ['project:SUP'],
    ['security:7'],
  ]);
});

test('a worklog is for who sees the ticket in Jira itself, a file for whom its author spoke to', () => {
  const onPortal = { projects: { SUP: ['customer', 'reporter'] as const }, participants: [] };
  const { access, commentAccess, detailAccess } = labels(onPortal);
  const inJira = ['project:SUP', 'project:SUP:reporter:ann'];
  expect(detailAccess.worklogs.get('1')).toEqual([...access, inJira]);
  expect(detailAccess.worklogs.get('2')).toEqual(commentAccess.get('4'));
  expect(detailAccess.attachments.get('1')).toEqual([
    ...access,
    ['agent:SUP', 'project:SUP:reporter:ann'],
    inJira,
    ['role:SUP:Agents'],
    ['group:g-1'],
    ['visibility:unknown'],
  ]);
  expect(detailAccess.attachments.get('2')).toEqual(access);
  const request = labels(onPortal, { ...ticket, details: { ...ticket.details, request: {} } });
  expect(request.detailAccess.attachments.get('2')).toEqual([
    ...access,
    ['agent:SUP', 'project:SUP:reporter:ann'],
  ]);
});

test('all that a ticket of a further site demands is of that site, by its own plan', () => {
  const plan: AccessPlan = {
    projects: { SUP: ['reporter', 'assignee', 'customer', 'users:customfield_1', 'groups:customfield_2'] },
    levels: { 7: ['project', 'reporter', 'users:customfield_9'] },
    participants: ['customfield_1'],
  };
  const plain = labelsOf(ticket, holders, plan);
  const there = labelsOf({ ...ticket, id: 'us:10001' }, holders, plan);
  // Nobody holds that, of any site.
  const prefixed = (access: Access) =>
    access.map((clause) => clause.map((each) => (each === 'visibility:unknown' ? each : `us:${each}`)));
  expect(there.access).toEqual(prefixed(plain.access));
  for (const part of ['worklogs', 'attachments'] as const)
    for (const [id, access] of plain.detailAccess[part])
      expect(there.detailAccess[part].get(id)).toEqual(prefixed(access));
  for (const [id, access] of plain.commentAccess)
    expect(there.commentAccess.get(id)).toEqual(prefixed(access));
  expect(seenInJira(there.access)).toEqual(prefixed(seenInJira(plain.access)));
  expect(openInProject([['us:project:SUP', 'us:project:SUP:reporter:ann']], 'SUP')).toBe(true);
  expect(openInProject([['us:project:SUP'], ['us:security:7']], 'SUP')).toBe(false);
  expect(openInProject([['us:project:SUP']], 'PAY')).toBe(false);
});
