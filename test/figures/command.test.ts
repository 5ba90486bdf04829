import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const script = new URL('../../scripts/figures.ts', import.meta.url).pathname;
const figures = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

test('measurements are listed with their commands and how long they take', () => {
  const { status, stdout } = figures('--list');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^search: .*; \d+ minutes\n {4}npm run bench -- search --sizes 100000 /m);
  expect(stdout).toMatch(/^search-curve: .*only where it is named$/m);
});

test('a measurement that there is not is refused before anything is measured', () => {
  const { status, stderr } = figures('retrieval', 'recall');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Unknown: recall\. There are search, /);
});
