import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casebook, runLauncher, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('wrong calls', () => {
  test.each([[['nonsense']], [['search']], [['show']], [['search', 'x', '--nonsense']], [[]]])(
    'casebook %j exits with 2 and says why',
    async (parameters) => {
      const { code, stdout, stderr } = await casebook(parameters);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toBe('');
    },
  );

  test('and where its help is', async () => {
    const { stderr } = await casebook(['users', 'add']);
    expect(stderr).toContain('See `casebook users add --help`.');
  });

  test.each([
    [['search', 'x', '--limit', 'abc'], '--limit'],
    [['search', 'x', '--limit', '0'], '--limit'],
    [['search', 'x', '--mode', 'foo'], '--mode'],
    [['search', 'x', '--sort', 'foo'], '--sort'],
    [['search', 'x', '--page', '0'], '--page'],
    [['search', 'x', '--status', 'bar'], '--status'],
    [['serve', '--port', 'abc'], '--port'],
    [['rebuild', '--back', '--forget'], '--back'],
    [['demo', '--port', '70000'], '--port'],
    [['demo', '--tickets', '0'], '--tickets'],
    [['show'], 'key'],
  ])(
    'casebook %j exits with 2 and names the place, as one JSON value with --json',
    async (parameters, place) => {
      const { code, stdout, stderr } = await casebook([...parameters, '--json']);
      expect(code).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({
        error: { code: 'call-invalid', detail: expect.stringContaining(place) },
      });
      expect(stderr).toContain(place);
    },
  );
});

test('filters take one value each time, and leave the query alone', async () => {
  const where = ['--json', '--data-dir', temporaryFolder()];
  const filters = ['--project', 'PAY', '--project', 'CORE', '--status', 'done', '--status', 'new'];
  const { code, stdout } = await casebook(['search', ...where, ...filters, 'pool']);
  expect({ code, found: JSON.parse(stdout) }).toMatchObject({ code: 0, found: { query: 'pool' } });
});

test('a data folder that is a file is named, without a stack', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const { code, stdout, stderr } = await casebook(['status', '--json', '--data-dir', file]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'data-folder-unusable', detail: expect.stringContaining(file) },
  });
  expect(stderr).not.toMatch(/^ +at /m);
});

test('a reader that wants no more ends the command quietly', async () => {
  const child = runLauncher(['config', '--json']);
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.on('data', (piece) => (stderr += piece));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a server whose launcher was killed stops', async () => {
  const child = runLauncher([
    '--launched-by-older-node',
    'serve',
    '--port',
    '0',
    '--data-dir',
    temporaryFolder(),
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = new Promise((resolve) => child.on('exit', resolve));
  await new Promise<void>((resolve) =>
    child.stderr?.on('data', (piece) => String(piece).includes('serves on') && resolve()),
  );
  child.disconnect();
  expect(await exited).toBe(0);
});

test.each([
  ['demo'],
  ['sync'],
  ['import'],
  ['search'],
  ['show'],
  ['duplicates'],
  ['triage'],
  ['calibrate'],
  ['status'],
  ['serve'],
  ['config'],
  ['migrate'],
  ['verify'],
  ['lake'],
  ['erase'],
  ['export'],
  ['backup'],
  ['restore'],
  ['reset'],
])('casebook %s --help shows an example', async (command) => {
  const { code, stdout } = await casebook([command, '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain(`$ casebook ${command}`);
});

test('config prints every setting with its origin, and no secret', async () => {
  const { code, stdout } = await casebook(['config', '--json', '--data-dir', '/srv/x'], {
    JIRA_API_KEY: 'hunter2',
    CASEBOOK_PORT: '5000',
  });
  expect(code).toBe(0);
  const shown: { name: string; value: unknown; origin: string }[] = JSON.parse(stdout);
  const find = (name: string) => shown.find((setting) => setting.name === name);
  expect(find('CASEBOOK_DATA_DIR')).toMatchObject({ value: '/srv/x', origin: 'option' });
  expect(find('CASEBOOK_PORT')).toMatchObject({ value: 5000, origin: 'environment' });
  expect(find('JIRA_API_KEY')).toMatchObject({ value: '(set)' });
});

test.each([['status'], ['search', 'queue'], ['rebuild']])(
  '%s of a folder that does not exist says how to begin, and makes none',
  async (...command) => {
    const folder = join(temporaryFolder(), 'mistyped');
    const { code, stdout, stderr } = await casebook([...command, '--json', '--data-dir', folder]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'data-folder-missing', detail: folder } });
    expect(stderr).toContain('casebook demo');
    expect(existsSync(folder)).toBe(false);
  },
);

test("reading leaves somebody's own folder as it is", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  const { code, stdout } = await casebook(['search', 'queue', '--json', '--data-dir', folder]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'data-folder-missing', detail: folder } });
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('a setting that cannot be used is named, with one JSON value on standard output', async () => {
  const { code, stdout, stderr } = await casebook(['status', '--json', '--data-dir', temporaryFolder()], {
    CASEBOOK_PORT: 'eighty',
  });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'config-invalid', detail: expect.stringContaining('CASEBOOK_PORT') },
  });
  expect(stderr).toContain('[config-invalid]');
});

test('sync without a Jira says which settings are missing, and makes no folder', async () => {
  const folder = join(temporaryFolder(), 'new');
  for (const command of [['sync'], ['sync', 'verify']]) {
    const { code, stdout } = await casebook([...command, '--json', '--data-dir', folder], {
      JIRA_EMAIL: 'a@b.example',
    });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'jira-not-configured', detail: 'JIRA_BASE_URL, JIRA_API_KEY are not set.' },
    });
    expect(existsSync(folder)).toBe(false);
  }
});

test('sync with a Jira that does not answer fails as such, and leaves the folder usable', async () => {
  const folder = temporaryFolder();
  const jira = { JIRA_BASE_URL: 'http://127.0.0.1:1', JIRA_EMAIL: 'a@b.example', JIRA_API_KEY: 'k' };
  const { code, stdout, stderr } = await casebook(['sync', '--json', '--data-dir', folder], jira);
  expect(code).toBe(1);
  expect(stderr).not.toContain('"level"');
  expect(stderr).not.toMatch(/^ +at /m);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'jira-unavailable', retry: true } });
  const status = await casebook(['status', '--json', '--data-dir', folder]);
  expect(JSON.parse(status.stdout)).toMatchObject({
    run: { state: 'failed' },
    records: { received: 0, holds: true },
  });
}, 60_000);

test('an empty installation answers all reads', async () => {
  const folder = temporaryFolder();
  const found = await casebook(['search', 'anything', '--json', '--data-dir', folder]);
  expect(JSON.parse(found.stdout)).toMatchObject({ query: 'anything', mode: 'hybrid', total: 0, hits: [] });
  const shown = await casebook(['show', 'PAY-1', '--json', '--data-dir', folder]);
  expect(shown.code).toBe(1);
  expect(JSON.parse(shown.stdout)).toMatchObject({ error: { code: 'ticket-not-found', detail: 'PAY-1' } });
});

test('commands that read at the same time wait for each other', async () => {
  const folder = temporaryFolder();
  const read = () => casebook(['status', '--json', '--data-dir', folder]);
  const finished = await Promise.all([read(), read(), read()]);
  expect(finished.map(({ code }) => code)).toEqual([0, 0, 0]);
});

describe('serve', () => {
  test('stops cleanly, and commands meanwhile talk to it', async () => {
    const folder = temporaryFolder();
    const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
    onTestFinished(served.kill);
    const status = await casebook(['status', '--json', '--data-dir', folder]);
    expect(JSON.parse(status.stdout)).toMatchObject({ kind: 'real', records: { holds: true } });
    const second = await casebook(['serve', '--port', '0', '--json', '--data-dir', folder]);
    expect(JSON.parse(second.stdout)).toMatchObject({ error: { code: 'data-folder-busy' } });
    expect(await served.stop()).toBe(0);
  });

  test('a taken port is named, and the way out', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void blocker.close());
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    const { code, stdout, stderr } = await casebook([
      'serve',
      '--json',
      '--port',
      String(port),
      '--data-dir',
      temporaryFolder(),
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'port-taken', detail: `127.0.0.1:${port}` } });
    expect(stderr).toContain('--port');
  });

  test('a server that died is not talked to', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'server.json'),
      JSON.stringify({ url: 'http://127.0.0.1:1', secret: 'x', instance: 'i', pid: 1 }),
    );
    const status = await casebook(['status', '--json', '--data-dir', folder]);
    expect(status.code).toBe(0);
  });
});
