import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { animalTickets } from '../support/adapt-tickets.ts';
import { casebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SHIPPED = /^casebook-static-\d+@[0-9a-f]{12}$/;
const ADAPTED = /^casebook-adapted-\d+@[0-9a-f]{12}$/;

test.each([
  [[], {}, 'adapt-too-few-tickets', '1000'],
  [['--back'], {}, 'adapt-not-adapted', 'casebook-static'],
  [[], { CASEBOOK_EMBEDDER: 'ollama' }, 'adapt-needs-static', 'ollama'],
])('casebook adapt %j with settings %j ends as %s', async (parameters, settings, code, detail) => {
  const where = ['--json', '--data-dir', temporaryFolder()];
  const result = await casebook(['adapt', ...parameters, ...where], settings as Record<string, string>);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({
    error: { code, detail: expect.stringContaining(detail) },
  });
});

test('an installation learns, keeps its model over a backup, and goes back', async () => {
  const folder = temporaryFolder();
  const [data, copy, restored] = ['data', 'copy', 'restored'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const run = async (command: string, ...parameters: string[]) => {
    const result = await casebook([command, ...parameters, '--json']);
    expect(result).toMatchObject({ code: 0 });
    return JSON.parse(result.stdout);
  };
  const embedderOf = async (place: string) => (await run('status', '--data-dir', place)).embedder.id;
  const tickets = animalTickets(1300);
  const first = tickets[0]?.summary ?? '';
  const lines = tickets.map(({ key, summary, description }, number) =>
    JSON.stringify(issue(number, { summary, description }, { key: key.replace('ZOO', 'PAY') })),
  );
  const file = join(folder, 'tickets.jsonl');
  writeFileSync(file, lines.join('\n'));
  expect(await run('import', file, '--data-dir', data)).toMatchObject({ accepted: 1300 });

  const measured = await run('adapt', '--dry-run', '--data-dir', data);
  expect(measured.model).toMatch(SHIPPED);
  expect(existsSync(join(data, 'models'))).toBe(false);

  const { model, adaptation } = await run('adapt', '--data-dir', data);
  expect(model).toMatch(ADAPTED);
  // The same tickets, the same model.
  expect(model).toBe(measured.last.outcome.model);
  expect(adaptation.outcome).toMatchObject({ objections: [], learned: expect.any(Number) });
  expect(await embedderOf(data)).toBe(model);
  const found = await run('search', first, '--limit', '3', '--data-dir', data);
  expect(found).toMatchObject({ meaning: true, hits: { length: 3 } });

  await run('backup', copy, '--data-dir', data);
  await run('restore', copy, '--data-dir', restored);
  expect(await embedderOf(restored)).toBe(model);
  expect(readdirSync(join(restored, 'models'))).toEqual([`${model.replace('@', '.')}.bin`]);

  expect((await run('adapt', '--back', '--data-dir', data)).model).toMatch(SHIPPED);
  expect(await embedderOf(data)).toMatch(SHIPPED);
}, 180_000);
