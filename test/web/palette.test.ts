import { describe, expect, test, vi } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services } from '../../src/server/index.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('the command palette', () => {
  const { open } = pagesInBrowser();

  test('finds tickets while one types, asks for none that is no longer wanted, and opens one by its key', async () => {
    const search = vi.fn<Services['search']>(services.search);
    const { page, trouble } = await open('/ledger', { search });
    await page.getByRole('heading', { name: 'Sync ledger' }).waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    const field = palette.getByRole('combobox');
    await field.pressSequentially('charged twice', { delay: 5 });
    await palette.getByRole('option', { name: 'PAY-7' }).waitFor();
    expect(search.mock.calls.map(([{ query }]) => query)).toEqual(['charged twice']);
    expect(await palette.getByRole('option', { selected: true }).innerText()).toContain('PAY-7');
    expect(await violationsOn(page)).toEqual([]);
    await field.fill('core-2');
    await palette.getByRole('option', { name: 'CORE-2' }).first().waitFor();
    await expect.poll(() => palette.getByRole('option', { selected: true }).innerText()).toContain('CORE-2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Orders hang while the database is busy, case 2' }).waitFor();
    expect(await palette.count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  test('leads to pages and does things by keyboard alone, and gives focus back', async () => {
    const startVerify = vi.fn<Services['startVerify']>(() =>
      Promise.reject(new CasebookError('sync-running', 'One sync runs at a time.')),
    );
    const { page, trouble } = await open('/?q=twice', { startVerify });
    const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    await page.getByText('best first').first().waitFor();
    const before = await background();
    const button = page.getByRole('button', { name: 'Go to' });
    await button.press('Enter');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    await palette.getByRole('combobox').fill('theme dark');
    await palette.getByRole('option', { name: 'Dark colours' }).waitFor();
    // The search for these words comes first.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
    expect(await background()).not.toBe(before);
    expect(await button.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill('verify');
    await palette.getByRole('option', { name: 'Verify now' }).click();
    await palette.getByRole('alert').getByText('One sync runs at a time.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await palette.getByRole('combobox').fill('dead');
    await palette.getByRole('option', { name: 'Refused' }).click();
    await page.getByRole('heading', { name: 'Refused records' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    expect(trouble).toEqual([]);
  });

  test('offers nobody what is not for them, nor what cannot be done', async () => {
    const noSync = new CasebookError('jira-not-configured', 'JIRA_BASE_URL is not set.');
    const { page } = await open('/', { status: async () => ({ ...(await services.status()), noSync }) });
    await page.getByText('No sync: why?').waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    await palette.getByRole('option', { name: 'Light colours' }).waitFor();
    for (const absent of ['Sync now', 'Verify now', 'Sign out'])
      expect(await palette.getByRole('option', { name: absent }).count()).toBe(0);
  });
});
