import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addGeneration } from '../../src/knowledge/index/generation.ts';
import { type Database, openDatabase, plannedMigrations } from '../../src/platform/database/index.ts';
import { openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const modulePath = new URL('../../src/platform/database/index.ts', import.meta.url).href;

/** What every kind of database must do alike. `empty` gives the location of a new one. */
export function databaseContract(empty: () => Promise<string>): void {
  async function opened(location?: string): Promise<Database> {
    const database = await openDatabase(location ?? (await empty()));
    onTestFinished(() => database.destroy());
    return database;
  }

  /** Keeps texts under names, in the one table that asks nothing of them. */
  async function keep(database: Database, values: Record<string, string>): Promise<void> {
    const rows = Object.entries(values).map(([name, value]) => ({ name, value }));
    await database.insertInto('installation').values(rows).execute();
  }
  const names = async (database: Database) =>
    (await database.selectFrom('installation').select('name').orderBy('name').execute()).map(
      ({ name }) => name,
    );

  describe('migrations', () => {
    test('bring an empty database up, once', async () => {
      const location = await empty();
      const planned = await plannedMigrations(location);
      expect(planned).toEqual([...planned].sort());
      expect(planned.length).toBeGreaterThanOrEqual(2);
      // They were tried, and undone.
      expect(await plannedMigrations(location)).toEqual(planned);
      const database = await opened(location);
      expect(await plannedMigrations(location)).toEqual([]);
      await keep(database, { kept: '' });
      expect(await names(await opened(location))).toEqual(['kept']);
    });

    test('by two processes at once are done by one of them', async () => {
      const location = await empty();
      const program = `import { openDatabase } from '${modulePath}'; const d = await openDatabase(process.argv[1]); console.log((await d.selectFrom('kysely_migration').selectAll().execute()).length); await d.destroy();`;
      const migrate = () =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, location]);
      const [first, second] = await Promise.all([migrate(), migrate()]);
      expect(first.stdout).toBe(second.stdout);
      expect(Number(first.stdout)).toBeGreaterThanOrEqual(2);
    });

    test('of a newer version are refused, and nothing is touched', async () => {
      const location = await empty();
      const database = await opened(location);
      await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '')`.execute(
        database,
      );
      await expect(openDatabase(location)).rejects.toMatchObject({
        code: 'data-unreadable',
        detail: expect.stringContaining('9999-from-the-future'),
      });
    });
  });

  test('a transaction that fails leaves nothing of itself', async () => {
    const database = await opened();
    await keep(database, { before: '1' });
    await expect(
      database.transaction().execute(async (tx) => {
        await tx.insertInto('installation').values({ name: 'within', value: '' }).execute();
        await tx.updateTable('installation').set({ value: '2' }).where('name', '=', 'before').execute();
        await tx.insertInto('installation').values({ name: 'before', value: 'twice' }).execute();
      }),
    ).rejects.toThrow(/unique/i);
    expect(await database.selectFrom('installation').selectAll().execute()).toEqual([
      { name: 'before', value: '1' },
    ]);
  });

  describe('what the schema demands is enforced', () => {
    test('references', async () => {
      const database = await opened();
      const orphan = { ticket_id: 'nobody', lake_seq: 1 };
      await expect(database.insertInto('index_work').values(orphan).execute()).rejects.toThrow(
        /foreign key/i,
      );
    });

    test('checks', async () => {
      const database = await opened();
      const wrong = { state: 'dancing' as 'running', started_at: 0 };
      await expect(database.insertInto('runs').values(wrong).execute()).rejects.toThrow(/check constraint/i);
    });

    test.each([1.5, 'one'])('types: %j is no whole number', async (value) => {
      const database = await opened();
      const wrong = { scope: 's', position: value as number };
      await expect(database.insertInto('checkpoints').values(wrong).execute()).rejects.toThrow();
      expect(await database.selectFrom('checkpoints').selectAll().execute()).toEqual([]);
    });

    test('what belongs to a ticket goes with it', async () => {
      const { database, intake, runId } = await openIntake(temporaryFolder(), await empty());
      await intake.take(runId, [record(issue(1, { comment: { total: 1, comments: [comment(1, 'a')] } }))]);
      await database.deleteFrom('tickets').execute();
      const left = await Promise.all(
        (['comments', 'index_work'] as const).map((table) =>
          database.selectFrom(table).selectAll().execute(),
        ),
      );
      expect(left).toEqual([[], []]);
    });
  });

  test('a row that is there is replaced', async () => {
    const database = await opened();
    for (const position of [1, 2]) {
      await database
        .insertInto('checkpoints')
        .values({ scope: 's', position })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet({ position }))
        .execute();
    }
    expect(await database.selectFrom('checkpoints').selectAll().execute()).toEqual([
      { scope: 's', position: 2 },
    ]);
  });

  describe('numbers', () => {
    const times = [0, -1, 2 ** 31, 1_767_225_600_000, Number.MAX_SAFE_INTEGER];

    test('are whole beyond 32 bits, and come back as numbers', async () => {
      const database = await opened();
      const rows = times.map((position, i) => ({ scope: String(i), position }));
      await database.insertInto('checkpoints').values(rows).execute();
      const back = await database.selectFrom('checkpoints').selectAll().orderBy('scope').execute();
      expect(back.map(({ position }) => position)).toEqual(times);
      const later = database
        .selectFrom('checkpoints')
        .select('scope')
        .where('position', '>', 2 ** 31);
      expect((await later.execute()).map(({ scope }) => scope).sort()).toEqual(['3', '4']);
    });

    test('counts and sums are numbers too', async () => {
      const database = await opened();
      await database
        .insertInto('checkpoints')
        .values([1, 2 ** 40].map((position) => ({ scope: String(position), position })))
        .execute();
      const { n, sum } = await database
        .selectFrom('checkpoints')
        .select(({ fn }) => [fn.countAll<number>().as('n'), fn.sum<number>('position').as('sum')])
        .executeTakeFirstOrThrow();
      expect([n, sum]).toEqual([2, 2 ** 40 + 1]);
    });

    test('rows are counted up by the database', async () => {
      const database = await opened();
      const run = () =>
        database
          .insertInto('runs')
          .values({ state: 'running', started_at: 1_767_225_600_000 })
          .returning('id')
          .executeTakeFirstOrThrow();
      const [first, second] = [await run(), await run()];
      expect(second.id).toBeGreaterThan(first.id);
    });
  });

  test('vectors come back bit by bit', async () => {
    const { database, intake, runId } = await openIntake(temporaryFolder(), await empty());
    await intake.take(runId, [record(issue(1))]);
    const numbers = [0, -0, 1 / 3, -1e-45, 3.4e38, Number.NaN, Number.POSITIVE_INFINITY];
    const vector = Float32Array.from({ length: 384 }, (_, i) => numbers[i] ?? Math.sin(i));
    // As a view into something larger: what lies around must not come along.
    const around = new Uint8Array(384 * 4 + 24).fill(7);
    around.set(new Uint8Array(vector.buffer), 12);
    const { id } = await addGeneration(database, { embedder: 'e', dimensions: 384, chunking: 1 });
    await database
      .insertInto('index_entries')
      .values({
        generation: id,
        ticket_id: '10001',
        lake_seq: 1,
        chunks_json: '[]',
        vectors: around.subarray(12, 12 + 384 * 4),
      })
      .execute();
    const row = await database.selectFrom('index_entries').select('vectors').executeTakeFirstOrThrow();
    expect(Buffer.from(row.vectors).equals(Buffer.from(vector.buffer))).toBe(true);
  });

  describe('text', () => {
    test('of every script comes back as it was', async () => {
      const database = await opened();
      const texts = {
        a: 'Grüße, 東京, עברית, 👩‍👩‍👧 e\u0301',
        b: '',
        c: ' \t\n\r\u001b\u007f ',
        d: '\';--\\"',
      };
      await keep(database, texts);
      const rows = await database.selectFrom('installation').selectAll().orderBy('name').execute();
      expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toEqual(texts);
    });

    test('that no database can hold is replaced, character by character', async () => {
      const database = await opened();
      await keep(database, { 'nul\0': 'a\0b\0', lone: 'x\ud800y' });
      const value = async (name: string) =>
        (
          await database
            .selectFrom('installation')
            .select('value')
            .where('name', '=', name)
            .executeTakeFirst()
        )?.value;
      expect([await value('nul\0'), await value('lone')]).toEqual(['a\ufffdb\ufffd', 'x\ufffdy']);
    });

    test('may be long', async () => {
      const database = await opened();
      const long = 'päss '.repeat(1_000_000);
      await keep(database, { long });
      const row = await database.selectFrom('installation').select('value').executeTakeFirst();
      expect(row?.value === long).toBe(true);
    });

    test('is ordered by code points, whatever the locale', async () => {
      const database = await opened();
      const ordered = ['', '-', '10', '9', 'A', 'B', '_', 'a', 'a b', 'ab', 'b', 'ä', '\uffee', '😀'];
      await keep(database, Object.fromEntries([...ordered].reverse().map((name) => [name, ''])));
      expect(await names(database)).toEqual(ordered);
    });

    test('differs by case in keys, comparisons and patterns', async () => {
      const database = await opened();
      await keep(database, { Key: '', key: '' });
      const found = (operator: '=' | 'like', pattern: string) =>
        database.selectFrom('installation').select('name').where('name', operator, pattern).execute();
      expect(await found('=', 'key')).toEqual([{ name: 'key' }]);
      expect(await found('like', 'k%')).toEqual([{ name: 'key' }]);
    });
  });

  test('the same records leave the same rows as on SQLite', async () => {
    const reference = await rowsOfIntake(`${temporaryFolder()}/reference.sqlite`);
    expect(reference.tickets).toHaveLength(3);
    expect(reference.comments).toHaveLength(2);
    expect(reference.dead_letters).toHaveLength(3);
    expect(await rowsOfIntake(await empty())).toEqual(reference);
  });
}

/** All that batches of good, changed, hostile and broken records leave behind, table by table. */
async function rowsOfIntake(location: string): Promise<Record<string, Record<string, unknown>[]>> {
  const { database, intake, runId } = await openIntake(temporaryFolder(), location);
  const hostile = {
    summary: 'nul \0 and lone \ud800 in a summary 😀',
    description: {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'nul \0 in a document' }] }],
    },
    labels: ['b', 'a\0'],
  };
  const whole = issue(1, { comment: { total: 2, comments: [comment(1, 'first'), comment(2, 'second \0')] } });
  await intake.take(runId, [
    record(whole),
    record(issue(2, hostile)),
    record(whole),
    record({ id: 'nul \0', fields: null }),
  ]);
  await intake.take(runId, [
    record(issue(3)),
    record(issue(3)),
    record(issue(4, {}, { key: 'PAY-3' })),
    record({ ...issue(5), fields: { summary: '' } }),
  ]);
  const tables = [
    'runs',
    'lake_records',
    'dead_letters',
    'tickets',
    'comments',
    'index_work',
    'installation',
  ];
  const rows = await Promise.all(
    tables.map(async (table) => {
      const all = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database);
      // When it was written is the only thing that may differ.
      const lasting = all.rows.map(({ started_at: _, ...row }) =>
        table === 'dead_letters' ? { ...row, created_at: null, tried_at: null } : row,
      );
      return [table, lasting.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))] as const;
    }),
  );
  return Object.fromEntries(rows);
}
