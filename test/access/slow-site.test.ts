import { expect, test } from 'vitest';
import { allSites, askedOf, askedOfAll, type JiraReader, openSiteAccess } from '../../src/access/index.ts';
import { saveState, wantedLabels } from '../../src/access/store.ts';
import { type SiteName, sourceAt } from '../../src/domain/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { accessState } from '../support/access-state.ts';
import { openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { siteThatLetsIn } from '../support/site-that-lets-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Sites that are asked at the same time, and one that takes long. */

const GONE = '712020:gone';
const log = createLog('silent');
type Alone = Parameters<typeof openSiteAccess>[0]['alone'];

async function installation() {
  const open = await openIntake(temporaryFolder());
  const { database, intake, runId } = open;
  await intake.take(runId, [
    record(issue(1)),
    { ...record(issue(2, {}, { key: 'PAY-2' })), source: sourceAt('us'), externalId: 'us:10002' },
  ]);
  const access = (site: SiteName, alone: Alone = (work) => work()) =>
    openSiteAccess({ database, site, alone, onRelabelled: () => {}, log });
  const label = async (id: string) => {
    const row = await database
      .selectFrom('tickets')
      .select('access_json')
      .where('id', '=', id)
      .executeTakeFirst();
    return JSON.parse(row?.access_json ?? 'null')[0];
  };
  return { ...open, access, label };
}

/** Answers as another does, once it is let. */
function held(jira: JiraReader): JiraReader & { readonly asked: Promise<void>; letGo(): void } {
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return {
    asked: begun.promise,
    letGo: end.resolve,
    async read(path, answer) {
      begun.resolve();
      await end.promise;
      return jira.read(path, answer);
    },
  };
}

async function knows(database: Parameters<typeof saveState>[0]): Promise<boolean> {
  const tables = ['access_accounts', 'access_projects'] as const;
  const kept = await Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()));
  return JSON.stringify(kept).includes(GONE);
}

test('an erasure waits for no site that is slow to say who may see what, and nothing that it says after brings somebody back', async () => {
  const { database, access } = await installation();
  for (const site of [null, 'us']) await saveState(database, accessState(GONE, ['ann']), site);
  const [first, us] = [await access(null), await access('us')];
  const slow = held(siteThatLetsIn(['reporter'], [GONE]));
  const learning = us.learn(slow, GONE);
  await slow.asked;
  await allSites(
    new Map([
      [null, first],
      ['us', us],
    ] as const),
  ).forget(GONE);
  expect(await knows(database)).toBe(false);
  slow.letGo();
  await learning;
  expect(await knows(database)).toBe(false);
  // Asked anew, Jira may say of it what it says.
  await us.learn(siteThatLetsIn(['reporter'], [GONE]), GONE);
  expect(await knows(database)).toBe(true);
});

test('a whole reading that began before an erasure brings nobody back', async () => {
  const { database, access } = await installation();
  await saveState(database, accessState(GONE, ['ann']), null);
  const site = await access(null);
  const slow = held(siteThatLetsIn(['reporter'], [GONE]));
  const refreshing = site.refresh(slow);
  await slow.asked;
  await site.forget(GONE);
  slow.letGo();
  await refreshing;
  expect(await knows(database)).toBe(false);
  await site.refresh(siteThatLetsIn(['reporter'], [GONE]));
  expect(await knows(database)).toBe(true);
});

test('a site that is slow keeps no other from being asked', async () => {
  const { access } = await installation();
  const [first, us] = [await access(null), await access('us')];
  const slow = held(siteThatLetsIn(['reporter']));
  const asked = askedOfAll([askedOf(first, slow, log), askedOf(us, siteThatLetsIn(['reporter']), log)]);
  const refreshing = asked.refresh();
  await expect.poll(async () => (await us.status()).readAt).not.toBeNull();
  expect((await first.status()).readAt).toBeNull();
  slow.letGo();
  await refreshing;
  expect((await first.status()).readAt).not.toBeNull();
});

test('labels that one site did not come to are not taken for made by another that ends meanwhile', async () => {
  const { access, label } = await installation();
  const killed = await access('us', () => Promise.reject(new Error('killed')));
  let groups = 0;
  const first = await access(null, async (work) => {
    groups += 1;
    // The first group is labelled already.
    if (groups === 2) await expect(killed.refresh(siteThatLetsIn(['reporter']))).rejects.toThrow('killed');
    return work();
  });
  await first.refresh(siteThatLetsIn(['reporter']));
  expect(groups).toBe(2);
  expect(await label('10001')).toEqual(['project:PAY', 'project:PAY:reporter:u1']);
  expect(await label('us:10002')).toEqual(['us:project:PAY']);
  const next = allSites(
    new Map([
      [null, await access(null)],
      ['us', await access('us')],
    ] as const),
  );
  await next.resume();
  expect(await label('us:10002')).toEqual(['us:project:PAY', 'us:project:PAY:reporter:u1']);
});

test('a plan that changes while tickets are labelled is still to be labelled for', async () => {
  const { database, access, label } = await installation();
  let groups = 0;
  const site = await access(null, async (work) => {
    groups += 1;
    const levelled = accessState('ann', []);
    if (groups === 2) expect(await saveState(database, levelled, null)).toBe(true);
    return work();
  });
  await site.refresh(siteThatLetsIn(['reporter']));
  expect(await wantedLabels(database, null)).not.toBeNull();
  await (await access(null)).resume();
  expect(await wantedLabels(database, null)).toBeNull();
  expect(await label('10001')).toEqual(['project:PAY']);
});
