import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Short here, any length by `npm run soak`: each soak is a process of its own, whose sources can be changed. */
const STEPS = process.env.CI ? 100 : 80;
const STEPS_PER_BUG = 200;
const SEEDS_PER_BUG = 3;
const PATIENCE_MS = 480_000;

const program = fileURLToPath(new URL('run.ts', import.meta.url));

function soak(...parameters: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

test(
  'a Casebook that is killed while its Jira lives and fails ends equal to it, ticket by ticket',
  async () => {
    const { code, said } = await soak('--steps', String(STEPS), '--seed', '1', '--kills');
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/: equal after \d+ steps/) });
  },
  PATIENCE_MS,
);

describe('a planted bug is caught', () => {
  test.for([
    ['a page of ids is skipped', /was listed and is not here/, 1],
    ['the checkpoint is a second too far', /is older than it was listed|was listed and is not here/, 1],
    ['tombstones are dropped', /was not at Jira, and is still here|is here and not at Jira/, 1],
    ['an older state replaces a newer one', /was replaced by an older state/, 3],
  ] as const)('%s', { timeout: PATIENCE_MS }, async ([bug, finding, first]) => {
    let found = { code: 0, said: '' };
    for (let seed = first; seed < first + SEEDS_PER_BUG && found.code === 0; seed += 1)
      found = await soak('--steps', String(STEPS_PER_BUG), '--seed', String(seed), '--bug', bug);
    expect(found).toEqual({ code: 1, said: expect.stringMatching(finding) });
  });
});
