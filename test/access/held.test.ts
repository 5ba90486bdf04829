import { expect, test } from 'vitest';
import { heldBy } from '../../src/access/held.ts';
import type { AccessState, AccountState, Holder, ProjectState } from '../../src/access/state.ts';

const holder = (type: string, id: string | null = null, name: string | null = null): Holder => ({
  type,
  id,
  name,
});

const account = (id: string, more: Partial<AccountState> = {}): AccountState => ({
  id,
  active: true,
  products: ['jira-software'],
  productCount: 1,
  groups: { is: [] },
  organizations: { is: [] },
  ...more,
});

const project = (key: string, browse: Holder[], more: Partial<ProjectState> = {}): ProjectState => ({
  key,
  archived: false,
  lead: null,
  service: false,
  browse: { is: browse },
  roles: { is: [] },
  ...more,
});

function state(
  projects: ProjectState[],
  accounts: AccountState[],
  more: Partial<AccessState> = {},
): AccessState {
  return {
    readAt: 1,
    projects: new Map(projects.map((one) => [one.key, { is: one }])),
    levels: new Map(),
    levelsRefused: null,
    accounts: new Map(accounts.map((one) => [one.id, { is: one }])),
    participants: { is: [] },
    ...more,
  };
}

const held = (known: AccessState, id: string | null = 'ann') => [...heldBy(known, id, null).keys()].sort();

test('anyone is everybody: without an account, deactivated, unknown', () => {
  const known = state(
    [project('PUB', [holder('anyone')]), project('INT', [holder('applicationRole')])],
    [account('ann', { active: false }), account('eva', { products: [], productCount: 0 })],
  );
  for (const id of [null, 'ann', 'eva', 'stranger']) expect(held(known, id)).toEqual(['project:PUB']);
  const refused = { ...known, accounts: new Map([['ann', { refused: '403' }]]) };
  expect(held(refused)).toEqual(['project:PUB']);
});

test('who sees a project in Jira itself reads its internal comments; who has the portal alone does not', () => {
  const projects = [
    project('SUP', [holder('sd.customer.portal.only')]),
    project('ITH', [holder('sd.customer.portal.only'), holder('user', 'ann')]),
  ];
  expect(held(state(projects, [account('ann')]))).toEqual([
    'agent:ITH',
    'project:ITH',
    'project:ITH:customer:ann',
    'project:SUP:customer:ann',
  ]);
});

test('of an application that Jira counts and does not name, nothing is held but that there is one', () => {
  const projects = [
    project('ANY', [holder('applicationRole')]),
    project('ONE', [holder('applicationRole', 'jira-software')]),
  ];
  const unnamed = account('ann', { products: [], productCount: 1 });
  expect(held(state(projects, [unnamed]))).toEqual(['agent:ANY', 'project:ANY']);
});

test('a group counts by its id where there is one: a name can become another group’s', () => {
  const renamed = holder('group', 'g-1', 'ops');
  const inOther = account('ann', { groups: { is: [{ id: 'g-2', name: 'ops' }] } });
  expect(held(state([project('OPS', [renamed])], [inOther]))).toEqual(['group:g-2', 'group:ops']);
  const byName = holder('group', null, 'ops');
  expect(held(state([project('OPS', [byName])], [inOther]))).toContain('project:OPS');
});

test('a group whose name is the id of another opens nothing of that', () => {
  const id = '5b1d7e0c-3f7a-4c52-9d0e-6a2f94c1b7e3';
  const tricky = account('ann', { groups: { is: [{ id: 'g-2', name: id }] } });
  expect(held(state([], [tricky]))).toEqual(['group:g-2']);
});

test('what is refused gives nothing, and takes nothing from what is known', () => {
  const role = (id: string, is: string[] | null) => ({
    id,
    name: `R${id}`,
    actors: is ? { is: { users: is, groups: [] } } : { refused: '403' },
  });
  const known = project('PAY', [holder('projectRole', '1'), holder('projectRole', '2')], {
    roles: { is: [role('1', null), role('2', ['ann'])] },
  });
  expect(held(state([known], [account('ann')]))).toEqual(['agent:PAY', 'project:PAY', 'role:PAY:R2']);
  const without = { ...known, roles: { is: [role('1', null)] } };
  expect(held(state([without], [account('ann')]))).toEqual([]);
  expect(held(state([{ ...known, browse: { refused: '403' } }], [account('ann')]))).toEqual(['role:PAY:R2']);
});

test('a kind of holder that is not known opens nothing', () => {
  expect(
    held(state([project('PAY', [holder('reportercreate'), holder('toString')])], [account('ann')])),
  ).toEqual([]);
});

test('nothing of an archived project is held, its levels included', () => {
  const lead = { lead: 'ann', archived: true };
  const levels = new Map([['7', { id: '7', name: 'Secret', holders: [holder('projectLead')] }]]);
  const known = state(
    [project('OLD', [holder('anyone')], lead), project('NEW', [], { lead: 'ann' })],
    [account('ann')],
    {
      levels,
    },
  );
  expect(held(known)).toEqual(['security:7@NEW']);
});

test('a customer can be let in by a security level', () => {
  const customer = account('ann', {
    products: [],
    productCount: 0,
    groups: { is: [{ id: 'g-1', name: 'vip' }] },
  });
  const levels = new Map([
    ['7', { id: '7', name: 'VIP', holders: [holder('group', 'g-1', 'vip'), holder('reporter')] }],
  ]);
  expect(held(state([], [customer], { levels }))).toEqual(['security:7', 'security:7:reporter:ann']);
});
