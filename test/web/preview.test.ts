import { describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('the preview beside the results', () => {
  const { open } = pagesInBrowser();
  const wide = { viewport: { width: 1280, height: 800 } };
  const places = (texts: string) =>
    `[...document.querySelectorAll('${texts}')].map((each) => { const { top, width, height } = each.getBoundingClientRect(); return [top, width, height].map(Math.round); })`;

  test('shows the thread of what the arrow keys reach, moves no result, and goes with Escape', async () => {
    const { page, trouble } = await open('/?q=twice', {}, wide);
    await page.getByRole('article').first().waitFor();
    const before = await page.evaluate(places('main article h2'));
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('ArrowDown');
    const preview = page.getByRole('complementary', { name: 'Preview of PAY-7' });
    await preview.getByText('The retry carries no idempotency key.').waitFor();
    await page.waitForURL('**/?q=twice&show=PAY-7');
    expect(await page.evaluate(places('main li article h2'))).toEqual(before);
    expect(await page.getByRole('button', { name: 'Preview PAY-7' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('complementary', { name: 'Preview of PAY-666' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/?q=twice');
    expect(await page.getByRole('complementary', { name: /Preview/ }).count()).toBe(0);
    expect(await page.evaluate('document.activeElement.dataset.result')).toBe('PAY-666');
    expect(await page.evaluate(places('main article h2'))).toEqual(before);
    await page.keyboard.press('ArrowUp');
    await page.waitForURL('**/?q=twice&show=PAY-7');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tickets/PAY-7');
    await page.getByRole('heading', { level: 1, name: /charged twice/ }).waitFor();
    await page.goBack();
    await preview.getByText('The retry carries no idempotency key.').waitFor();
    expect(trouble).toEqual([]);
  });

  test('opens by click, stands in the address, and says where a ticket cannot be read', async () => {
    let waiting = () => {};
    const held = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const { page, trouble } = await open(
      '/?q=twice',
      {
        async readTicket(asker, key) {
          if (key === 'PAY-7') await held;
          return services.readTicket(asker, key);
        },
      },
      { ...wide, colorScheme: 'dark' },
    );
    await page.getByRole('button', { name: 'Preview PAY-7' }).click();
    const preview = page.getByRole('complementary', { name: 'Preview of PAY-7' });
    // What the results know is there at once; the rest has its place already.
    await preview.getByRole('heading', { name: /charged twice/ }).waitFor();
    await preview.getByRole('status', { name: 'Reading PAY-7' }).waitFor();
    waiting();
    await preview.getByText('The retry carries no idempotency key.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.reload();
    await preview.getByText('The retry carries no idempotency key.').waitFor();
    await preview.getByRole('button', { name: 'Close the preview' }).click();
    await page.waitForURL('**/?q=twice');
    await page.goto(page.url().replace('?q=twice', '?q=twice&show=PAY-999'));
    await page.getByRole('complementary', { name: 'Preview of PAY-999' }).getByRole('alert').waitFor();
    expect(trouble).toEqual([]);
  });

  test('is not there where there is no room for it', async () => {
    const asked: string[] = [];
    const { page } = await open(
      '/?q=twice&show=PAY-7',
      {
        readTicket: (asker, key) => {
          asked.push(key);
          return services.readTicket(asker, key);
        },
      },
      { viewport: { width: 390, height: 844 } },
    );
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('complementary', { name: /Preview/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Preview PAY-7' }).isVisible()).toBe(false);
    expect(asked).toEqual([]);
  });
});
