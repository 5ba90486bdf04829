import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import {
  knownMigrations,
  migrateDatabase,
  openDatabase,
  plannedMigrations,
} from '../../src/platform/database/index.ts';
import { up as initial } from '../../src/platform/database/migrations/0001-initial.ts';
import { nodeSqliteDialect } from '../../src/platform/database/node-sqlite.ts';
import { casebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A data folder as the first version left it, with a ticket in it. */
async function ofFirstVersion(): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder();
  const file = join(folder, 'casebook.sqlite');
  const database = new Kysely<Record<string, Record<string, unknown>>>({ dialect: nodeSqliteDialect(file) });
  const provider = { getMigrations: async () => ({ '0001-initial': { up: initial } }) };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  await database.insertInto('installation').values({ name: 'kept', value: 'yes' }).execute();
  await database.destroy();
  return { folder, file };
}

const schemaOf = (file: string) => {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare('select name, sql from sqlite_schema order by name').all();
};

test('a dry run tries what is missing on the data, and leaves them as they were', async () => {
  const { folder, file } = await ofFirstVersion();
  const before = schemaOf(file);
  const later = knownMigrations().filter((name) => name !== '0001-initial');
  expect(await plannedMigrations(file)).toEqual(later);
  expect(schemaOf(file)).toEqual(before);
  const { stdout, stderr } = await casebook(['migrate', '--dry-run', '--data-dir', folder]);
  expect(stdout).toContain(later.join(', '));
  expect(stderr).toContain('casebook backup');
  expect(schemaOf(file)).toEqual(before);
});

test('a dry run on a database that is up to date has nothing to say', async () => {
  const { file } = await ofFirstVersion();
  await migrateDatabase(file);
  expect(await plannedMigrations(file)).toEqual([]);
});

test('a migration that would fail on the data fails in the dry run', async () => {
  const { file } = await ofFirstVersion();
  {
    using database = new DatabaseSync(file);
    database.exec('create table jobs (in_the_way text)');
  }
  const before = schemaOf(file);
  await expect(plannedMigrations(file)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('jobs'),
  });
  expect(schemaOf(file)).toEqual(before);
});

test('deliveries that are known stay known, under the name that their site gave them, and keep their numbers', async () => {
  const { file } = await ofFirstVersion();
  await migrateDatabase(file);
  {
    using database = new DatabaseSync(file);
    // As the version before left them.
    database.exec(`
      drop index webhook_deliveries_of_site;
      delete from kysely_migration where name = '0021-deliveries-of-sites';
      insert into webhook_deliveries (id, site, identifier, outcome, received_at)
        values (7, '', 'us:a', 'stored', 1), (9, 'us', 'us:a', 'stored', 2)`);
  }
  await using database = await openDatabase(file);
  const rows = await database
    .selectFrom('webhook_deliveries')
    .select(['id', 'site', 'identifier'])
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { id: 7, site: '', identifier: 'us:a' },
    { id: 9, site: 'us', identifier: 'a' },
  ]);
  const next = { site: 'us', identifier: 'b', event: null, outcome: 'ignored', received_at: 3 } as const;
  const { id } = await database
    .insertInto('webhook_deliveries')
    .values(next)
    .returning('id')
    .executeTakeFirstOrThrow();
  expect(id).toBe(10);
});

test('what the first version wrote is there after all migrations', async () => {
  const { file } = await ofFirstVersion();
  await using database = await openDatabase(file);
  const row = await database
    .selectFrom('installation')
    .selectAll()
    .where('name', '=', 'kept')
    .executeTakeFirst();
  expect(row).toEqual({ name: 'kept', value: 'yes' });
});
