import { describe, expect, test } from 'vitest';
import { shareInWords, spanInWords } from '../../web/src/insights/words.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

const DAY = 86_400_000;

test.each([
  [0, '1 minute'],
  [DAY / 24, '1 hour'],
  [DAY, '1 day'],
  [3 * DAY, '3 days'],
  [90 * DAY, '90 days'],
  [900 * DAY, '2 years'],
])('%i ms is %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
  expect(shareInWords(null, ms)).toBe(`more than ${words}`);
});

describe.skipIf(!hasBrowser)('the page of insights', () => {
  const { open } = pagesInBrowser();

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'shows what comes, goes and stays, of the project in its address, %s',
    async (colorScheme, width) => {
      const asked: unknown[] = [];
      const { page, trouble } = await open(
        '/insights',
        {
          insights: (request) => {
            asked.push([request.projects, request.per]);
            return services.insights(request);
          },
        },
        { colorScheme, viewport: { width, height: 844 } },
      );
      await page
        .getByText('Half of 200 resolved tickets took 2 days or less; nine in ten took 16 days or less.')
        .waitFor();
      await page
        .getByRole('img', { name: 'Bars of the tickets' })
        .locator('.recharts-bar-rectangle')
        .first()
        .waitFor();
      const table = page.getByRole('table', { name: 'Tickets created and resolved, by month' });
      expect(await table.getByRole('row').last().innerText()).toMatch(/Feb 2026\s+11\s+11/);
      expect(await violationsOn(page)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);
      await page.getByLabel('Project').selectOption('Payments');
      await page.waitForURL('**/insights?project=PAY');
      await page.getByText('Weeks', { exact: true }).click();
      await page.waitForURL('**/insights?project=PAY&per=week');
      await page
        .getByRole('table', { name: 'Tickets created and resolved, by week' })
        .waitFor({ state: 'attached' });
      expect(asked.at(-1)).toEqual([['PAY'], 'week']);
      expect(trouble).toEqual([]);
    },
  );
});
