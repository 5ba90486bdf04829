import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentFromText } from '../../src/domain/index.ts';
import { casebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const drained = 'PoolExhausted: the connection pool of the ledger is drained after the nightly failover';
const tickets = [
  issue(1, { summary: 'Ledger pool drained', description: documentFromText(drained) }),
  issue(2, {
    summary: 'Ledger pool is drained',
    description: documentFromText(`${drained} again`),
    created: '2026-01-05T08:00:00.000+0000',
  }),
  issue(3, { summary: 'Typo on the imprint', description: documentFromText('The street is misspelt.') }),
];

test('duplicates, triage and calibrate say what they found, for people and for programs', async () => {
  const folder = temporaryFolder();
  const where = ['--data-dir', folder];
  const file = join(temporaryFolder(), 'tickets.jsonl');
  writeFileSync(file, tickets.map((each) => JSON.stringify(each)).join('\n'));
  expect((await casebook(['import', file, ...where])).code).toBe(0);

  const shown = await casebook(['duplicates', 'pay-2', ...where]);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(
    /^PAY-1 {2}Ledger pool drained {2}\[Done\]\n {4}\w+ (certainly )?a duplicate, \d+ %/,
  );
  expect(shown.stdout).toContain('+ Rare words in common: ');
  expect(shown.stderr).toBe('');
  const asJson = await casebook(['duplicates', 'PAY-2', '--limit', '1', '--json', ...where]);
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    ticket: { key: 'PAY-2' },
    similar: [{ key: 'PAY-1' }],
    calibration: { origin: 'shipped', fits: true },
  });
  const unknown = await casebook(['duplicates', 'PAY-9', ...where]);
  expect(unknown).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('[ticket-not-found]'),
  });

  const since = ['--since', '2026-01-04', '--min-probability', '0.01'];
  const proposed = await casebook(['triage', ...since, ...where]);
  expect(proposed.stdout).toMatch(
    /^PAY-2 {2}Ledger pool is drained {2}\[Done\]\n {2}= PAY-1 {2}Ledger pool drained/,
  );
  expect(proposed.stderr).toContain('1 proposal of at least 1 % among 1 tickets created since 2026-01-04.\n');
  const first = await casebook(['triage', ...since, '--limit', '1', ...where]);
  expect(first.stderr).toContain('Shown are at most 1: with a larger --limit there may be more.');
  const none = await casebook(['triage', '--since', '2026-02-01', '--json', ...where]);
  expect(JSON.parse(none.stdout)).toMatchObject({ created: 0, proposals: [] });

  const learned = await casebook(['calibrate', ...where]);
  expect(learned).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There are 0, and 50 are needed'),
  });
  const reset = await casebook(['calibrate', '--reset', ...where]);
  expect(reset).toMatchObject({ code: 0, stdout: 'The calibration that Casebook comes with is in use.\n' });
}, 60_000);

test.each([
  [['triage', '--days', '3', '--since', '2026-01-01'], '--since'],
  [['triage', '--min-probability', '1.5'], '--min-probability'],
  [['triage', '--since', 'monday'], '--since'],
  [['duplicates', 'PAY-1', '--limit', '21'], '--limit'],
  [['duplicates'], 'key'],
])('casebook %j exits with 2 and names the place', async (parameters, place) => {
  const { code, stderr } = await casebook(parameters);
  expect(code).toBe(2);
  expect(stderr).toContain(place);
});
