import { expect, test } from 'vitest';
import { permissions } from '../../src/server/permissions.ts';
import { serverOver } from '../support/stub-services.ts';

interface Operation {
  readonly security?: readonly object[];
  readonly responses: Record<string, { content: object }>;
}

/** Each operation of the description, by `METHOD /path` as the table of permissions writes it. */
async function operations(): Promise<[string, Operation][]> {
  const { paths } = (await serverOver({})).swagger() as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation,
    ]),
  );
}

test('the description says of each route what its row in the table of permissions says', async () => {
  const said = (await operations()).map(([name, { security }]) => [name, security ?? 'anybody']);
  const known = said.map(([name]) => {
    const isPublic = 'public' in (permissions[String(name)] ?? {});
    return [name, isPublic ? 'anybody' : [{ key: [] }, { session: [] }]];
  });
  expect(said).toEqual(known);
  expect(said.filter(([, who]) => who === 'anybody').map(([name]) => name)).toEqual([
    'POST /api/session',
    'DELETE /api/session',
  ]);
});

test('the description says that errors are what they are sent as', async () => {
  for (const [name, { responses }] of await operations())
    for (const status of ['4XX', '5XX'])
      expect([name, Object.keys(responses[status]?.content ?? {})]).toEqual([
        name,
        ['application/problem+json'],
      ]);
});
