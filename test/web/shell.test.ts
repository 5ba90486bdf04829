import { describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

const BACKGROUND = 'getComputedStyle(document.documentElement).backgroundColor';
const FOCUSED = 'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent';

describe.skipIf(!hasBrowser)('what stands around every page', () => {
  const { open } = pagesInBrowser();

  test('leads by keyboard past itself to the content, and to every page', async () => {
    const { page, trouble } = await open('/ledger');
    await page.getByRole('heading', { name: 'Sync ledger' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(FOCUSED)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    const pages = page.getByRole('navigation', { name: 'Casebook' });
    expect(await pages.locator('ul [aria-current=page]').innerText()).toBe('Ledger');
    for (const name of await pages.locator('ul a').allInnerTexts()) {
      await pages.getByRole('link', { name, exact: true }).press('Enter');
      await expect.poll(() => pages.locator('ul [aria-current=page]').innerText()).toBe(name);
    }
    expect(trouble).toEqual([]);
  });

  test('is a sheet on a phone: it keeps focus, gives it back, and closes on the page that was chosen', async () => {
    const { page, trouble } = await open('/?q=twice', {}, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Menu' }).press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Menu' });
    await sheet.getByRole('link', { name: 'Triage' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    for (let tabs = 0; tabs < 12; tabs += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(
          'document.activeElement === document.body || !!document.activeElement.closest("dialog")',
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await page.evaluate(FOCUSED)).toBe('Menu');
    await page.getByRole('button', { name: 'Menu' }).click();
    await sheet.getByRole('link', { name: 'Triage' }).click();
    await page.getByRole('heading', { name: 'Possible duplicates among new tickets' }).waitFor();
    expect(await sheet.count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  test('is light or dark as the system is, until somebody chooses, and stays so', async () => {
    const { page, trouble } = await open('/ledger', {}, { colorScheme: 'light' });
    await page.getByRole('heading', { name: 'Sync ledger' }).waitFor();
    const light = await page.evaluate(BACKGROUND);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await page.evaluate(BACKGROUND);
    expect(dark).not.toBe(light);
    await page.getByText('Light', { exact: true }).click();
    expect(await page.evaluate(BACKGROUND)).toBe(light);
    await page.reload();
    // Before the page itself is there.
    expect(await page.evaluate(BACKGROUND)).toBe(light);
    await page.getByText('System', { exact: true }).click();
    expect(await page.evaluate(BACKGROUND)).toBe(dark);
    expect(trouble).toEqual([]);
  });
});
