import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createPeople, type OidcOptions, type People } from '../../src/people/index.ts';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Long enough, and nobody's. */
export const PASSWORD = 'correct horse battery staple';

/** Few rounds: a test looks at what is decided, not at how hard it is to guess. */
export const CHEAP = { N: 2, r: 1, p: 1 };

export interface TestPeople {
  readonly people: People;
  readonly database: Database;
  /** The time that it is for them; a test moves it. */
  readonly clock: { now: number };
}

/** People in a database of their own that goes with the test: an operator Olga and a reader Rita. */
export async function openPeople(
  location: string = join(temporaryFolder(), 'casebook.sqlite'),
  oidc: OidcOptions | null = null,
): Promise<TestPeople> {
  const database = await openDatabase(location);
  onTestFinished(() => database.destroy());
  const clock = { now: Date.UTC(2026, 5, 1) };
  const people = createPeople({ database, oidc, now: () => clock.now, cost: CHEAP });
  await people.users.add({ login: 'olga', name: 'Olga', role: 'operator', password: PASSWORD });
  await people.users.add({ login: 'rita', name: 'Rita', role: 'reader', password: PASSWORD });
  return { people, database, clock };
}

/** The id of a new session. */
export async function signIn(people: People, login: string, address = '192.0.2.1'): Promise<string> {
  const outcome = await people.login({ login, password: PASSWORD, address });
  if (outcome.kind !== 'right') throw new Error(`${login} was not signed in: ${outcome.kind}`);
  return outcome.session;
}
