import { expect, test } from 'vitest';
import { permissions } from '../../src/server/permissions.ts';
import { operations } from '../support/openapi.ts';

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
    'GET /api/session',
    'GET /api/session/oidc',
    'GET /api/session/oidc/callback',
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
