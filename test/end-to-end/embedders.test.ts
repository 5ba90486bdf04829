import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openApplication } from '../../src/app/index.ts';
import { documentFromText } from '../../src/domain/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { casebook } from '../support/casebook.ts';
import { settingsFor, startEmbeddingService } from '../support/embedding-service.ts';
import { comment, issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const service = await startEmbeddingService();
afterAll(() => service.close());
beforeEach(() => {
  service.seen.length = 0;
  service.trouble = () => null;
});

const sent = () => service.seen.flatMap(({ body }) => body.input);

/** An installation into which these issues were imported by the command line. */
async function imported(issues: readonly unknown[], env: Record<string, string>) {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'tickets.jsonl');
  writeFileSync(file, issues.map((each) => JSON.stringify(each)).join('\n'));
  const run = async (...parameters: string[]) => {
    const { code, stdout, stderr } = await casebook([...parameters, '--data-dir', folder], env);
    return { code, stdout, stderr };
  };
  const { code, stderr } = await run('import', file);
  expect(code, stderr).toBe(0);
  return { folder, run };
}

/** The application on a folder, in this process. */
async function opened(folder: string, settings: Record<string, string>) {
  const { config } = loadConfig({ ...settings, CASEBOOK_DATA_DIR: folder, CASEBOOK_LOG_LEVEL: 'silent' });
  const application = await openApplication(config, 'real');
  let closed = false;
  const close = async () => {
    if (!closed) await application.close();
    closed = true;
  };
  onTestFinished(close);
  const ask = async (url: string) =>
    (await application.server.inject({ url, headers: { host: 'localhost' } })).json();
  return { ask, close };
}

const openComment = comment(1, 'Restarting the marmoset gateway helps.');
const restricted = [
  issue(1, {
    summary: 'Connection pool empty',
    description: documentFromText('Every connection of the pool is taken.'),
    comment: {
      total: 3,
      comments: [
        openComment,
        comment(2, 'internal: the customer is Zebra Ltd', { jsdPublic: false }),
        comment(3, 'admins: the password pelican was in the log', {
          visibility: { type: 'role', value: 'admins', identifier: 'admins' },
        }),
      ],
    },
  }),
  issue(2, {
    summary: 'Quarantine audit',
    description: documentFromText('Findings: flamingo'),
    security: { id: '9' },
    comment: { total: 1, comments: [comment(4, 'More of the ocelot')] },
  }),
];
const SECRET = /zebra|pelican|quarantine|flamingo|ocelot/i;

test.each(['openai', 'azure-openai', 'openai-compatible'])(
  'what Jira restricts never goes to %s, is found by words, and is counted',
  async (name) => {
    const env = settingsFor(name, service.url);
    const { folder, run } = await imported(restricted, env);
    await run('rebuild');
    expect(sent().join('\n')).toMatch(/marmoset/);
    expect(sent().join('\n')).not.toMatch(SECRET);
    expect(JSON.stringify(service.seen)).not.toMatch(SECRET);

    const status = await run('status');
    expect(status.stdout).toContain('not sent to it, because Jira restricts them: 1 ticket, 3 comments');
    const { ask } = await opened(folder, env);
    for (const word of ['zebra', 'pelican', 'flamingo', 'ocelot']) {
      // The words of another ticket may lie near in the made-up space: it is no rival of the words themselves here.
      const { hits } = await ask(`/api/search?q=${word}&mode=hybrid`);
      const why = hits.map((hit: { why: { words: string[] } }) => hit.why);
      const { lexical, semantic } = why.find(({ words }: { words: string[] }) => words.length > 0);
      expect(lexical).toBe(1);
      // Of other texts of the ticket, which lie across, to the precision that vectors are kept in.
      expect(semantic).toBeCloseTo(0, 5);
    }
    // The person who searches typed it: it goes.
    expect(sent().filter((text) => SECRET.test(text))).toEqual(['zebra', 'pelican', 'flamingo', 'ocelot']);
  },
  60_000,
);

test('a project that is named may send what it restricts, from the next start on', async () => {
  const env = settingsFor('openai', service.url);
  const other = issue(3, { project: { id: '2', key: 'OPS', name: 'Operations' }, security: { id: '9' } });
  const { folder } = await imported([...restricted, { ...other, key: 'OPS-3' }], env);
  const before = sent();
  expect(before.join('\n')).not.toMatch(SECRET);
  service.seen.length = 0;

  const { ask } = await opened(folder, { ...env, CASEBOOK_SEND_RESTRICTED_OF_PROJECTS: 'pay' });
  await expect.poll(async () => (await ask('/api/status')).indexing.waiting).toBe(0);
  expect((await ask('/api/status')).withheld).toEqual({ tickets: 1, comments: 0 });
  for (const word of ['Zebra', 'pelican', 'Quarantine', 'flamingo', 'ocelot'])
    expect(sent().join('\n')).toContain(word);
  // What was there before is not paid for again, and the other project's stays here.
  for (const text of before) expect(sent()).not.toContain(text);
  expect(sent().join('\n')).not.toContain('Payment 3');
}, 60_000);

test('a new embedder is taken up beside the old one, through a refusal and a restart, and the old one comes back for nothing', async () => {
  const issues = Array.from({ length: 100 }, (_, i) =>
    issue(i + 1, { summary: `Queue ${i} is stuck`, description: documentFromText(`Broker ${i} is down`) }),
  );
  const { folder } = await imported(issues, {});
  const env = settingsFor('openai', service.url);
  const query = '/api/search?q=queue%20stuck&mode=semantic';

  let answers = 0;
  service.trouble = ({ body }) => {
    if (body.input.length === 1) return null;
    answers += 1;
    return answers > 1 ? { status: 401, body: { error: { message: 'Key was revoked.' } } } : null;
  };
  const first = await opened(folder, env);
  await expect
    .poll(() => first.ask('/api/rebuild'), { timeout: 20_000 })
    .toMatchObject({ rebuild: { kind: 'renew', state: 'failed', error: { code: 'embedder-refused' } } });
  const meanwhile = await first.ask(query);
  expect(meanwhile.meaning).toBe(true);
  expect(meanwhile.hits[0].why.semantic).toBeGreaterThan(0.5);
  expect(meanwhile.hits.length).toBeGreaterThan(0);
  // The old embedder answers, and it is here: the query went nowhere.
  expect(sent()).not.toContain('queue stuck');
  await first.close();

  service.trouble = () => null;
  const second = await opened(folder, env);
  await expect
    .poll(() => second.ask('/api/rebuild'), { timeout: 20_000 })
    .toMatchObject({
      rebuild: { kind: 'renew', state: 'succeeded' },
      generations: [
        { state: 'previous', embedder: expect.stringMatching(/^casebook-static/) },
        { state: 'active', embedder: expect.stringMatching(/text-embedding-3-small:1536$/) },
      ],
    });
  expect(await second.ask('/api/status')).toMatchObject({
    indexing: { live: 100, indexed: 100, waiting: 0 },
    index: { meaning: true },
    embedder: { remote: true, dimensions: 1536 },
  });
  expect((await second.ask(query)).hits[0].why.semantic).toBeGreaterThan(0.3);
  // The refused request was sent again; what came through before it was not.
  const counts = Map.groupBy(sent(), (text) => text);
  expect([...counts.values()].filter((times) => times.length > 2)).toEqual([]);
  expect(counts.get('Queue 0 is stuck')).toHaveLength(1);
  await second.close();

  service.seen.length = 0;
  const third = await opened(folder, { OPENAI_API_KEY: env.OPENAI_API_KEY ?? '' });
  await expect
    .poll(() => third.ask('/api/rebuild'), { timeout: 20_000 })
    .toMatchObject({ rebuild: { kind: 'renew', state: 'succeeded' } });
  expect((await third.ask(query)).hits[0].why.semantic).toBeGreaterThan(0.5);
  expect(service.seen).toEqual([]);
}, 90_000);

test('with a wrong key an import ends with what came in, and says why the index waits', async () => {
  const env = { ...settingsFor('openai', service.url), OPENAI_API_KEY: 'sk-wrong' };
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'tickets.jsonl');
  writeFileSync(file, JSON.stringify(issue(1)));
  const { code, stderr } = await casebook(['import', file, '--data-dir', folder], env);
  expect(code).toBe(0);
  expect(stderr).toMatch(/1 tickets wait for the index: .*answered 401.*\[embedder-refused\]/);
  expect(stderr).not.toContain('sk-wrong');
  const status = await casebook(
    ['status', '--data-dir', folder, '--json'],
    settingsFor('openai', service.url),
  );
  expect(JSON.parse(status.stdout).indexing).toMatchObject({ live: 1, setAside: 0 });
}, 60_000);

test('an embedder that lacks its settings stops the start, naming them', async () => {
  const { code, stderr } = await casebook(['status', '--data-dir', temporaryFolder()], {
    CASEBOOK_EMBEDDER: 'azure-openai',
  });
  expect(code).toBe(1);
  expect(stderr).toContain('AZURE_OPENAI_ENDPOINT is not set');
  expect(stderr).toContain('embedder-not-configured');
});
