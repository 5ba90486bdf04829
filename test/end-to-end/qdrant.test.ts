import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casebook, startCasebook } from '../support/casebook.ts';
import { onQdrant, qdrantServer } from '../support/qdrant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 200;

/** An installation that searches in Qdrant, with a file of tickets to be imported. */
function installation() {
  const env = { CASEBOOK_SEARCH_INDEX: 'qdrant', QDRANT_URL: qdrantServer as string };
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'tickets.csv');
  const head = 'Issue key,Issue id,Summary,Issue Type,Status,Project key,Project name,Created,Updated';
  const rows = Array.from(
    { length: TICKETS },
    (_, i) =>
      `SHOP-${i + 1},${i + 1},The printer of shop ${i} is slow,Bug,Open,SHOP,Shop,1/May/26 9:00 AM,2/May/26 9:00 AM`,
  );
  writeFileSync(file, [head, ...rows].join('\n'));
  const run = async (parameters: string[], changed: Record<string, string> = {}) => {
    const { stdout } = await casebook([...parameters, '--json', '--data-dir', folder], {
      ...env,
      ...changed,
    });
    return JSON.parse(stdout);
  };
  // What it has in Qdrant goes with it.
  onTestFinished(async () => {
    await run(['status'], { CASEBOOK_SEARCH_INDEX: 'embedded' });
  });
  return { env, folder, file, run };
}

describe.skipIf(!qdrantServer)('Casebook with Qdrant', { timeout: 120_000 }, () => {
  test('finds in it, says so, and goes back when it is told to', async () => {
    const { file, run } = installation();
    const before = await onQdrant().collections();
    await run(['import', file]);
    const { hits, total } = await run(['search', 'slow printer', '--limit', '3']);
    expect([hits.length, total]).toEqual([3, TICKETS]);
    expect((await run(['status'])).index).toMatchObject({ engine: 'qdrant', tickets: TICKETS });
    const { sections } = await run(['doctor']);
    const { summary } = sections.find(({ name }: { name: string }) => name === 'index');
    expect(summary).toMatch(/200 of 200 tickets can be found by Qdrant [\d.]+ at http/);
    // What is excluded cannot be left out, and that is said.
    expect(await run(['search', 'printer -slow'])).toMatchObject({ error: { code: 'query-unsupported' } });
    const mine = (await onQdrant().collections()).filter((name) => !before.includes(name));
    expect(mine).not.toEqual([]);

    const embedded = { CASEBOOK_SEARCH_INDEX: 'embedded' };
    expect(await run(['search', 'slow printer', '--limit', '3'], embedded)).toMatchObject({ total: TICKETS });
    const left = await onQdrant().collections();
    expect(mine.filter((name) => left.includes(name))).not.toContain(mine[0]);
  });

  test('one that is killed while it indexes has all when it starts again', async () => {
    const { env, folder, file, run } = installation();
    const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
    onTestFinished(served.kill);
    const imported = run(['import', file]).catch(() => null);
    while ((await run(['status'])).indexing.indexed === 0) await sleep(20);
    await served.kill();
    await imported;
    const again = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
    onTestFinished(again.kill);
    while ((await run(['status'])).indexing.indexed < TICKETS) await sleep(100);
    expect(await run(['search', 'slow printer', '--limit', '1'])).toMatchObject({ total: TICKETS });
    expect((await run(['status'])).index.tickets).toBe(TICKETS);
    expect(await again.stop()).toBe(0);
  });

  test('where it cannot be had, that is what every command says', async () => {
    const { run } = installation();
    expect(await run(['status'], { QDRANT_URL: 'http://127.0.0.1:9' })).toMatchObject({
      error: { code: 'qdrant-unreachable', detail: expect.stringContaining('http://127.0.0.1:9') },
    });
  });
});

test('Qdrant without an address is refused by name', async () => {
  const { stdout } = await casebook(['status', '--json', '--data-dir', temporaryFolder()], {
    CASEBOOK_SEARCH_INDEX: 'qdrant',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'config-invalid', detail: expect.stringContaining('QDRANT_URL') },
  });
});
