import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createPeople } from '../../src/people/index.ts';
import { databaseFile } from '../../src/platform/data-folder/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function run(...parameters: string[]) {
  const { code, stdout } = await casebook([...parameters, '--json']);
  return { code, answer: JSON.parse(stdout) };
}

/** A file of tickets with these numbers. */
function ticketsIn(folder: string, ...numbers: number[]): string {
  const file = join(folder, `${numbers.join('-')}.jsonl`);
  writeFileSync(file, numbers.map((number) => JSON.stringify(issue(number))).join('\n'));
  return file;
}

test('a running installation is backed up, checked and restored', async () => {
  const folder = temporaryFolder();
  const [data, backup, place] = ['data', 'backup', 'place'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const served = await startCasebook(['serve', '--port', '0', '--data-dir', data]);
  onTestFinished(served.kill);
  await run('import', ticketsIn(folder, 1, 2), '--data-dir', data);
  const made = await run('backup', backup, '--data-dir', data);
  expect(made).toMatchObject({ code: 0, answer: { backup, installation: { kind: 'real' } } });
  await run('import', ticketsIn(folder, 3), '--data-dir', data);
  expect(await run('backup', backup, '--verify')).toMatchObject({ code: 0 });
  expect(await run('restore', backup, '--data-dir', place)).toMatchObject({
    code: 0,
    answer: { restored: place, tickets: 2 },
  });
  const told = await casebook(['restore', backup, '--data-dir', join(folder, 'told')]);
  expect(told.stderr).toContain('A backup holds no settings: `casebook init` connects');
  for (const call of [
    ['backup', folder, '--verify'],
    ['restore', join(folder, 'mistyped')],
  ])
    expect(await run(...call, '--data-dir', join(folder, 'another'))).toMatchObject({
      code: 1,
      answer: { error: { code: 'backup-missing' } },
    });
  const status = await run('status', '--data-dir', place);
  expect(status.answer).toMatchObject({
    kind: 'real',
    records: { received: 2, holds: true },
    indexing: { live: 2, holds: true },
  });

  truncateSync(join(backup, 'casebook.sqlite'), 5000);
  expect(await run('backup', backup, '--verify')).toMatchObject({
    code: 1,
    answer: { error: { code: 'backup-damaged', detail: expect.stringContaining('casebook.sqlite') } },
  });
  expect(await run('restore', backup, '--data-dir', join(folder, 'another'))).toMatchObject({ code: 1 });
  expect(existsSync(join(folder, 'another'))).toBe(false);
}, 60_000);

test('a restored backup brings no session back, and no wait', async () => {
  const folder = temporaryFolder();
  const [data, backup, place] = ['data', 'backup', 'place'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await run('import', ticketsIn(folder, 1), '--data-dir', data);
  const added = ['users', 'add', 'olga', '--role', 'operator', '--data-dir', data];
  expect((await casebook(added, {}, 'correct horse battery staple')).code).toBe(0);
  const before = await openDatabase(databaseFile(data));
  const people = createPeople({ database: before });
  const attempt = { login: 'olga', address: '192.0.2.1' };
  await people.login({ ...attempt, password: 'correct horse battery staple' });
  await people.login({ ...attempt, password: 'wrong' });
  await before.destroy();
  expect(await run('backup', backup, '--data-dir', data)).toMatchObject({ code: 0 });
  expect(await run('restore', backup, '--data-dir', place)).toMatchObject({ code: 0 });
  const restored = await openDatabase(databaseFile(place));
  onTestFinished(() => restored.destroy());
  const rows = (table: 'users' | 'sessions' | 'login_failures') =>
    restored.selectFrom(table).selectAll().execute();
  expect(await Promise.all([rows('sessions'), rows('login_failures')])).toEqual([[], []]);
  expect(await rows('users')).toHaveLength(1);
}, 60_000);

test('only a demo is reset, only when told to, and nothing that Casebook did not make', async () => {
  const folder = temporaryFolder();
  const [real, demo] = [join(folder, 'real'), join(folder, 'demo')];
  await run('import', ticketsIn(folder, 1), '--data-dir', real);
  const refused = { code: 1, answer: { error: { code: 'reset-refused' } } };
  expect(await run('reset', '--yes', '--data-dir', real)).toMatchObject(refused);
  expect(await run('reset', '--yes', '--data-dir', join(folder, 'nothing'))).toMatchObject(refused);
  expect((await run('status', '--data-dir', real)).answer).toMatchObject({ indexing: { live: 1 } });

  const served = await startCasebook(['demo', '--tickets', '40', '--port', '0', '--data-dir', demo]);
  onTestFinished(served.kill);
  expect(await run('reset', '--yes', '--data-dir', demo)).toMatchObject({
    code: 1,
    answer: { error: { code: 'data-folder-busy' } },
  });
  await served.stop();
  expect(await run('reset', '--data-dir', demo)).toMatchObject({
    code: 2,
    answer: { error: { code: 'not-confirmed' } },
  });
  writeFileSync(join(demo, 'lake', 'mine.txt'), 'mine');
  const { code, answer } = await run('reset', '--yes', '--data-dir', demo);
  expect({ code, left: answer.left }).toEqual({ code: 0, left: ['lake/mine.txt'] });
  expect(answer.removed).toContain('casebook.sqlite');
  expect(readFileSync(join(demo, 'lake', 'mine.txt'), 'utf8')).toBe('mine');
}, 60_000);
