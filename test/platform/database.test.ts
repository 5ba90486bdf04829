import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  databaseLocation,
  openDatabase,
  plannedMigrations,
  tieInstallation,
  transact,
} from '../../src/platform/database/index.ts';
import { databaseContract } from '../contracts/database.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('SQLite', () => {
  databaseContract(async () => join(temporaryFolder(), 'casebook.sqlite'));

  test('a dry run makes no file', async () => {
    const file = join(temporaryFolder(), 'casebook.sqlite');
    expect(await plannedMigrations(file)).not.toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});

describe.skipIf(!postgresServer)('PostgreSQL', () => {
  databaseContract(emptyPostgres);
});

describe('an installation', () => {
  test('lies where DATABASE_URL says, the demo company always in its folder', () => {
    const settings = { DATABASE_URL: 'postgres://db.example/casebook' };
    expect(databaseLocation(settings, 'real', '/f/casebook.sqlite')).toBe('postgres://db.example/casebook');
    expect(databaseLocation(settings, 'demo', '/f/casebook.sqlite')).toBe('/f/casebook.sqlite');
    expect(databaseLocation({ DATABASE_URL: undefined }, 'real', '/f/casebook.sqlite')).toBe(
      '/f/casebook.sqlite',
    );
  });

  test('ties its database to the folder whose lake filled it', async () => {
    await using database = await openDatabase(join(temporaryFolder(), 'casebook.sqlite'));
    await tieInstallation(database, null);
    await tieInstallation(database, 'folder-1');
    await tieInstallation(database, 'folder-1');
    const foreign = { code: 'database-foreign' };
    await expect(tieInstallation(database, 'folder-2')).rejects.toMatchObject(foreign);
    await expect(tieInstallation(database, null)).rejects.toMatchObject(foreign);
  });
});

test('a transaction that failed for a reason of its own is not done again', async () => {
  await using database = await openDatabase(join(temporaryFolder(), 'casebook.sqlite'));
  let times = 0;
  await expect(
    transact(database, async () => {
      times += 1;
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(times).toBe(1);
});
