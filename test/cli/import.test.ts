import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { casebook, startCasebook } from '../support/casebook.ts';
import { CSV_HEADER, csv, csvRow } from '../support/csv.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const thousand = Array.from({ length: 1000 }, (_, at) =>
  at % 100 === 0 ? `{"id": ${at},` : JSON.stringify(issue(at, { description: `h1. Gateway ${at}` })),
).join('\n');

test('1,000 records with 10 bad ones: 990 tickets that can be found, 10 dead letters, done', async () => {
  const folder = temporaryFolder();
  const file = fileOf('tickets.jsonl.gz', gzipSync(thousand));
  const { code, stdout, stderr } = await casebook(['import', file, '--json', '--data-dir', folder]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    received: 1000,
    accepted: 990,
    duplicate: 0,
    refused: 10,
    skipped: 0,
    format: 'jsonl',
    indexing: { live: 990, indexed: 990, waiting: 0 },
  });
  expect(JSON.parse(stdout).refusals[1]).toMatchObject({
    place: 'line 101',
    reason: expect.stringContaining('line 101, column 12'),
  });
  expect(stderr).toContain('accepted 990');
  expect((await casebook(['status', '--data-dir', folder])).stdout).toContain(
    '\nLast import succeeded, ended ',
  );
  const status = await casebook(['status', '--json', '--data-dir', folder]);
  expect(JSON.parse(status.stdout)).toMatchObject({
    records: { received: 1000, deadLettered: 10, holds: true },
  });
  const found = await casebook(['search', 'gateway 123', '--json', '--data-dir', folder]);
  expect(JSON.parse(found.stdout).hits[0].key).toBe('PAY-123');
  const again = await casebook(['import', file, '--data-dir', folder]);
  expect(again.code).toBe(0);
  expect(again.stdout).toContain('Received 1000 records: 0 accepted, 1000 already known, 0 refused.');
}, 60_000);

test('standard input, in a time zone, while a server holds the data folder', async () => {
  const folder = temporaryFolder();
  const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  onTestFinished(served.kill);
  const rows = csv([CSV_HEADER, csvRow(1), csvRow(2).with(1, 'CORE-2')], ';');
  const child = spawn(process.execPath, [
    new URL('../../bin/casebook', import.meta.url).pathname,
    ...['import', '-', '--json', '--time-zone', 'Europe/Berlin', '--project', 'PAY', '--data-dir', folder],
  ]);
  child.stdin.end(rows);
  const stdout = (await child.stdout.toArray()).join('');
  expect(JSON.parse(stdout)).toMatchObject({ received: 1, accepted: 1, skipped: 1, format: 'csv' });
  const shown = await casebook(['show', 'PAY-1', '--json', '--data-dir', folder]);
  expect(JSON.parse(shown.stdout)).toMatchObject({ created: '2026-01-02T07:00:00.000Z' });
  const bad = await casebook(['import', fileOf('x.pdf', '%PDF-1.4'), '--json', '--data-dir', folder]);
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({
    error: { code: 'import-format', detail: expect.stringContaining('It is a PDF') },
  });
  expect(await served.stop()).toBe(0);
}, 60_000);

test.each<[string, readonly string[], string]>([
  ['no such file', ['/nonexistent/file.csv'], 'file-unreadable'],
  ['a folder', ['/'], 'file-unreadable'],
])('%s is said as such', async (_, parameters, error) => {
  const given =
    parameters[0] === fileOf.name ? [fileOf('a.csv', csv([CSV_HEADER])), ...parameters.slice(1)] : parameters;
  const { code, stdout } = await casebook(['import', ...given, '--json', '--data-dir', temporaryFolder()]);
  expect([code, JSON.parse(stdout).error.code]).toEqual([1, error]);
});

test('a folder is named', async () => {
  const { stdout } = await casebook(['import', '/', '--json', '--data-dir', temporaryFolder()]);
  expect(JSON.parse(stdout).error.detail).toBe('/ is a folder, and no file.');
});

test('a time zone that there is not is a wrong call, and no request', async () => {
  const file = fileOf('a.csv', csv([CSV_HEADER]));
  const { code, stderr } = await casebook(['import', file, '--time-zone', 'Moon']);
  expect(code).toBe(2);
  expect(stderr).toContain('--time-zone');
  expect(stderr).toContain('Expected the name of a time zone, such as Europe/Berlin.');
});

test('a demo installation stays one', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'installation.json'), '{"kind":"demo"}');
  const file = fileOf('a.csv', csv([CSV_HEADER, csvRow(1)]));
  const { code, stdout } = await casebook(['import', file, '--json', '--data-dir', folder]);
  expect([code, JSON.parse(stdout).error.code]).toEqual([1, 'data-folder-kind']);
});
