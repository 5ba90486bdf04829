import { expect, onTestFinished, test } from 'vitest';
import { casebook, startCasebook } from '../support/casebook.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the demo company has as many tickets as asked for, and a folder holds the company of one size', async () => {
  const where = ['--port', '0', '--data-dir', temporaryFolder()];
  const demo = await startCasebook(['demo', '--tickets', '40', ...where]);
  onTestFinished(() => demo.kill());
  const status = await fetch(`${demo.ready.url}/api/status`);
  expect(await status.json()).toMatchObject({ indexing: { live: 40, indexed: 40 } });
  expect(await demo.stop()).toBe(0);

  const { code, stderr } = await casebook(['demo', '--tickets', '41', ...where]);
  expect(code).toBe(2);
  expect(stderr).toContain('say --tickets 40, or name another folder');
});
