import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

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
    expect(wrong.stdout.match(/error TS\d+/g)).toEqual(['error TS2353', 'error TS2339', 'error TS2345']);
  });

  test('serves as a command, with the dashboard', async () => {
    const bin = join(project, 'node_modules', '.bin', 'casebook');
    const { stdout } = await run(bin, ['--version'], here);
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  });
});
