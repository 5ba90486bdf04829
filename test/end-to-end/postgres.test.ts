import { describe, expect, onTestFinished, test } from 'vitest';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 60;

/** The settings of an installation that reads the demo company's Jira into PostgreSQL, as a customer's. */
async function installation(more: Record<string, string> = {}) {
  const jira = await startDemoJira({ company: generateCompany({ tickets: TICKETS, seed: 3 }) });
  onTestFinished(() => jira.close());
  const env = {
    DATABASE_URL: await emptyPostgres(),
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
    ...more,
  };
  const folder = temporaryFolder();
  const run = async (parameters: string[], changed: Record<string, string> = {}, where = folder) => {
    const { stdout } = await casebook([...parameters, '--json', '--data-dir', where], { ...env, ...changed });
    return JSON.parse(stdout);
  };
  return { env, folder, run };
}

const whole = { received: TICKETS, applied: TICKETS, holds: true };

describe.skipIf(!postgresServer)('Casebook on PostgreSQL', { timeout: 120_000 }, () => {
  test('reads, finds and keeps; a folder with an empty database fills it from its lake', async () => {
    const { run } = await installation();
    expect(await run(['migrate', '--dry-run'])).toMatchObject({
      dryRun: true,
      migrations: expect.arrayContaining(['0001-initial', '0002-jobs']),
    });
    expect(await run(['sync'])).toMatchObject({
      received: TICKETS,
      indexing: { indexed: TICKETS, holds: true },
    });
    const { hits } = await run(['search', 'database bottlenecks', '--limit', '3']);
    expect(hits).toHaveLength(3);
    expect(await run(['migrate'])).toMatchObject({ dryRun: false, migrations: [] });

    expect((await run(['rebuild'])).rebuild.tickets).toMatchObject({ equal: TICKETS, changed: 0 });
    expect(await run(['search', 'database bottlenecks', '--limit', '3'])).toMatchObject({ hits });

    const elsewhere = { DATABASE_URL: await emptyPostgres() };
    expect(await run(['status'], elsewhere)).toMatchObject({ records: whole, indexing: { live: TICKETS } });
    expect((await run(['show', hits[0].key], elsewhere)).summary).toBe(hits[0].summary);
  });

  test('one folder writes to one database', async () => {
    const { env, folder, run } = await installation();
    await run(['sync']);
    const other = temporaryFolder();
    expect(await run(['status'], {}, other)).toMatchObject({ error: { code: 'database-foreign' } });
    const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
    onTestFinished(served.kill);
    expect(await run(['status'], {}, other)).toMatchObject({ error: { code: 'database-busy' } });
    const metrics = await (await fetch(`${served.ready.url}/metrics`)).text();
    expect(metrics).toContain('# TYPE casebook_jobs gauge');
    expect(await served.stop()).toBe(0);
  });

  test('its jobs may lie in pg-boss', async () => {
    const { env, folder, run } = await installation({ CASEBOOK_JOBS: 'pg-boss' });
    expect(await run(['sync'])).toMatchObject({ received: TICKETS });
    const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
    onTestFinished(served.kill);
    expect(await served.stop()).toBe(0);
  });
});

test('pg-boss without PostgreSQL is refused by name', async () => {
  const { stdout } = await casebook(['status', '--json', '--data-dir', temporaryFolder()], {
    CASEBOOK_JOBS: 'pg-boss',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'config-invalid', detail: expect.stringContaining('CASEBOOK_JOBS') },
  });
});
