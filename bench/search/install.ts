import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGES } from './engines.ts';

const run = promisify(execFile);
/** Of one installation, in milliseconds. */
const LIMIT = 10 * 60 * 1000;
const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3'];

/**
 * Brings the packages that a peer needs into a folder of the scratch folder, where they stay for the next run; never
 * into the project's own.
 *
 * @throws where the registry or the machine does not give them; nothing half-installed stays.
 */
export async function install(packages: string, name: keyof typeof PACKAGES): Promise<void> {
  const folder = join(packages, name);
  const wanted = PACKAGES[name];
  const stamp = join(folder, 'installed.json');
  if (existsSync(stamp)) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    if ('npm' in wanted) await installFromNpm(folder, wanted.npm);
    else await installFromPypi(folder, wanted.pypi);
    await writeFile(stamp, JSON.stringify(wanted));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function installFromNpm(folder: string, names: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--no-audit', '--no-fund', ...names], { cwd: folder, timeout: LIMIT });
}

async function installFromPypi(folder: string, names: readonly string[]): Promise<void> {
  await run(await python(), ['-m', 'venv', folder], { timeout: LIMIT });
  await run(join(folder, 'bin/pip'), ['install', '--quiet', ...names], { timeout: LIMIT });
}

/** The first Python that all of the packages have wheels for. */
async function python(): Promise<string> {
  for (const name of PYTHONS) {
    const found = await run(name, ['--version']).catch(() => null);
    if (found) return name;
  }
  throw new Error('No Python 3 is installed');
}
