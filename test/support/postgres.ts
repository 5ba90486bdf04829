import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';

/** The PostgreSQL server that tests may use; null, said aloud, where there is none. */
export const postgresServer: string | null = process.env.CASEBOOK_TEST_POSTGRES_URL || saidMissing();

function saidMissing(): null {
  console.warn(
    'SKIPPING tests on PostgreSQL: CASEBOOK_TEST_POSTGRES_URL is not set; test/servers/postgres.sh starts a server.',
  );
  return null;
}

/** An empty schema of the server that goes with the test, as the address of a database. */
export async function emptyPostgres(settings: Record<string, string> = {}): Promise<string> {
  if (!postgresServer) throw new Error('no PostgreSQL server: the suite should have been skipped');
  const schema = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`create schema ${schema}`);
  onTestFinished(async () => {
    await onServer(`drop schema ${schema} cascade; drop schema if exists ${schema}_jobs cascade`);
  });
  const address = new URL(postgresServer);
  const options = Object.entries({ search_path: schema, ...settings }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  address.searchParams.set('options', options.join(' '));
  return address.href;
}

/** Runs statements on the server itself, past everything that Casebook does. */
export async function onServer(
  statements: string,
  address = postgresServer,
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: address as string });
  await client.connect();
  try {
    return (await client.query(statements)).rows;
  } finally {
    await client.end();
  }
}
