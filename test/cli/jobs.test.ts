import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { columns } from '../../src/cli/columns.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, inTerminal } from '../support/terminal.ts';

const DIED = Date.UTC(2026, 2, 29, 15, 47);
const HOUR_MS = 3_600_000;
const LONG = 'Jira is away, and nobody knows when it will be back. '.repeat(10);

/** A job that waits, and two dead ones of which the one that was put in first died last. */
function putIn(folder: string): void {
  using database = new DatabaseSync(join(folder, 'casebook.sqlite'));
  const add = database.prepare(
    `insert into jobs (queue, state, payload_json, priority, run_at, attempts, max_attempts, errors_json, created_at, ended_at)
     values (?, ?, '{}', 0, ?, ?, 5, ?, 0, ?)`,
  );
  const errors = (at: number, message: string) => JSON.stringify([{ attempt: 1, at, message }]);
  add.run('sync-verify', 'dead', 0, 5, errors(DIED, LONG), DIED);
  add.run('adapt', 'dead', 0, 1, errors(DIED - HOUR_MS, 'The disk is full.'), DIED - HOUR_MS);
  add.run('sync', 'waiting', DIED * 2, 0, '[]', null);
}

test('jobs are counted, and those that failed for good listed, run again or dismissed', async () => {
  const folder = temporaryFolder();
  const server = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  onTestFinished(() => server.kill());
  const run = (...parameters: string[]) => casebook(['jobs', ...parameters, '--data-dir', folder]);
  const json = async (...parameters: string[]) => JSON.parse((await run(...parameters, '--json')).stdout);

  expect((await run()).stdout).toBe(
    'No sync, rebuild or adaptation has run here yet.\n\nNo job has been put in the queues yet.\n',
  );
  expect((await run('dead')).stdout).toBe('No job has failed for good.\n');
  putIn(folder);
  expect((await run()).stdout.split('\n').slice(2)).toEqual([
    'queue        waiting  running  dead',
    'adapt              0        0     1',
    'sync               1        0     0',
    'sync-verify        0        0     1',
    '2 jobs failed for good: casebook jobs dead says why.',
    '',
  ]);
  expect((await json()).queues).toHaveLength(3);
  expect((await run('dead')).stdout).toMatch(
    /^1 {2}sync-verify {2}5 times {2}2026-03-29 15:47 UTC\n {4}Jira is away, .*…\n2 {2}adapt {11}once {2}2026-03-29 14:47 UTC\n {4}The disk is full\.\n$/,
  );
  expect((await json('dead', '--limit', '1')).jobs).toMatchObject([{ id: '1', errors: [{ message: LONG }] }]);

  if (hasTerminals)
    for (const call of [['jobs'], ['jobs', 'dead']]) {
      const { screen } = await inTerminal([...call, '--data-dir', folder], [], { width: 80 });
      const lines = screen.split('\n');
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter((line) => columns(line) > 80)).toEqual([]);
    }

  expect((await run('run-again', '1')).stdout).toContain('Job 1 waits for one more attempt');
  const asked = await run('dismiss', '2');
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  expect(await json('dismiss', '2', '--yes')).toEqual({ dismissed: '2' });
  const gone = await run('dismiss', '2', '--yes', '--json');
  expect([gone.code, JSON.parse(gone.stdout).error.code]).toEqual([1, 'job-not-found']);
  expect((await json('dead')).jobs).toEqual([]);
}, 60_000);
