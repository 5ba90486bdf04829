import { expect, test } from 'vitest';
import type { AuditEntry } from '../../src/people/index.ts';
import { openPeople } from '../support/people.ts';

const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: 'olga',
  via: 'session',
  address: '192.0.2.1',
  action: 'sync',
  subject: null,
  detail: null,
  status: null,
  ...change,
});

test('entries come newest first, page by page, and by whom and what', async () => {
  const { people } = await openPeople();
  for (let count = 1; count <= 5; count += 1)
    await people.audit.record(
      entry({ action: count % 2 ? 'sync' : 'import', actor: count < 4 ? 'olga' : 'rita' }),
    );
  const first = await people.audit.list({ limit: 3 });
  expect(first.records.map(({ id }) => id)).toEqual([5, 4, 3]);
  const second = await people.audit.list({ limit: 3, before: first.next! });
  expect([second.records.map(({ id }) => id), second.next]).toEqual([[2, 1], null]);
  const chosen = await people.audit.list({ limit: 9, actor: 'olga', action: 'sync' });
  expect(chosen.records.map(({ id }) => id)).toEqual([3, 1]);
});

test('what there are entries of can be chosen: each once, also of who is gone, and by no login at all', async () => {
  const { people } = await openPeople();
  expect(await people.audit.choices()).toEqual({ actors: [], actions: [] });
  for (const [actor, via, action] of [
    ['zoe', 'session', 'sync'],
    ['gone', 'key', 'import'],
    [null, 'machine', 'sync'],
    [null, 'none', 'login'],
    ['zoe', 'session', 'sync'],
  ] as const)
    await people.audit.record(entry({ actor, via, action }));
  expect(await people.audit.choices()).toEqual({
    actors: ['gone', 'zoe'],
    actions: ['import', 'login', 'sync'],
  });
  const machine = await people.audit.list({ limit: 9, via: 'machine' });
  expect(machine.records.map(({ id }) => id)).toEqual([3]);
});

test('an entry says how it ended once it has', async () => {
  const { people } = await openPeople();
  const id = await people.audit.record(entry());
  expect((await people.audit.list({ limit: 1 })).records[0]?.status).toBeNull();
  await people.audit.ended(id, 403);
  expect((await people.audit.list({ limit: 1 })).records[0]?.status).toBe(403);
});

test('what is older than 400 days goes', async () => {
  const { people, clock } = await openPeople();
  await people.audit.record(entry({ action: 'old' }));
  clock.now += 399 * 86_400_000;
  await people.audit.record(entry({ action: 'middle' }));
  clock.now += 2 * 86_400_000;
  await people.audit.record(entry({ action: 'new' }));
  const { records } = await people.audit.list({ limit: 9 });
  expect(records.map(({ action }) => action)).toEqual(['new', 'middle']);
});
