import { expect, test } from 'vitest';
import { type Access, type Asker, permits, restrictTo } from '../../src/domain/index.ts';
import { user } from '../support/askers.ts';

const project: Access = [['project:PAY']];
const adminsOnly = restrictTo(project, ['role:PAY:admins', 'group:ops']);

test.each<[string, Asker, Access, boolean]>([
  ['the operator reads everything', { kind: 'operator' }, adminsOnly, true],
  ['nobody reads nothing', { kind: 'nobody' }, project, false],
  ['who may browse the project reads its tickets', user('project:PAY'), project, true],
  ['another project opens nothing', user('project:CORE'), project, false],
  ['a restricted comment needs more than the project', user('project:PAY'), adminsOnly, false],
  ['one of the principals of each clause is enough', user('project:PAY', 'group:ops'), adminsOnly, true],
  ['a role without the project opens nothing', user('role:PAY:admins'), adminsOnly, false],
  [
    'a clause that nobody meets closes',
    user('project:PAY'),
    [['project:PAY'], []] as unknown as Access,
    false,
  ],
  ['unclassified content is closed to users', user('project:PAY'), [] as unknown as Access, false],
])('%s', (_, asker, access, expected) => {
  expect(permits(asker, access)).toBe(expected);
});
