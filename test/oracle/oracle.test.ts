import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plantedLeaks } from './planted.ts';
import { UNSAID } from './random-company.ts';

const RUN = fileURLToPath(new URL('run.ts', import.meta.url));
const PATIENCE_MS = 480_000;

interface Report {
  readonly all: number;
  readonly opened: number;
  /** By way out. */
  readonly wrong: Readonly<Record<string, unknown>>;
}

/** In a process of its own: what is planted changes modules as they are loaded. */
async function run(...parameters: readonly string[]): Promise<{ report: Report; log: string }> {
  const child = spawn(process.execPath, [RUN, '--seed', '1', ...parameters]);
  const [out, log] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (out === '') throw new Error(log.slice(-5000));
  return { report: JSON.parse(out), log };
}

test(
  'every way out shows each of random sites’ people what the rules of Jira open to them: no more, and no less',
  async () => {
    // The second is one of two sites, whose ids and keys are alike.
    const { report, log } = await run('--worlds', '2');
    expect(report.wrong).toEqual({});
    expect(report.all).toBeGreaterThan(100_000);
    expect(report.opened).toBeGreaterThan(10_000);
    // The log tells what was done, and nothing that stands in a ticket.
    expect(log).toContain('"msg":"request completed"');
    expect(log).not.toContain(UNSAID);
  },
  PATIENCE_MS,
);

describe('a planted leak', () => {
  test.each(Object.entries(plantedLeaks))(
    '%s: is found',
    async (leak, { shows, sites = 1 }) => {
      const { report } = await run(
        ...['--worlds', '1', '--sites', String(sites), '--tickets', '40'],
        ...['--until-found', '--leak', leak],
      );
      expect(Object.keys(report.wrong)).toEqual(expect.arrayContaining([...shows]));
    },
    PATIENCE_MS,
  );
});
