import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createImport, createSync, type ImportOptions } from '../../src/ingest/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { CSV_HEADER, csv, csvRow } from '../support/csv.ts';
import { inPieces } from '../support/import-file.ts';
import { balance, openIntake } from '../support/intake.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testData } from '../support/test-data.ts';

async function open(folder = temporaryFolder(), longestSilence = 60_000) {
  const opened = await openIntake(folder);
  const { database, intake } = opened;
  const sync = createSync({ database, intake, log: createLog('silent'), onApplied: () => {} });
  onTestFinished(() => sync.stop());
  const onBegin = vi.fn(async () => {});
  const imports = createImport({ database, sync, onBegin, longestSilence });
  const options: ImportOptions = { format: null, timeZone: 'UTC', dateOrder: null, projects: [] };
  return {
    ...opened,
    sync,
    onBegin,
    take: (content: string | AsyncIterable<Uint8Array>) =>
      imports.take(typeof content === 'string' ? inPieces(content) : content, options),
    tickets: () => database.selectFrom('tickets').select(['id', 'key', 'summary']).orderBy('key').execute(),
  };
}

const lines = (bodies: readonly unknown[]) => bodies.map((body) => `${JSON.stringify(body)}\n`).join('');

test('of 1,000 records with 10 bad ones, 990 are tickets and 10 dead letters with their places', async () => {
  const place = await open();
  const bad: readonly ((text: string) => string)[] = [
    (text) => text.slice(0, 300),
    (text) => text.replace('"key"', 'key'),
    (text) => `${text}}`,
    (text) => text.replace('"summary":', '"sumary":'),
    (text) => text.replace('2026-01-02T08', '2026-01-99T08'),
    (text) => text.replace('"statusCategory"', '"category"'),
    (text) => `{"a":${'['.repeat(1000)}${text}`,
    () => 'null',
    () => '[]',
    () => '\u0000',
  ];
  const written = Array.from({ length: 1000 }, (_, at) => {
    const text = JSON.stringify(issue(at));
    return at % 100 === 50 ? bad[Math.floor(at / 100)]!(text) : text;
  });
  const { run, refusals, format } = await place.take(written.join('\n'));
  expect(run).toMatchObject({
    state: 'succeeded',
    received: 1000,
    applied: 990,
    duplicate: 0,
    refused: 10,
    announced: 1000,
    announcedAll: true,
  });
  expect(format).toBe('jsonl');
  expect(await place.tickets()).toHaveLength(990);
  expect(await balance(place)).toEqual({ received: 1000, disposed: 1000 });
  expect(refusals.map(({ place }) => place)).toEqual(bad.map((_, at) => `line ${at * 100 + 51}`));
  const letters = await place.database.selectFrom('dead_letters').select(['record_json', 'reason']).execute();
  expect(JSON.parse(letters[0]!.record_json).body.unreadable).toBe(written[50]);
  expect(place.onBegin).toHaveBeenCalledOnce();
});

test('the same file again is all duplicates, as JSON and as CSV', async () => {
  const place = await open();
  for (const content of [lines([issue(1), issue(2)]), csv([CSV_HEADER, csvRow(3), csvRow(4).with(2, '')])]) {
    expect((await place.take(content)).run).toMatchObject({ applied: 2, duplicate: 0 });
    expect((await place.take(content)).run).toMatchObject({ applied: 0, duplicate: 2, refused: 0 });
  }
});

test('an export of tickets that the API brought already takes nothing from them', async () => {
  const place = await open();
  await place.take(lines([issue(1, { updated: '2026-01-03T08:00:27.234+0000', summary: 'From the API' })]));
  expect((await place.take(csv([CSV_HEADER, csvRow(1)]))).run).toMatchObject({ applied: 0, duplicate: 1 });
  expect(await place.tickets()).toMatchObject([{ summary: 'From the API' }]);
});

describe('a row without an id', () => {
  const nameless = (summary: string, updated = '04/Jan/26 8:00 AM') =>
    csv([CSV_HEADER, csvRow(1).with(0, summary).with(2, '').with(6, updated)]);

  test('is about the ticket that has its key, also when read back from the lake', async () => {
    const place = await open();
    await place.take(csv([CSV_HEADER, csvRow(1)]));
    expect((await place.take(nameless('Newer'))).run).toMatchObject({ applied: 1 });
    expect(await place.tickets()).toEqual([{ id: '10001', key: 'PAY-1', summary: 'Newer' }]);
    const written = await Array.fromAsync(place.lake.readAfter(1));
    expect(written.map(({ record: { externalId } }) => externalId)).toEqual(['10001']);
  });

  test('becomes the ticket that comes with an id later', async () => {
    const place = await open();
    await place.take(nameless('By its key'));
    expect(await place.tickets()).toMatchObject([{ id: 'key:PAY-1' }]);
    const later = issue(1, { updated: '2026-01-05T08:00:00.000+0000', summary: 'By its id' });
    expect((await place.take(lines([later]))).run).toMatchObject({ applied: 1, refused: 0 });
    expect(await place.tickets()).toEqual([{ id: '10001', key: 'PAY-1', summary: 'By its id' }]);
    expect((await place.take(nameless('By its key'))).run).toMatchObject({ applied: 0, duplicate: 1 });
  });
});

test('a file that breaks off ends the import as failed, with what came before taken', async () => {
  const place = await open();
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines([issue(1), issue(2)]));
    throw new Error('aborted');
  }
  await expect(place.take(cut())).rejects.toMatchObject({ code: 'import-interrupted' });
  expect(await place.tickets()).toHaveLength(2);
  expect(await place.sync.latest()).toMatchObject({
    state: 'failed',
    received: 2,
    error: { code: 'import-interrupted' },
  });
});

test('a file whose sender stands still ends the import, and another can begin', async () => {
  const place = await open(temporaryFolder(), 50);
  async function* stalled(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines([issue(1), issue(2)]).padEnd(300_000, '\n'));
    await new Promise(() => {});
  }
  await expect(place.take(stalled())).rejects.toMatchObject({
    code: 'import-interrupted',
    detail: expect.stringContaining('Nothing came for 0.05 seconds'),
  });
  expect(await place.sync.latest()).toMatchObject({ state: 'failed', received: 2 });
  expect((await place.take(lines([issue(3)]))).run).toMatchObject({ state: 'succeeded', applied: 1 });
});

test('a file of another kind leaves no trace', async () => {
  const place = await open();
  await expect(place.take('Dear Sir')).rejects.toMatchObject({ code: 'import-format' });
  expect((await place.sync.latest())?.id).toBe(place.runId);
  expect(place.onBegin).not.toHaveBeenCalled();
});

test('is refused while a sync or another import runs', async () => {
  const place = await open();
  const { promise: gateOpens, resolve: openGate } = Promise.withResolvers<void>();
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(lines([issue(1)]).padEnd(300_000, '\n'));
    await gateOpens;
  }
  const first = place.take(slow());
  await expect.poll(async () => (await place.sync.latest())?.id).toBeGreaterThan(place.runId);
  await expect(place.take(lines([issue(2)]))).rejects.toMatchObject({ code: 'sync-running' });
  openGate();
  expect((await first).run).toMatchObject({ applied: 1 });
});

test('reads on only as fast as tickets are taken', async () => {
  const place = await open();
  const line = Buffer.from(`${JSON.stringify(issue(1, { customfield_1: 'x'.repeat(100_000) }))}\n`);
  let given = 0;
  let most = 0;
  const taken = async () => (await place.sync.latest())?.received ?? 0;
  async function* watched(): AsyncGenerator<Uint8Array> {
    for (; given < 400; given += 1) {
      if (given % 20 === 0) most = Math.max(most, given - (await taken()));
      yield line;
    }
  }
  await place.take(watched());
  // One batch of 4 MB in hand, and what lies between the pieces of the way.
  expect(most).toBeLessThan(100);
});

test.skipIf(testData === null)(
  'real exports come in whole, and only once',
  async () => {
    const place = await open();
    for (const file of ['jira-api/raw_rest_v2_issues.jsonl.gz', 'apache-jira/jira_ui_style_export_400.csv']) {
      const path = join(testData ?? '', file);
      expect((await place.take(createReadStream(path))).run).toMatchObject({ received: 400, refused: 0 });
      expect((await place.take(createReadStream(path))).run).toMatchObject({ received: 400, duplicate: 400 });
    }
  },
  60_000,
);
