import { mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startCasebook } from '../test/support/casebook.ts';
import { launchBrowser } from '../test/web/browser.ts';
import { standStill } from './screenshots/still.ts';

/**
 * `npm run screenshots`: takes the pictures of the documentation, from the demo company as it is on one day. The same
 * sources give the same pictures to the eye, but for a browser with other fonts.
 */
const UNTIL = '2026-11-01';
const NOW = new Date(`${UNTIL}T12:00:00Z`);
const SIZE = { width: 1120, height: 700 };
/** Pictures that a page of documentation loads at once. */
const MOST_BYTES = 150_000;
const target = new URL('../docs/images/', import.meta.url).pathname;
/** Always the same: a page shows it. */
const folder = join(tmpdir(), 'casebook-screenshots');

const pictures: Readonly<Record<string, (page: Page, url: string) => Promise<void>>> = {
  async search(page, url) {
    await page.goto(`${url}/?q=database+bottlenecks`);
    await page.getByRole('article').nth(3).waitFor();
  },
  async ticket(page, url) {
    await page.goto(`${url}/tickets/SUP-307`);
    await page.getByRole('region', { name: 'Similar tickets' }).getByRole('listitem').first().waitFor();
  },
  async pipeline(page, url) {
    await page.goto(`${url}/pipeline`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Work' }).waitFor();
  },
  async health(page, url) {
    await page.goto(`${url}/health`);
    await page.getByRole('heading', { name: 'Embedder' }).waitFor();
  },
  async palette(page, url) {
    await page.goto(`${url}/`);
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    await palette.getByRole('combobox').pressSequentially('charged twice');
    await palette
      .getByRole('option', { name: /[A-Z]+-\d+/ })
      .nth(2)
      .waitFor();
  },
};

await rm(folder, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const startedAt = Date.now();
const demo = await startCasebook(['demo', '--port', '0', '--until', UNTIL, '--data-dir', folder]);
const browser = await launchBrowser();
try {
  const context = await browser.newContext({
    ...{ viewport: SIZE, colorScheme: 'light', reducedMotion: 'reduce' },
    ...{ locale: 'en-GB', timezoneId: 'UTC' },
  });
  await standStill(context, { startedAt, now: NOW });
  for (const [name, show] of Object.entries(pictures)) {
    const page = await context.newPage();
    await show(page, demo.ready.url);
    const path = join(target, `${name}.png`);
    await page.screenshot({ path, caret: 'hide', animations: 'disabled' });
    await page.close();
    const { size } = await stat(path);
    console.log(`${name}.png ${Math.round(size / 1000)} KB`);
    if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}.`);
  }
} finally {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
}
