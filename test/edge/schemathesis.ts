import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The program of Schemathesis; null, said aloud, where nobody installed it. */
export const schemathesis: string | null = process.env.CASEBOOK_TEST_SCHEMATHESIS || saidMissing();

function saidMissing(): null {
  console.warn(
    'SKIPPING the attack on the API by Schemathesis: CASEBOOK_TEST_SCHEMATHESIS is not set; test/servers/schemathesis.sh installs it.',
  );
  return null;
}

export interface Attack {
  /** An API key to ask with; null where there are no accounts, and nobody has to say who they are. */
  readonly key: string | null;
  /** Operations that are left out, such as `POST /api/users`. */
  readonly without?: readonly string[];
  /** Whether each parameter takes every value at the borders of its description, about 50 requests for an operation. */
  readonly borders: boolean;
  /** At most so many made-up requests for each operation, beside those. */
  readonly examples: number;
}

/**
 * Asks a server whatever its description allows and forbids, the same each time.
 *
 * @returns what Schemathesis found, for people; empty where it found nothing.
 */
export async function attack(url: string, { key, without = [], borders, examples }: Attack): Promise<string> {
  const child = spawn(
    schemathesis as string,
    [
      '--config-file',
      fileURLToPath(new URL('schemathesis.toml', import.meta.url)),
      'run',
      `${url}/openapi.json`,
      ...['--phases', borders ? 'coverage,fuzzing' : 'fuzzing', '--generation-deterministic', '--no-color'],
      ...['--max-examples', String(examples), '--continue-on-failure', '--request-timeout', '120'],
      // It never ends; test/server/events.test.ts listens to it.
      ...['--exclude-name', 'GET /api/events'],
      ...without.flatMap((operation) => ['--exclude-name', operation]),
      ...(key === null
        ? ['--exclude-checks', 'ignored_auth', '--generation-with-security-parameters', 'false']
        : ['--header', `Authorization: Bearer ${key}`]),
    ],
    // Where it leaves its cache.
    { cwd: temporaryFolder(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [printed, complaints, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  return code === 0 ? '' : printed + complaints;
}
