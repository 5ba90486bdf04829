import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Asker } from '../../../src/domain/index.ts';
import { FITTED_ON } from '../../../src/knowledge/centring/fit.ts';
import { FACET_FIELDS } from '../../../src/knowledge/choices.ts';
import type { ExactIndex, SnapshotOptions } from '../../../src/knowledge/index/exact/exact-index.ts';
import {
  keepSnapshotOf,
  openExactIndex,
  openGenerations,
  removeSnapshots,
} from '../../../src/knowledge/index.ts';
import { wordsQuery } from '../../../src/knowledge/query/free-text.ts';
import type { Logger } from '../../../src/platform/telemetry/index.ts';
import { hashingEmbedder } from '../../support/hashing-embedder.ts';
import { indexedFields } from '../../support/indexed-fields.ts';
import { openIntake } from '../../support/intake.ts';
import { issue, record } from '../../support/issue.ts';
import { openKnowledge } from '../../support/knowledge.ts';
import { emptyPostgres, postgresServer } from '../../support/postgres.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

vi.mock('node:fs/promises', { spy: true });

const NOUNS = ['queue', 'ledger', 'printer', 'label', 'payout', 'token', 'replica', 'carrier'];
const VERBS = ['hangs', 'is slow', 'fails at night', 'loses rows', 'wants a password'];
const embedder = hashingEmbedder('a', 32);
const operator = { kind: 'operator' } as const;
const customer: Asker = { kind: 'user', accountId: 'u', principals: new Set(['project:PAY']) };

/** State 1 of a ticket, or a later one. */
function ticket(number: number, state = 1, fields: Record<string, unknown> = {}) {
  const summary = `The ${NOUNS[number % NOUNS.length]} of shop ${number} ${VERBS[(number + state) % VERBS.length]}`;
  const updated = `2026-02-${String(state).padStart(2, '0')}T08:00:00.000+0000`;
  return record(issue(number, { summary, updated, labels: [`l${(number * state) % 7}`, 'all'], ...fields }));
}
const tickets = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ticket(from + i));

/** An installation with some tickets in its index, and ways to open that as processes after each other do. */
async function installation(count: number, location?: string) {
  const folder = temporaryFolder();
  const snapshots = join(folder, 'index');
  mkdirSync(snapshots);
  const open = await openIntake(folder, location);
  const said: { level: string; message: string; reason?: string | undefined }[] = [];
  const note = (level: string) => (details: { reason?: string }, message: string) =>
    void said.push({ level, message, reason: details.reason });
  const log = { info: note('info'), warn: note('warn') } as unknown as Logger;
  const options: SnapshotOptions = { folder: snapshots, log, dueTickets: 1, quietMs: 1e6 };

  /** Takes records in and indexes them in a process of its own; one that keeps no snapshots leaves them behind. */
  async function take(records: Parameters<typeof open.intake.take>[1], more?: SnapshotOptions) {
    await open.intake.take(open.runId, records);
    const knowledge = await openKnowledge(open, embedder, {
      openIndex: (database, generation) => openExactIndex(database, generation, more),
    });
    await knowledge.settle();
    await knowledge.indexer.stop();
    await knowledge.generations.active().index.close();
    return knowledge.generations.active().generation;
  }
  const generation = await take(tickets(0, count), options);
  const file = join(snapshots, `generation-${generation.id}.snapshot`);
  return {
    open,
    snapshots,
    file,
    said,
    options,
    take,
    generation,
    opened: (more: SnapshotOptions | undefined = options) => openExactIndex(open.database, generation, more),
    anew: () => openExactIndex(open.database, generation),
    /** What the last opening said of the snapshot. */
    lastSaid: () => said.at(-1),
  };
}

const QUERIES = ['printer loses rows', 'ledger of shop 7', 'password', 'shop', 'quesadilla', 'qeueu hangs'];

async function answersOf(index: ExactIndex) {
  const answers: unknown[] = [index.size()];
  for (const asker of [operator, customer])
    for (const words of QUERIES) {
      const [vector] = (await embedder.embed([words])) as [Float32Array];
      for (const vectors of [undefined, { whole: vector, summary: vector }])
        for (const filter of [[], [{ field: 'label' as const, anyOf: ['l3'] }]])
          answers.push(
            await index.search({
              asker,
              text: wordsQuery(words),
              vectors,
              filter,
              limit: 12,
              total: true,
              facets: FACET_FIELDS,
            }),
          );
    }
  return answers;
}

const READ = { level: 'info', message: 'read the snapshot of the search index' };

const databases = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', emptyPostgres],
] as const;

test.for(databases)(
  'on %s an index answers from a snapshot and what changed since as one made anew does',
  {
    timeout: 60_000,
  },
  async ([name, location], { skip }) => {
    skip(name === 'PostgreSQL' && !postgresServer);
    const { open, file, opened, anew, take, lastSaid } = await installation(FITTED_ON + 40, await location());
    const unchanged = await opened();
    expect(lastSaid()).toMatchObject(READ);
    expect(await answersOf(unchanged)).toEqual(await answersOf(await anew()));

    await take([
      ...tickets(400, 420),
      ...Array.from({ length: 30 }, (_, i) => ticket(3 * i, 2)),
      // Nobody but the operator may read these any more.
      ...Array.from({ length: 10 }, (_, i) => ticket(5 * i + 1, 3, { security: { id: '9' } })),
    ]);
    const without = await anew();
    await without.remove(['10008', '10016']);
    // A ticket that goes takes its entry along, and no index is told.
    await open.database.deleteFrom('tickets').where('id', 'in', ['10009', '10402']).execute();
    // Fields of a ticket that waits for the index are its new ones.
    const status = { name: 'Waiting', statusCategory: { key: 'new' } };
    await open.intake.take(open.runId, [ticket(11, 4, { status })]);

    const index = await opened();
    expect(lastSaid()).toMatchObject(READ);
    const answers = await answersOf(index);
    expect(answers).toEqual(await answersOf(await anew()));
    expect(JSON.stringify(answers)).toContain('"Waiting"');

    // What held tickets that are gone is gone too; who knows nothing of them writes another.
    await index.close();
    expect(existsSync(file)).toBe(false);
    await (await opened()).close();
    expect(await answersOf(await opened())).toEqual(await answersOf(await anew()));
    expect(lastSaid()).toMatchObject(READ);
  },
);

test('a snapshot that has tickets which are gone is written anew, however few they are', async () => {
  const { open, file, opened, anew, lastSaid } = await installation(120);
  const index = await opened();
  await open.database.deleteFrom('tickets').where('id', '=', '10009').execute();
  await index.withdraw(['10009']);
  await index.close();
  const again = await opened();
  expect(lastSaid()).toMatchObject(READ);
  expect(await answersOf(again)).toEqual(await answersOf(await anew()));
  await again.close();
  expect(existsSync(file)).toBe(true);
});

test('a snapshot is its owner’s alone, and one that is as good as new is not written again', async () => {
  const { file, opened, snapshots } = await installation(120);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(snapshots)).toHaveLength(1);
  const before = statSync(file).ino;
  await (await opened()).close();
  expect(statSync(file).ino).toBe(before);
});

test('what cannot be used is named, removed and made anew', async () => {
  const { open, file, opened, anew, generation, lastSaid, take, options } = await installation(120);
  const whole = readFileSync(file);
  const { database } = open;
  const { snapshot } = await database
    .selectFrom('index_generations')
    .select('snapshot')
    .executeTakeFirstOrThrow();
  const expected = await answersOf(await anew());
  const flipped = Buffer.from(whole);
  flipped[whole.length >> 1] = (flipped[whole.length >> 1] as number) ^ 1;
  const damages: [reason: string | RegExp, damage: () => unknown][] = [
    [/checksum/, () => writeFileSync(file, flipped)],
    ['it was not written to its end', () => truncateSync(file, whole.length - 100)],
    ['it is too short', () => truncateSync(file, 3)],
    [
      'it is of another snapshot',
      () => database.updateTable('index_generations').set({ snapshot: 'x' }).execute(),
    ],
    ['it is of another embedder', () => Object.assign(generation, { embedder: 'another' })],
  ];
  for (const [reason, damage] of damages) {
    writeFileSync(file, whole);
    await database.updateTable('index_generations').set({ snapshot }).execute();
    await damage();
    const index = await opened();
    expect(lastSaid()).toMatchObject({ level: 'warn', reason: expect.stringMatching(reason) });
    expect(existsSync(file)).toBe(false);
    expect(await answersOf(index)).toEqual(expected);
  }
  // The next end writes one that is good again.
  await take([ticket(1, 2)], options);
  Object.assign(generation, { embedder: embedder.id });
  await opened();
  expect(lastSaid()).toMatchObject(READ);
});

test('nothing that was taken out of an index stays in a snapshot, or comes back with the next', async () => {
  const { open, file, snapshots, opened, take, options, lastSaid } = await installation(120);
  await take([ticket(1, 2, { summary: 'Quesadilla for everybody' })], options);
  const utf16 = Buffer.from('quesadilla', 'utf16le');
  expect(readFileSync(file).includes(utf16)).toBe(true);

  const index = await opened();
  await index.remove(['10001']);
  expect(readdirSync(snapshots)).toEqual([]);
  await open.database.deleteFrom('tickets').where('id', '=', '10001').execute();
  // Its arrays still know the word.
  await index.close();
  expect(readdirSync(snapshots)).toEqual([]);

  await (await opened()).close();
  expect(readFileSync(file).includes(utf16)).toBe(false);
  const { hits } = await (await opened()).search({
    asker: operator,
    text: wordsQuery('quesadilla'),
    filter: [],
    limit: 3,
  });
  expect(lastSaid()).toMatchObject(READ);
  expect(hits).toEqual([]);
});

test('an index that is given up leaves no snapshot', async () => {
  const { file, opened } = await installation(120);
  const index = await opened();
  expect(existsSync(file)).toBe(true);
  await index.retire();
  expect(existsSync(file)).toBe(false);
});

test('an index is given up also where its snapshot cannot be removed; no erasure ends while that is there', async () => {
  const { open, file, opened, snapshots, said, options } = await installation(120);
  const index = await opened();
  await open.database.schema.alterTable('index_generations').renameColumn('snapshot', 'away').execute();
  await index.retire();
  expect(said.at(-1)).toMatchObject({ level: 'warn', message: expect.stringContaining('cannot be removed') });
  expect(existsSync(file)).toBe(true);
  await open.database.schema.alterTable('index_generations').renameColumn('away', 'snapshot').execute();

  const other = join(snapshots, 'generation-99.snapshot.part');
  writeFileSync(other, '');
  const generations = await openGenerations({
    database: open.database,
    embedder,
    openIndex: (database, generation) => openExactIndex(database, generation),
    removeFiles: () => removeSnapshots(snapshots),
  });
  await generations.alone(() => generations.remove([]));
  expect(readdirSync(snapshots)).toEqual([]);
  await generations.active().index.close();

  // What is no snapshot keeps nothing that is one.
  mkdirSync(join(snapshots, 'generation-1.snapshot'));
  writeFileSync(join(snapshots, 'generation-98.snapshot'), '');
  writeFileSync(other, '');
  await keepSnapshotOf(2, options);
  expect(readdirSync(snapshots)).toEqual(['generation-1.snapshot']);
});

test('a memory that did not see every change, or of which more than half is old, leaves no snapshot', async () => {
  const { open, file, opened, anew } = await installation(120);
  const index = await opened();
  const document = await documentOf(index, '10003');
  // As where the connection breaks after the commit.
  await (await anew()).replace([document]);
  await index.replace([document]);
  await index.close();
  expect(existsSync(file)).toBe(false);

  await (await opened()).close();
  expect(existsSync(file)).toBe(true);
  await open.database.updateTable('index_entries').set({ change: 1e6 }).execute();
  const later = await opened();
  expect(existsSync(file)).toBe(false);
  expect(later.size().tickets).toBe(120);
});

test('an index opens also where what changed since its snapshot cannot be read', async () => {
  const { open, file, opened, anew, lastSaid } = await installation(120);
  const expected = await answersOf(await anew());
  await open.database.schema.alterTable('index_work').renameTo('away').execute();
  const index = await opened();
  expect(lastSaid()).toMatchObject({ level: 'warn', message: expect.stringContaining('made anew') });
  expect(existsSync(file)).toBe(false);
  expect(await answersOf(index)).toEqual(expected);
});

test('what lies in the place of a snapshot and is no file is not read', async () => {
  const { file, snapshots, opened, lastSaid } = await installation(120);
  const elsewhere = join(temporaryFolder(), 'elsewhere');
  renameSync(file, elsewhere);
  symlinkSync(elsewhere, file);
  const index = await opened();
  expect(lastSaid()).toMatchObject({ level: 'warn', reason: 'it is not a file' });
  expect(readdirSync(snapshots)).toEqual([]);
  expect(existsSync(elsewhere)).toBe(true);
  await index.close();
  rmSync(file);
  mkdirSync(file);
  expect((await opened()).size().tickets).toBe(120);
  expect(lastSaid()).toMatchObject({ level: 'warn', reason: 'it is not a file' });
});

test('where the disk is nearly full none is written, and the one before stays', async () => {
  const { said, file, opened } = await installation(120);
  const before = statSync(file).ino;
  const index = await opened();
  await index.replace([await documentOf(index, '10003')]);
  vi.mocked(statfs).mockResolvedValueOnce({ bavail: 60_000, bsize: 4096 } as never);
  await index.close();
  expect(said.at(-1)).toMatchObject({
    level: 'warn',
    message: expect.stringMatching(/^no snapshot .* written/),
  });
  expect(statSync(file).ino).toBe(before);
});

test('where none can be written everything goes on, and it is said once', async () => {
  const { opened, said, options, open, generation } = await installation(120);
  const nowhere = { ...options, folder: join(options.folder, 'missing'), patienceMs: -1 };
  const index = await openExactIndex(open.database, generation, nowhere);
  const documents = await Promise.all(['10003', '10004'].map((id) => documentOf(index, id)));
  said.length = 0;
  for (const document of documents) await index.replace([document]);
  await index.close();
  expect(said.map(({ message }) => message)).toEqual([
    'no snapshot of the search index can be written; all goes on, but the next start takes longer',
  ]);
  expect((await opened()).size().tickets).toBe(120);
});

async function documentOf(index: ExactIndex, ticketId: string) {
  return { ticketId, seq: 1, fields: indexedFields(), chunks: await index.chunksOf(ticketId) };
}
