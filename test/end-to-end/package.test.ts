import { execFile, spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { imageOf } from '../support/dockerfile.ts';
import { makeTemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
/** The program; null, said aloud, where nobody installed it. */
const hadolint: string | null = process.env.CASEBOOK_TEST_HADOLINT || saidMissing();

/** The package as it is published, installed where nothing else is. */
describe('the published package', () => {
  const { path: project, remove } = makeTemporaryFolder();
  // The machine's own settings, and a checkout's, must not reach it.
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NO_COLOR: '1' };
  const here = { cwd: project, env };

  beforeAll(async () => {
    await run('npm', ['run', '--silent', 'build'], { cwd: root });
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
      cwd: join(root, 'dist', 'package'),
    });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
    // npm needs what this machine says of registries and proxies.
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(project, filename)], {
      cwd: project,
    });
    return remove;
  }, 300_000);

  test('carries no sources, and nothing that only a checkout needs', async () => {
    const installed = join(project, 'node_modules', 'casebook');
    const { stdout } = await run('find', [installed, '-name', '*.ts', '-not', '-name', '*.d.ts']);
    expect(stdout).toBe('');
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    expect(manifest.dependencies).toEqual(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies,
    );
  });

  test('is imported, and runs the example as compiled JavaScript', async () => {
    const { stdout: script } = await run(process.execPath, [
      '-e',
      `process.stdout.write(require('node:module').stripTypeScriptTypes(require('node:fs').readFileSync(${JSON.stringify(join(root, 'examples/library.ts'))}, 'utf8')))`,
    ]);
    writeFileSync(join(project, 'library.js'), script);
    const { stdout } = await run(process.execPath, ['library.js'], here);
    expect(stdout).toMatch(/^3 taken, 3 can be found\.\nSHOP-[12] .*\nSHOP-[12] /);
  });

  test('brings types that a program is checked against', async () => {
    copyFileSync(join(root, 'examples/library.ts'), join(project, 'library.ts'));
    writeFileSync(
      join(project, 'wrong.ts'),
      "import { createCasebook } from 'casebook';\nconst made = await createCasebook({ CASEBOOK_DATA: 'x' });\nconst { hitz } = await made.search(1);\nexport { hitz };\n",
    );
    const strict = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--skipLibCheck'];
    const types = ['--typeRoots', join(root, 'node_modules', '@types'), '--types', 'node'];
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const lib = ['--lib', 'es2024,esnext.disposable'];
    await run(tsc, [...strict, ...types, ...lib, 'library.ts'], here);
    const wrong = await run(tsc, [...strict, ...types, ...lib, 'wrong.ts'], here).catch((error) => error);
    expect(wrong.stdout.match(/wrong\.ts\(\d+/g)).toEqual(['wrong.ts(2', 'wrong.ts(3', 'wrong.ts(3']);
  });

  test('is a command', async () => {
    const bin = join(project, 'node_modules', '.bin', 'casebook');
    const { stdout } = await run(bin, ['--version'], here);
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  });

  test('starts as the container does: with accounts, healthy, writing nothing beside its data, and stopped in order', async () => {
    const image = imageOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
    const app = join(project, 'node_modules', 'casebook');
    const data = temporaryFolder();
    const port = String(await freePort());
    const inside = { cwd: app, env: { ...env, ...image.env, CASEBOOK_DATA_DIR: data, CASEBOOK_PORT: port } };
    const [node, ...entry] = image.entrypoint as [string, ...string[]];
    expect([node, image.user]).toEqual(['node', '1000:1000']);
    const before = filesIn(project);

    const refused = await run(process.execPath, [...entry, 'serve'], inside).catch((error) => error);
    expect(refused.stderr).toContain('[accounts-needed]');
    const adding = run(process.execPath, [...entry, 'users', 'add', 'boss', '--role', 'operator'], inside);
    adding.child.stdin?.end('correct horse battery staple');
    await adding;

    const served = spawn(process.execPath, image.start.slice(1), inside);
    onTestFinished(() => void served.kill('SIGKILL'));
    const ended = new Promise((resolve) => served.on('exit', (code, signal) => resolve(signal ?? code)));
    const healthy = () =>
      run(process.execPath, image.healthCheck.slice(1), inside).then(
        () => true,
        () => false,
      );
    await expect.poll(healthy, { timeout: 30_000, interval: 200 }).toBe(true);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toContain('<title>Casebook');
    expect((await fetch(`http://127.0.0.1:${port}/api/search?q=x`)).status).toBe(401);
    served.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await healthy()).toBe(false);
    expect(filesIn(project)).toEqual(before);
  }, 60_000);
});

describe('the Dockerfile', () => {
  test.runIf(hadolint)('is as hadolint would have it', async () => {
    const { stdout } = await run(hadolint as string, [join(root, 'Dockerfile')]);
    expect(stdout).toBe('');
  });

  test.runIf(process.env.CI)('was looked at by hadolint', () => expect(hadolint).not.toBeNull());
});

function saidMissing(): null {
  console.warn('SKIPPING hadolint: CASEBOOK_TEST_HADOLINT is not set; test/servers/hadolint.sh installs it.');
  return null;
}

/** Every file below a folder, with its size and when it was changed. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const { size, mtimeMs } = statSync(join(parentPath, name));
      return `${join(parentPath, name)} ${size} ${mtimeMs}`;
    })
    .toSorted();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
