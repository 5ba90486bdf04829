import type { JiraReader } from '../../src/access/index.ts';

/** A site of one project, whose scheme lets in these types of holders; and accounts that it knows, of whom the first leads it. */
export function siteThatLetsIn(types: readonly string[], accounts: readonly string[] = []): JiraReader {
  const lead = accounts[0] === undefined ? undefined : { accountId: accounts[0] };
  const answers: [RegExp, unknown][] = [
    [/\/myself/, { accountId: 'me' }],
    [/\/project\/search/, { values: [{ key: 'PAY', lead }], isLast: true }],
    [/\/level/, { values: [], isLast: true }],
    [/\/field/, []],
    [
      /\/permissionscheme/,
      { permissions: types.map((type) => ({ permission: 'BROWSE_PROJECTS', holder: { type } })) },
    ],
    [/\/role/, {}],
    [/\/user\/groups/, []],
    ...accounts.map((accountId): [RegExp, unknown] => [
      new RegExp(`/user\\?accountId=${encodeURIComponent(accountId)}`),
      {
        ...{ accountId, accountType: 'atlassian', active: true },
        groups: { items: [] },
        applicationRoles: { size: 0, items: [] },
      },
    ]),
  ];
  return {
    async read(path, answer) {
      const found = answers.find(([pattern]) => pattern.test(path));
      return { is: answer.parse(found?.[1]) };
    },
  };
}
