import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casebook, startCasebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A data folder with three tickets. */
async function filled(): Promise<{ folder: string; segment: string }> {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), 'tickets.json');
  writeFileSync(file, JSON.stringify([issue(1), issue(2), issue(3)]));
  expect(await casebook(['import', file, '--data-dir', folder])).toMatchObject({ code: 0 });
  return { folder, segment: join(folder, 'lake', '000000000001.jsonl') };
}

test('verify says that all is well beside a running server, and names what is not', async () => {
  const { folder, segment } = await filled();
  const server = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  try {
    const whole = await casebook(['verify', '--json', '--data-dir', folder]);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      findings: [],
      lake: { lines: 3 },
      database: { tickets: 3 },
    });

    const bytes = readFileSync(segment);
    bytes.write('#', bytes.indexOf(0x0a) + 300);
    writeFileSync(segment, bytes);
    const damaged = await casebook(['verify', '--json', '--data-dir', folder]);
    expect(damaged.code).toBe(1);
    expect(JSON.parse(damaged.stdout).findings[0]).toMatchObject({ place: segment, line: 2 });
  } finally {
    await server.stop();
  }
  // No server can start on it now; verify works all the same, for people too.
  expect((await casebook(['status', '--data-dir', folder])).stderr).toContain('[data-unreadable]');
  const { code, stdout } = await casebook(['verify', '--data-dir', folder]);
  expect(code).toBe(1);
  expect(stdout).toContain(`WRONG ${segment} line 2 (byte `);
});

test('status says that a torn end was cut', async () => {
  const { folder, segment } = await filled();
  const size = readFileSync(segment).length;
  appendFileSync(segment, '{"check":"0123');
  const { code, stdout } = await casebook(['status', '--json', '--data-dir', folder]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).lakeCut).toMatchObject({ bytes: 14, file: segment, offset: size });
  expect((await casebook(['status', '--data-dir', folder])).stdout).toContain('14 bytes cut after byte');
  expect(readFileSync(segment)).toHaveLength(size);
});
