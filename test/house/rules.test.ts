import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

/** Runs one of the project's own tools; what it prints is the message of a failing test. */
async function run(tool: string, ...parameters: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(`${root}node_modules/.bin/${tool}`, parameters, {
      cwd: root,
      maxBuffer: 64 << 20,
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${tool} found:\n${stdout}\n${stderr}`);
  }
}

describe('the house keeps its rules', { timeout: 120_000 }, () => {
  test('formatting and lint', () => run('biome', 'check', '.'));
  test('types', () => run('tsc', '-p', '.'));
  test('types of the dashboard', () => run('tsc', '-p', 'web'));
  test('nothing unused', () => run('knip'));

  test('who may import whom', async () => {
    const report = await run(
      'depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
      'src',
      'web/src',
    );
    const { summary, modules } = JSON.parse(report);
    expect(summary.violations).toEqual([]);
    // A tool that reads nothing finds nothing: these are known to exist.
    const read: string[] = modules.map(({ source }: { source: string }) => source);
    for (const known of [
      'src/app/index.ts',
      'src/domain/index.ts',
      'src/knowledge/index.ts',
      'src/server/index.ts',
    ])
      expect(read).toContain(known);
  });
});
