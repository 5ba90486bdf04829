import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { audit, auditFile } from '../../src/ingest/erasure/audit.ts';
import { type Finding, verify } from '../../src/ingest/index.ts';
import { withCheck } from '../../src/ingest/lake/checked.ts';
import { indexing } from '../../src/knowledge/index.ts';
import { readDatabase } from '../../src/platform/database/index.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { lakeEntries } from '../support/lake.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Installation extends OpenIntake {
  readonly sqlite: string;
  readonly lakeFolder: string;
  readonly segment: string;
  verified(): ReturnType<typeof verify>;
}

/** An installation with ten tickets, as a server has it open. */
async function installation(): Promise<Installation> {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  const bodies = Array.from({ length: 10 }, (_, i) => issue(i + 1));
  await open.intake.take(open.runId, bodies.map(record));
  const [sqlite, lakeFolder] = [join(folder, 'casebook.sqlite'), join(folder, 'lake')];
  return {
    ...open,
    sqlite,
    lakeFolder,
    segment: join(lakeFolder, '000000000001.jsonl'),
    verified: () =>
      verify({
        lakeFolder,
        databasePlace: sqlite,
        withDatabase: (work) => readDatabase(sqlite, work),
        indexing,
      }),
  };
}

/** Where each line of a file begins. */
const lineStarts = (bytes: Buffer) => [
  0,
  ...[...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1),
];

const problems = (findings: readonly Finding[]) => findings.map(({ problem }) => problem);

test('what is as it was written has no findings', async () => {
  const { verified, segment } = await installation();
  const bytes = readFileSync(segment).length;
  expect(await verified()).toMatchObject({
    findings: [],
    moreFindings: 0,
    notes: [],
    lake: { segments: 1, lines: 10, bytes, lastSeq: 10 },
    database: { tickets: 10 },
  });
});

test('a flipped bit anywhere is found, named with file, line and byte, with the ticket that it hits', async () => {
  const { verified, segment, sqlite } = await installation();
  const bytes = readFileSync(segment);
  const starts = lineStarts(bytes);
  for (let at = 3; at < bytes.length; at += 1201) {
    const line = starts.findLastIndex((start) => start <= at) + 1;
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
    writeFileSync(segment, flipped);
    const { findings, lake } = await verified();
    expect(findings[0]).toMatchObject({ place: segment, line, offset: starts[line - 1] });
    expect(problems(findings.filter(({ place }) => place === sqlite))).toEqual([
      expect.stringContaining(`ticket PAY-${line} was made from line ${line} `),
    ]);
    expect(lake.lines).toBe(9);
  }
});

test('goes on after what is wrong: every damaged line is named', async () => {
  const { verified, segment } = await installation();
  const bytes = readFileSync(segment);
  const starts = lineStarts(bytes);
  for (const line of [2, 5, 10]) bytes.write('#', (starts[line - 1] as number) + 400);
  writeFileSync(segment, bytes);
  const { findings, lake } = await verified();
  expect(findings.filter(({ place }) => place === segment).map(({ line }) => line)).toEqual([2, 5, 10]);
  expect(lake).toMatchObject({ lines: 7, lastSeq: 9 });
});

test('a line that is missing, and an end that is missing, are found', async () => {
  const { verified, segment, lakeFolder } = await installation();
  const bytes = readFileSync(segment);
  const starts = lineStarts(bytes);
  const without = (line: number) =>
    Buffer.concat([bytes.subarray(0, starts[line - 1]), bytes.subarray(starts[line])]);
  writeFileSync(segment, without(4));
  expect(problems((await verified()).findings)).toEqual([
    'line 5 of the lake follows 3',
    expect.stringContaining('ticket PAY-4 '),
  ]);
  writeFileSync(segment, without(10));
  expect((await verified()).findings[0]).toMatchObject({
    place: lakeFolder,
    problem: 'the last whole line is 9, and the database has disposed of 10',
  });
  rmSync(segment);
  expect((await verified()).findings[0]).toMatchObject({ place: segment, problem: 'it is missing' });
});

test('a torn end that nobody was told is durable is a note; one that somebody was, is wrong', async () => {
  const { verified, segment } = await installation();
  const size = readFileSync(segment).length;
  appendFileSync(segment, '{"check":"0123');
  const torn = await verified();
  expect(torn.findings).toEqual([]);
  expect(torn.notes).toMatchObject([{ place: segment, line: 11, offset: size }]);
  truncateSync(segment, size - 5);
  expect((await verified()).findings[0]).toMatchObject({ place: segment, line: 10 });
});

test('what came in while it looks is read, and not expected to be disposed of yet', async () => {
  const { verified, lake } = await installation();
  await lake.append(lakeEntries(11, 12));
  expect(await verified()).toMatchObject({
    findings: [],
    notes: [{ problem: '2 lines of the lake wait to be applied to the database' }],
    lake: { lines: 12 },
    database: { tickets: 10 },
  });
});

test('damage of what says that something was erased is found', async () => {
  const { verified, lakeFolder } = await installation();
  const entry = { tickets: 1, changedTickets: 0, lines: 1, changedLines: 0, deadLetters: 0 };
  for (const id of ['a', 'b', 'b'])
    await audit(lakeFolder, { id, kind: 'ticket', at: '2026-01-01', ...entry });
  expect(await verified()).toMatchObject({ findings: [] });
  const file = auditFile(lakeFolder);
  const text = readFileSync(file, 'utf8');
  expect(text.trimEnd().split('\n')).toHaveLength(2);
  writeFileSync(file, text.replace('"lines":1', '"lines":2'));
  expect((await verified()).findings).toMatchObject([{ place: file, line: 1, offset: 0 }]);
  // A crash tore the last one: the next one begins on a line of its own.
  writeFileSync(file, text.slice(0, -9));
  await audit(lakeFolder, { id: 'b', kind: 'ticket', at: '2026-01-01', ...entry });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

describe('sealed segments and their manifest', () => {
  async function sealed(): Promise<Installation & { readonly manifest: string }> {
    const made = await installation();
    const text = readFileSync(made.segment, 'utf8');
    const lines = text.split('\n').slice(0, -1);
    const first = `${lines.slice(0, 6).join('\n')}\n`;
    const manifest = join(made.lakeFolder, 'manifest.json');
    writeFileSync(made.segment, first);
    writeFileSync(join(made.lakeFolder, '000000000007.jsonl'), `${lines.slice(6).join('\n')}\n`);
    const listed = {
      version: 1,
      rewrites: 0,
      sealed: [
        { file: '000000000001.jsonl', firstSeq: 1, lastSeq: 6, lines: 6, bytes: Buffer.byteLength(first) },
      ],
      open: { file: '000000000007.jsonl', firstSeq: 7 },
    };
    writeFileSync(manifest, `${withCheck(JSON.stringify(listed))}\n`);
    return { ...made, manifest };
  }

  test('fit each other', async () => {
    const { verified } = await sealed();
    expect(await verified()).toMatchObject({ findings: [], notes: [], lake: { segments: 2, lines: 10 } });
  });

  test('a sealed segment that lost whole lines or its end does not fit the manifest', async () => {
    const { verified, segment } = await sealed();
    const bytes = readFileSync(segment);
    writeFileSync(segment, bytes.subarray(0, lineStarts(bytes)[5]));
    expect(problems((await verified()).findings)).toEqual([
      'it has 5 lines, and the manifest says 6',
      expect.stringContaining('bytes, and the manifest says'),
      expect.stringContaining('ticket PAY-6 '),
    ]);
    writeFileSync(segment, bytes.subarray(0, -3));
    expect((await verified()).findings[0]).toMatchObject({
      line: 6,
      problem: expect.stringContaining('no line'),
    });
  });

  test('a damaged manifest is named, and the lines are checked all the same', async () => {
    const { verified, manifest, segment } = await sealed();
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"lines":6', '"lines":7'));
    expect(await verified()).toMatchObject({
      findings: [{ problem: expect.stringContaining('manifest.json: its checksum') }],
      lake: { lines: 10 },
    });
    rmSync(manifest);
    const bytes = readFileSync(segment);
    bytes.write('#', 300);
    writeFileSync(segment, bytes);
    expect(problems((await verified()).findings)).toEqual([
      expect.stringContaining('manifest.json is missing'),
      expect.stringContaining('its checksum is'),
      expect.stringContaining('ticket PAY-1 '),
    ]);
  });

  test('leftovers are noted, newer lines than the manifest knows are wrong', async () => {
    const { verified, lakeFolder, segment } = await sealed();
    writeFileSync(join(lakeFolder, '000000000001.1.jsonl'), 'x');
    expect(await verified()).toMatchObject({
      findings: [],
      notes: [{ problem: expect.stringContaining('removes') }],
    });
    writeFileSync(join(lakeFolder, '000000000011.jsonl'), readFileSync(segment));
    expect(problems((await verified()).findings)).toEqual([expect.stringContaining('does not list it')]);
  });
});

describe('the database', () => {
  test.each<[string, string, string]>([
    [
      'a ticket of another line',
      "update tickets set digest = 'x' where id = '10003'",
      'ticket PAY-3 was made from line 3 ',
    ],
    [
      'a record of another line',
      "update lake_records set digest = 'x' where seq = 4",
      'line 4 of the lake is another one',
    ],
    [
      'a counter that lost something',
      'update runs set received = 11',
      '11 records were received, and 10 disposed of',
    ],
    [
      'work for the index that got lost',
      'delete from index_work',
      '10 tickets are live, and 0 indexed, 0 waiting',
    ],
  ])('%s is found', async (_, statement, problem) => {
    const { verified, database, sqlite } = await installation();
    await sql.raw(statement).execute(database);
    expect((await verified()).findings).toMatchObject([
      { place: sqlite, problem: expect.stringContaining(problem) },
    ]);
  });

  test('rows that name others that are not there are found', async () => {
    const { verified, database } = await installation();
    await sql`pragma foreign_keys = off`.execute(database);
    await sql`delete from lake_records where seq = 5`.execute(database);
    expect(problems((await verified()).findings)).toEqual([
      'a row of tickets names one of lake_records that is not there',
      'line 5 of the lake was never disposed of',
      '10 records were received, and 9 disposed of',
    ]);
  });

  test('one that cannot be read is a finding, and the lake is checked all the same', async () => {
    const { verified, database, sqlite, segment } = await installation();
    await database.destroy();
    const bytes = readFileSync(sqlite);
    writeFileSync(sqlite, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 7)]));
    const lines = readFileSync(segment);
    lines.write('#', 300);
    writeFileSync(segment, lines);
    const report = await verified();
    expect(report.findings).toMatchObject([
      { place: sqlite, problem: expect.stringContaining('cannot be read') },
      { place: segment, line: 1 },
    ]);
    expect(report).toMatchObject({ database: null, lake: { lines: 9 } });
    rmSync(sqlite);
    expect((await verified()).findings[0]).toMatchObject({ problem: expect.stringContaining('is missing') });
  });
});
