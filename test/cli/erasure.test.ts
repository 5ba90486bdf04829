import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { documentFromText } from '../../src/domain/index.ts';
import { casebook, startCasebook } from '../support/casebook.ts';
import { filesWith } from '../support/erasure.ts';
import { comment, issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = 'Zwetschgendatschi';

/** A data folder with tickets, a word in one of them that nothing else holds, and how to call Casebook on it. */
async function filled() {
  const folder = temporaryFolder();
  const run = (...parameters: string[]) => casebook([...parameters, '--data-dir', folder]);
  const take = async (...issues: unknown[]) => {
    const file = join(temporaryFolder(), 'tickets.json');
    writeFileSync(file, JSON.stringify(issues));
    expect(await run('import', file)).toMatchObject({ code: 0 });
  };
  const told = comment(1, `${SECRET} was served`);
  await take(
    issue(1, { description: documentFromText(SECRET), comment: { total: 1, comments: [told] } }),
    issue(2),
    issue(3, { resolutiondate: '2019-05-01T00:00:00.000+0000' }),
  );
  const json = async (...parameters: string[]) => {
    const { code, stdout } = await run(...parameters, '--json');
    return { code, ...JSON.parse(stdout) };
  };
  return { folder, run, json, take };
}

test('erasing a ticket asks first, and then takes it out of files and search, beside a running server', async () => {
  const { folder, run, json } = await filled();
  const server = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  onTestFinished(server.kill);
  expect((await json('search', SECRET)).hits[0]).toMatchObject({ key: 'PAY-1' });
  const unasked = await run('erase', 'ticket', 'PAY-1');
  expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('1 ticket to erase') });
  expect(unasked.stderr).toContain('[not-confirmed]');
  expect(await run('erase', 'ticket', 'PAY-1', '--dry-run', '--yes')).toMatchObject({
    code: 0,
    stdout: 'Nothing was erased.\n',
    stderr: expect.stringContaining('1 ticket to erase'),
  });
  expect(await json('erase', 'ticket', 'PAY-1', '--dry-run')).toMatchObject({ code: 0, erased: false });
  expect(filesWith(folder, SECRET)).not.toEqual([]);

  expect(await json('erase', 'ticket', 'pay-1', '--yes')).toMatchObject({
    code: 0,
    erased: true,
    tickets: 1,
    lines: 1,
  });
  expect(filesWith(folder, SECRET)).toEqual([]);
  const found = await json('search', SECRET);
  expect(JSON.stringify(found.hits)).not.toMatch(/PAY-1"|Zwetschgen/);
  expect((await run('show', 'PAY-1')).stderr).toContain('[ticket-not-found]');
  expect(await json('status')).toMatchObject({
    records: { received: 3, applied: 2, erased: 1, holds: true },
    indexing: { live: 2, holds: true },
  });
  expect(await json('verify')).toMatchObject({ code: 0, findings: [] });
  expect(await server.stop()).toBe(0);
  expect(filesWith(folder, SECRET)).toEqual([]);
}, 60_000);

test('the question names the site also where no key is known', async () => {
  const { run } = await filled();
  const file = join(temporaryFolder(), 'refused.json');
  writeFileSync(file, JSON.stringify([issue(9, {}, { key: null })]));
  await run('import', file);
  const { stderr } = await run('erase', 'ticket', '10009');
  expect(stderr).toContain('Of site: first');
  expect(stderr).toContain('1 dead letter');
}, 60_000);

test('erasing a person leaves the tickets, found by everything but his name', async () => {
  const { folder, run, json } = await filled();
  const { code, stdout, stderr } = await run('erase', 'person', 'u1', '--yes');
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Erased.') });
  expect(stderr).toContain('Known as: Ines Roth');
  expect(filesWith(folder, 'Ines Roth', '"u1"')).toEqual([]);
  expect(await json('show', 'PAY-2')).toMatchObject({ reporter: { displayName: 'Former user' } });
  expect((await json('search', SECRET)).hits[0]).toMatchObject({ key: 'PAY-1' });
  expect(await json('verify')).toMatchObject({ code: 0, findings: [] });
  expect((await json('erase', 'person', 'u1', '--yes')).error).toMatchObject({ code: 'person-not-found' });
}, 60_000);

test('the lake says what it holds, drops older states, and lets old tickets expire', async () => {
  const { json, run, take } = await filled();
  await take(issue(2, { updated: '2026-03-01T00:00:00.000+0000' }));
  expect((await json('lake')).total).toMatchObject({ lines: 4, superseded: 1 });
  expect((await run('lake')).stdout).toContain('4 lines');
  expect(await json('lake', 'compact', '--keep-days', '30')).toMatchObject({ droppedLines: 0 });
  expect(await json('lake', 'compact')).toMatchObject({ code: 0, droppedLines: 1 });
  expect((await json('lake')).total).toMatchObject({ lines: 3, superseded: 0 });
  expect(await json('lake', 'expire', '--closed-before', '2020-01-01', '--yes')).toMatchObject({
    tickets: 1,
    keys: ['PAY-3'],
  });
  expect(await json('status')).toMatchObject({
    records: { holds: true },
    indexing: { live: 2, holds: true },
  });
  expect(await json('verify')).toMatchObject({ code: 0, findings: [], lake: { lines: 2 } });
  expect((await run('lake', 'expire', '--closed-before', '2020-02-31')).code).toBe(2);
}, 60_000);
