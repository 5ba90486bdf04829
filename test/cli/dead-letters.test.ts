import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { casebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('refused records are listed, shown, redriven and discarded', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'tickets.jsonl');
  const lines = [
    JSON.stringify(issue(1)),
    '{"id": 2,',
    '{"id": 3,',
    JSON.stringify(issue(4, { summary: null }, { key: 'PAY-\u001b[31m4' })),
    JSON.stringify(issue(5, { summary: '' })),
  ];
  writeFileSync(file, lines.join('\n'));
  const data = join(folder, 'data');
  const run = (...parameters: string[]) => casebook([...parameters, '--data-dir', data]);
  expect((await run('import', file)).code).toBe(0);

  const list = await run('dead-letters', 'list', '--limit', '1');
  expect(list.stdout).toMatch(
    /^4 dead letters wait\.\n\n {6}2 {2}not-json .*\n {6}1 {2}contract:fields\.summary .*\n {6}1 {2}contract:key .*\n\n#1 {2}line 2 .*\n$/,
  );
  expect(list.stderr).toContain('--after 1');
  const shown = await run('dead-letters', 'show', '#3');
  expect(shown.stdout).toContain('contract:key');
  expect(shown.stdout).toContain('from a file, run');
  expect(shown.stdout).toContain('PAY-\\u001b[31m4');
  expect(shown.stdout).not.toContain('\u001b');

  // As an update of Casebook would, which reads what it could not read before.
  using database = new DatabaseSync(join(data, 'casebook.sqlite'));
  database
    .prepare(
      `update dead_letters set record_json = replace(record_json, '"summary":""', '"summary":"mended"')`,
    )
    .run();
  database.close();
  const redriven = await run('dead-letters', 'redrive', '--reason', 'contract', '--json');
  expect(JSON.parse(redriven.stdout)).toMatchObject({
    tried: 2,
    accepted: 1,
    duplicate: 0,
    refused: 1,
    indexing: { indexed: 2, waiting: 0 },
  });
  expect(JSON.parse((await run('show', 'PAY-5', '--json')).stdout).summary).toBe('mended');

  const asked = await run('dead-letters', 'discard', '--all');
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  const discarded = await run('dead-letters', 'discard', '1', '#2', '--yes', '--json');
  expect(JSON.parse(discarded.stdout)).toEqual({ discarded: 2 });
  const status = JSON.parse((await run('status', '--json')).stdout);
  expect(status.records).toMatchObject({
    received: 5,
    applied: 2,
    deadLettered: 1,
    discarded: 2,
    holds: true,
  });
}, 60_000);

test.each([
  [['dead-letters', 'redrive']],
  [['dead-letters', 'discard', '--yes']],
  [['dead-letters', 'show', 'PAY-1']],
  [['dead-letters', 'list', '--run', 'x']],
])('casebook %j is a wrong call, also as JSON', async (parameters) => {
  const { code, stdout } = await casebook([...parameters, '--json']);
  expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'call-invalid']);
});

test.each(['list', 'show', 'redrive', 'discard'])(
  'casebook dead-letters %s --help shows an example',
  async (name) => {
    const { code, stdout } = await casebook(['dead-letters', name, '--help']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`$ casebook dead-letters ${name}`)]);
  },
);
