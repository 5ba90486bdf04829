import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { casebook, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a server says that it has stopped; one beside it hears where it answers', {
  timeout: 60_000,
}, async () => {
  const where = ['--port', '0', '--data-dir', temporaryFolder()];
  const served = await startCasebook(['serve', ...where]);
  onTestFinished(() => served.kill());
  const second = await casebook(['serve', ...where]);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`Casebook serves it on ${served.ready.url}.`);
  expect(await served.stop()).toBe(0);
  expect(await served.said).toContain('Casebook has stopped; everything that came in is kept.');
});

test('the calendar of a demo ends today, and stays where it was', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const where = ['--tickets', '30', '--port', '0', '--data-dir', folder];
  const today = new Date().toISOString().slice(0, 10);
  const demo = await startCasebook(['demo', ...where]);
  onTestFinished(() => demo.kill());
  const newest = await fetch(`${demo.ready.url}/api/search?q=is:open,done&sort=updated&limit=1`);
  const { hits } = (await newest.json()) as { hits: { updated: string }[] };
  const updated = Date.parse(hits[0]?.updated as string);
  expect(updated).toBeGreaterThan(Date.parse(today) - 45 * 86_400_000);
  expect(updated).toBeLessThan(Date.now());
  expect(JSON.parse(readFileSync(join(folder, 'installation.json'), 'utf8'))).toMatchObject({ until: today });
  expect(await demo.stop()).toBe(0);

  const other = await casebook(['demo', '--until', '2026-01-01', ...where]);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain(`lives until ${today}: say --until ${today}`);
});
