import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the dashboard asks what the server answers: the committed client is the one made from it', async () => {
  const script = fileURLToPath(new URL('../../scripts/generate-api-client.ts', import.meta.url));
  const run = await promisify(execFile)(process.execPath, [script, '--check']);
  expect(run.stderr).toBe('');
});
