import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { casebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

describe('casebook search', () => {
  let folder: string;
  const find = (...parameters: string[]) => casebook(['search', '--data-dir', folder, ...parameters]);

  beforeAll(async () => {
    const { path, remove } = makeTemporaryFolder();
    folder = join(path, 'data');
    const file = join(path, 'tickets.jsonl');
    const issues = Array.from({ length: 25 }, (_, at) =>
      issue(at + 1, {
        summary: `Gateway outage ${at + 1}`,
        updated: `2026-01-${String(at + 1).padStart(2, '0')}T12:00:00.000+0000`,
        ...(at < 5 && { status: { name: 'In Review', statusCategory: { key: 'indeterminate' } } }),
      }),
    );
    writeFileSync(file, issues.map((each) => JSON.stringify(each)).join('\n'));
    expect((await casebook(['import', file, '--data-dir', folder])).code).toBe(0);
    return remove;
  }, 60_000);

  test('takes the query language, an order and a page, and counts facets', async () => {
    const { code, stdout, stderr } = await find(
      '--json',
      '--sort',
      'updated',
      '--limit',
      '10',
      '--page',
      '2',
      'outage project:Payments',
    );
    const found = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(found).toMatchObject({ total: 25, offset: 10, sort: 'updated' });
    expect(found.hits.map(({ key }: { key: string }) => key).slice(0, 2)).toEqual(['PAY-15', 'PAY-14']);
    expect(found.facets).toMatchObject({
      project: [{ value: 'PAY', name: 'Payments', tickets: 25 }],
      statusCategory: [
        { value: 'done', tickets: 20 },
        { value: 'indeterminate', tickets: 5 },
      ],
    });
    expect(stderr).toContain('11 to 20 of 25.');
  });

  test('lists by filters alone, without reasons that were never measured', async () => {
    const { stdout, stderr } = await find('is:open project:PYA,PAY');
    expect(stdout.match(/^PAY-\d+/gm)).toEqual(['PAY-5', 'PAY-4', 'PAY-3', 'PAY-2', 'PAY-1']);
    expect(stdout).toContain('updated 2026-01-05');
    expect(stdout).not.toContain('words');
    expect(stderr).toContain('No ticket has the project “PYA”. Did you mean “PAY”?');
  });

  test('names the place that it cannot read, as a wrong call', async () => {
    const { code, stdout, stderr } = await find('--json', 'outage updated:yesterweek');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'query-unreadable', detail: expect.stringContaining('Character 16, “yesterweek”') },
    });
    expect(stderr).toContain('updated:7d');
  });

  test('asks for words where there are none, in words of the command line', async () => {
    const { code, stderr } = await find('');
    expect(code).toBe(2);
    expect(stderr).toContain('Say what to look for');
    expect(stderr).not.toMatch(/querystring|openapi/);
  });

  test('says how a word is left out, which looks like an option', async () => {
    const { code, stderr } = await find('outage', '-printer');
    expect(code).toBe(2);
    expect(stderr).toContain('casebook search -- checkout -printer');
    expect((await find('--', 'outage', '-printer')).code).toBe(0);
  });

  test('its help shows the language', async () => {
    const { stdout } = await casebook(['search', '--help']);
    for (const part of ['conn*', 'status:open', 'updated:7d', '-label:', '--sort', '--page'])
      expect(stdout).toContain(part);
  });
});
