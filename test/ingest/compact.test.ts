import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { compactLake, type ImportOptions, replayLake } from '../../src/ingest/index.ts';
import { supersession } from '../../src/ingest/lake-overview.ts';
import { fileSource } from '../../src/ingest/sources/file/file-source.ts';
import { CSV_HEADER, csv, csvRow } from '../support/csv.ts';
import { inPieces } from '../support/import-file.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** PAY-1 by its key alone, as an export without ids brings it. */
async function nameless(fetchedAt: number): Promise<RawRecord> {
  const options: ImportOptions = { format: null, timeZone: 'UTC', dateOrder: null, projects: [] };
  const source = await fileSource(inPieces(csv([CSV_HEADER, csvRow(1).with(2, '')])), options);
  const [batch] = await Array.fromAsync((await source.changesSince(null)).batches);
  return { ...(batch?.records[0] as RawRecord), fetchedAt };
}

const withId = (fetchedAt: number, day: string, key: string): RawRecord => ({
  ...record(issue(1, { updated: `2026-01-${day}T08:00:00.000+0000` }, { key })),
  fetchedAt,
});

async function replayed(open: OpenIntake, folder: string) {
  const scratch = join(folder, 'scratch.sqlite');
  writeFileSync(scratch, '');
  const { signal } = new AbortController();
  return replayLake({ ...open, scratch, signal, onProgress: () => {} });
}

test.each([
  ['all older states', [100, 200, 300], Number.POSITIVE_INFINITY],
  // A redriven dead letter is newer in the lake than what was fetched after it.
  ['those of a time that the replacing one is of alone', [200, 100, 300], 150],
] as const)(
  'a ticket that went by its key does not come back after dropping %s',
  async (_, times, before) => {
    const folder = temporaryFolder();
    const open = await openIntake(folder);
    const [byKey, byId, moved] = times;
    for (const given of [await nameless(byKey), withId(byId, '05', 'PAY-1'), withId(moved, '06', 'OPS-5')])
      expect(await open.intake.take(open.runId, [given])).toMatchObject({ applied: 1 });
    const tickets = () => open.database.selectFrom('tickets').select(['id', 'key']).execute();
    expect(await tickets()).toEqual([{ id: '10001', key: 'OPS-5' }]);
    expect(await compactLake(open, before)).toEqual({ droppedLines: 2 });
    expect(await replayed(open, folder)).toEqual({ equal: 1, changed: 0, removed: 0, refused: 0 });
    expect(await tickets()).toEqual([{ id: '10001', key: 'OPS-5' }]);
  },
);

test('a line that the gate refuses by now is kept: nothing has taken its place', async () => {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  await open.intake.take(open.runId, [await nameless(100)]);
  await open.database.deleteFrom('tickets').execute();
  const isSuperseded = await supersession(open.database);
  for await (const line of open.lake.stored()) {
    expect(isSuperseded(line)).toBe(true);
    expect(isSuperseded({ ...line, bodyBytes: Buffer.from('{}') })).toBe(false);
  }
});
