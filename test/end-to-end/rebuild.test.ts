import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openApplication } from '../../src/app/index.ts';
import { demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { settingsFor, startEmbeddingService } from '../support/embedding-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 150;

/** A folder that the demo company's tickets were read into, as a customer's; and the command line on it. */
async function installation() {
  const jira = await startDemoJira({ company: generateCompany({ tickets: TICKETS, seed: 5 }) });
  onTestFinished(() => jira.close());
  const env = {
    JIRA_BASE_URL: jira.url,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
  };
  const folder = temporaryFolder();
  const run = async (...parameters: string[]) => {
    const { code, stdout, stderr } = await casebook([...parameters, '--json', '--data-dir', folder], env);
    return { code, stderr, answer: JSON.parse(stdout) };
  };
  await run('sync');
  const search = async (query: string) => (await run('search', query, '--limit', '20')).answer.hits;
  return { env, folder, run, search };
}

/** What a database holds of tickets and of the index in use, row by row; which generation that is may differ. */
function contents(folder: string) {
  const database = new DatabaseSync(join(folder, 'casebook.sqlite'), { readOnly: true });
  try {
    const rows = (query: string) => database.prepare(query).all();
    return {
      tickets: rows('select * from tickets order by id'),
      comments: rows('select * from comments order by ticket_id, position'),
      entries: rows(
        `select ticket_id, lake_seq, chunks_json, vectors from index_entries join index_generations
         on id = generation where state = 'active' order by ticket_id`,
      ),
    };
  } finally {
    database.close();
  }
}

const QUERIES = ['database bottlenecks', 'customer charged twice after a timeout', 'certificate'];

test('a rebuild gives equal tickets, index and search results, and there is a way back', async () => {
  const { folder, run, search } = await installation();
  const before = contents(folder);
  expect(before.entries).toHaveLength(TICKETS);
  const found = await Promise.all(QUERIES.map(search));

  const { answer, stderr } = await run('rebuild');
  expect(answer).toMatchObject({
    rebuild: {
      state: 'succeeded',
      tickets: { equal: TICKETS, changed: 0, removed: 0, refused: 0 },
      error: null,
    },
    generations: [{ state: 'previous' }, { state: 'active' }],
  });
  expect(stderr).toContain(`${TICKETS}/${TICKETS} tickets indexed`);
  expect(contents(folder)).toEqual(before);
  expect(await Promise.all(QUERIES.map(search))).toEqual(found);

  const back = await run('rebuild', '--back');
  expect(back.answer.generations).toMatchObject([{ state: 'active' }, { state: 'previous' }]);
  expect(contents(folder)).toEqual(before);
  await run('rebuild', '--forget');
  expect(await run('rebuild', '--back')).toMatchObject({
    code: 1,
    answer: { error: { code: 'no-previous-index' } },
  });
  expect(await Promise.all(QUERIES.map(search))).toEqual(found);
}, 60_000);

test('rows that were tampered with are put right through a running server', async () => {
  const { env, folder, run } = await installation();
  const before = contents(folder);
  const database = new DatabaseSync(join(folder, 'casebook.sqlite'), { enableForeignKeyConstraints: true });
  database.exec(`update tickets set summary = 'forged' where id = (select min(id) from tickets);
    delete from tickets where id = (select max(id) from tickets);`);
  database.close();
  const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder], env);
  onTestFinished(served.kill);
  expect((await run('rebuild')).answer.rebuild.tickets).toEqual({
    equal: TICKETS - 2,
    changed: 2,
    removed: 0,
    refused: 0,
  });
  expect((await run('status')).answer.indexing).toMatchObject({
    live: TICKETS,
    indexed: TICKETS,
    holds: true,
  });
  await served.stop();
  expect(contents(folder)).toEqual(before);
}, 60_000);

/** But for what texts demand of a reader: that depends on Jira's schemes, which the lake does not have. */
const withoutLabels = (found: unknown): unknown =>
  JSON.parse(
    JSON.stringify(found, (name, value) => (/access_json|chunks_json/.test(name) ? undefined : value)),
  );

test('a database that is lost comes back from the lake at the next start', async () => {
  const { folder, run, search } = await installation();
  const before = contents(folder);
  const found = await Promise.all(QUERIES.map(search));
  for (const part of ['', '-wal', '-shm']) await rm(join(folder, `casebook.sqlite${part}`), { force: true });
  const { answer } = await run('rebuild');
  expect(answer.rebuild.tickets).toMatchObject({ equal: TICKETS });
  // Who of a ticket's own people may see it is asked of Jira again; until then they are shut out.
  expect(withoutLabels(contents(folder))).toEqual(withoutLabels(before));
  expect(await Promise.all(QUERIES.map(search))).toEqual(found);
}, 60_000);

test('with another embedder the same words find the same tickets, and meaning comes back with its index', async () => {
  const { folder, search } = await installation();
  const [hits] = await Promise.all(QUERIES.map(search));
  const service = await startEmbeddingService();
  onTestFinished(() => service.close());
  const { config } = loadConfig({
    ...settingsFor('openai-compatible', service.url),
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_LOG_LEVEL: 'silent',
  });
  const application = await openApplication(config, 'real');
  onTestFinished(() => application.close());
  const ask = async (url: string) => {
    const headers = { host: 'localhost' };
    return (await application.server.inject({ url, headers })).json();
  };
  await expect
    .poll(() => ask('/api/rebuild'), { timeout: 20_000 })
    .toMatchObject({
      rebuild: { kind: 'renew', state: 'succeeded', tickets: null },
      generations: [
        { state: 'previous' },
        { state: 'active', embedder: expect.stringMatching(/^openai-compatible:.*:48$/) },
      ],
    });
  expect(await ask('/api/status')).toMatchObject({
    index: { meaning: true, tickets: TICKETS },
    indexing: { live: TICKETS, indexed: TICKETS, holds: true },
  });
  const found = await ask(`/api/search?q=${encodeURIComponent(hits[0].summary)}`);
  expect(found.meaning).toBe(true);
  expect(found.hits[0].key).toBe(hits[0].key);
}, 60_000);
