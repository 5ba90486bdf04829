import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase, transact } from '../../src/platform/database/index.ts';
import { emptyPostgres, onServer, postgresServer } from '../support/postgres.ts';

async function opened(address: string, soleWriter = false): Promise<Database> {
  const database = await openDatabase(address, { soleWriter });
  onTestFinished(() => database.destroy());
  return database;
}

describe.skipIf(!postgresServer)('PostgreSQL', () => {
  describe('one writer', () => {
    test('a second one on the same database is refused, on another schema it is not', async () => {
      const address = await emptyPostgres();
      const first = await openDatabase(address, { soleWriter: true });
      await expect(openDatabase(address, { soleWriter: true })).rejects.toMatchObject({
        code: 'database-busy',
      });
      await opened(await emptyPostgres(), true);
      await first.destroy();
      await opened(address, true);
    });

    test('who lost the lock writes nothing until it has it again', async () => {
      const address = await emptyPostgres();
      const first = await opened(address, true);
      const write = () =>
        first.insertInto('installation').values({ name: crypto.randomUUID(), value: '' }).execute();
      await write();
      const others = await onServer(
        `select pid from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory'
         and application_name = 'casebook writer' and objid = (hashtextextended('casebook writer ' || current_schema(), 0) & 4294967295)::oid`,
        address,
      );
      expect(others).toHaveLength(1);
      await onServer(`select pg_terminate_backend(${others[0]?.pid})`);
      const second = await openDatabase(address, { soleWriter: true });
      await expect(write()).rejects.toMatchObject({ code: 'database-busy' });
      await second.destroy();
      await write();
      expect(await first.selectFrom('installation').selectAll().execute()).toHaveLength(2);
    });
  });

  test('connections that broke are replaced', async () => {
    const address = await emptyPostgres();
    const database = await opened(address);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database);
    await onServer(`select pg_terminate_backend(${rows[0]?.pid})`);
    await expect
      .poll(() =>
        database
          .selectFrom('runs')
          .selectAll()
          .execute()
          .catch(() => null),
      )
      .toEqual([]);
  });

  test('two transactions in each other’s way are both done in the end', async () => {
    const database = await opened(await emptyPostgres());
    await database
      .insertInto('checkpoints')
      .values(['a', 'b'].map((scope) => ({ scope, position: 0 })))
      .execute();
    const met = Promise.withResolvers<void>();
    let arrived = 0;
    const inOrder = (scopes: string[]) =>
      transact(database, async (tx) => {
        for (const scope of scopes) {
          await tx
            .updateTable('checkpoints')
            .set((row) => ({ position: row('position', '+', 1) }))
            .where('scope', '=', scope)
            .execute();
          arrived += 1;
          if (arrived === 2) met.resolve();
          await met.promise;
        }
      });
    await Promise.all([inOrder(['a', 'b']), inOrder(['b', 'a'])]);
    expect(
      (await database.selectFrom('checkpoints').select('position').execute()).map((row) => row.position),
    ).toEqual([2, 2]);
  });

  test('a number that is none to JavaScript is refused, not rounded', async () => {
    const database = await opened(await emptyPostgres());
    await sql`insert into checkpoints values ('s', 9007199254740993)`.execute(database);
    await expect(database.selectFrom('checkpoints').selectAll().execute()).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining('9007199254740993'),
    });
  });

  test('a schema that does not exist is named as such', async () => {
    const address = (await emptyPostgres()).replace(/search_path%3Dtest_\w+/, 'search_path%3Dnowhere');
    await expect(openDatabase(address)).rejects.toMatchObject({
      code: 'config-invalid',
      detail: expect.stringContaining('search_path'),
    });
  });

  test('a password that is wrong is reported without a password', async () => {
    const address = new URL(postgresServer as string);
    address.password = 'hunter2';
    const failure = await openDatabase(address.href).catch((error) => error);
    expect(failure).toMatchObject({ code: 'database-unavailable' });
    expect(`${failure.message} ${failure.cause}`).not.toContain('hunter2');
  });
});

test('a server that is not there is reported as such', async () => {
  await expect(openDatabase('postgres://user:hunter2@127.0.0.1:1/casebook')).rejects.toMatchObject({
    code: 'database-unavailable',
    detail: expect.stringMatching(/^postgresql:\/\/127\.0\.0\.1:1\/casebook: .*ECONNREFUSED/),
  });
});
