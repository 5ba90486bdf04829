import { expect, test } from 'vitest';
import { casebook } from '../support/casebook.ts';
import { operations } from '../support/openapi.ts';

/**
 * A cell that begins with =, +, -, @, a tab or a line's end is a formula where a spreadsheet opens it, and runs what a
 * ticket says. Nothing that Casebook gives is opened by a spreadsheet; who adds a CSV export has to disarm such cells, and
 * finds that here.
 */
test('no route answers with what a spreadsheet opens', async () => {
  const types = (await operations()).flatMap(([, { responses }]) =>
    Object.values(responses).flatMap(({ content = {} }) => Object.keys(content)),
  );
  expect(new Set(types)).toEqual(
    new Set(['application/json', 'application/problem+json', 'application/x-ndjson', 'text/event-stream']),
  );
});

test('no command writes one', async () => {
  const { stdout } = await casebook(['export', '--help']);
  expect(stdout).toContain('fine-tuning');
  expect(stdout).not.toMatch(/\b(csv|tsv|xlsx?)\b/i);
});
