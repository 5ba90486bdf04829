import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Short here, any length by `npm run soak`: each soak is a process of its own, whose sources can be changed. */
const STEPS = process.env.CI ? 100 : 80;
const STEPS_PER_BUG = 120;
const SEEDS_PER_BUG = 4;
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
  'a Casebook that is killed while its two Jiras live and fail ends equal to them, ticket by ticket',
  async () => {
    // Both projects whose key the two sites share get others: what was refused comes in, and none is left.
    const opening = ['sync', ...Array<string>(3).fill('rename a project'), 'sync', 'verify'].join();
    const { code, said } = await soak(
      ...['--opening', opening, '--steps', String(STEPS), '--seed', '1', '--kills'],
    );
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/: equal after \d+ steps/) });
    expect(said).toMatch(/^0 compared: \d+ tickets and \d+ tickets$/m);
  },
  PATIENCE_MS,
);

/** What each shows itself as, the steps to begin with that bring it out, and a seed with which they do. */
describe('a planted bug is caught', () => {
  test.for([
    ['a page of ids is skipped', /was listed and is not here/, 1, 'sync'],
    [
      'the checkpoint is a second too far',
      /is older than it was listed|was listed and is not here/,
      1,
      'let the index trail,sync,edit the summary,wait for the index,sync,let time pass,sync',
    ],
    [
      'tombstones are dropped',
      /was not at Jira, and is still here|is here and not at Jira/,
      1,
      'sync,delete,verify',
    ],
    [
      'a removal at one site takes away the ticket of that id at another',
      /ticket \d+, [A-Z]+-\d+, was listed and is not here/,
      1,
      'sync,delete,delete,delete,delete,delete,delete,verify',
      2,
    ],
    ['a ticket takes the key of another site', /key is …"\d+", at Jira …"[A-Z]+-\d+"/, 1, 'sync', 2],
    [
      'an older state replaces a newer one',
      /was replaced by an older state/,
      1,
      'sync,export,burst,burst,edit the summary,edit the description,sync,import',
    ],
    [
      'an issue is let go before it is fetched',
      /a webhook told of ticket/,
      1,
      'sync,burst,Jira goes away,send webhooks,sync,faults off',
    ],
    [
      'labels stay as they were after a scheme changed',
      /does not see .*, against the rules/,
      2,
      'sync,change who may see what',
    ],
  ] as const)('%s', { timeout: PATIENCE_MS }, async ([bug, finding, first, opening, sites = 1]) => {
    let found = { code: 0, said: '' };
    for (let seed = first; seed < first + SEEDS_PER_BUG && found.code === 0; seed += 1)
      found = await soak(
        ...['--opening', opening, '--steps', String(STEPS_PER_BUG)],
        ...['--seed', String(seed), '--sites', String(sites), '--bug', bug],
      );
    expect(found).toEqual({ code: 1, said: expect.stringMatching(finding) });
  });
});
