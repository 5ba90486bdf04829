import { describe, expect, test, vi } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { monthColumns, stateOf, sumOf, weeksOf, wordsFor } from '../../web/src/ledger/year.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { madeUpLedger } from './made-up-ledger.ts';
import { pagesInBrowser } from './open-page.ts';

describe('a year as a calendar', () => {
  test.each([2024, 2025, 2026, 2028])('%i: each day stands once, in the row of its weekday', (year) => {
    const rows = weeksOf(year);
    expect(rows).toHaveLength(7);
    for (const [weekday, row] of rows.entries())
      for (const day of row) if (day) expect((new Date(day).getUTCDay() + 6) % 7, day).toBe(weekday);
    const days = rows[0]!.flatMap((_, week) => rows.map((row) => row[week])).filter((day) => day !== null);
    expect(days).toHaveLength(year % 4 === 0 ? 366 : 365);
    expect(days).toEqual(days.toSorted());
    expect(days[0]).toBe(`${year}-01-01`);
    expect(days.at(-1)).toBe(`${year}-12-31`);
  });

  test('months begin in the week of their first day', () => {
    // 1 January 2026 is a Thursday, 1 February a Sunday.
    expect(monthColumns(2026).slice(0, 3)).toEqual([0, 4, 8]);
  });

  test('a day is proved when nothing differs; what is refused is told apart', () => {
    const none = sumOf([]);
    expect(stateOf({ ...none, jira: 3, live: 3 })).toBe('proved');
    expect(stateOf({ ...none, jira: 3, live: 2, refused: 1 })).toBe('refused');
    for (const kind of ['missing', 'stale', 'extra'] as const)
      expect(stateOf({ ...none, refused: 1, [kind]: 1 })).toBe('open');
    expect(wordsFor({ ...none, jira: 1, live: 1 })).toBe('1 ticket in Jira, all here');
    expect(wordsFor({ ...none, jira: 1200, stale: 2, erased: 1 })).toBe(
      '1,200 tickets in Jira, 2 out of date, 1 erased',
    );
  });
});

describe.skipIf(!hasBrowser)('the page of the sync ledger', () => {
  const { open } = pagesInBrowser();
  const changed = { ledger: async () => madeUpLedger };

  test('shows what is proved by project and day, when, and each ticket that differed', async () => {
    const { page, trouble } = await open('/ledger', changed);
    await page.getByText('Not all is proved.').waitFor();
    expect(await page.getByRole('status').first().innerText()).toContain(
      '9 tickets in Jira, 1 missing here, 1 refused. Compared 2 hours ago.',
    );
    const pay = page.getByRole('region', { name: /^PAY/ });
    expect(await pay.getByTitle('12 March 2026: 4 tickets in Jira, all here').count()).toBe(1);
    expect(await pay.getByRole('listitem').allInnerTexts()).toEqual([
      '13 March 2026 2 tickets in Jira, 1 missing here',
    ]);
    const found = page.getByRole('region', { name: 'What it found' });
    expect(await found.getByRole('listitem').allInnerTexts()).toEqual([
      'PAY-7 mended',
      'PAY-9 still so',
      'PAY-8 mended',
    ]);
    expect(trouble).toEqual([]);
  });

  test('the year stands in the address', async () => {
    const { page } = await open('/ledger', changed);
    const core = page.getByRole('region', { name: /^CORE/ });
    await core.getByTitle(/1 January 2026/).waitFor();
    await page.getByRole('link', { name: '2025' }).click();
    await core.getByTitle('31 December 2025: 1 ticket in Jira, all here').waitFor();
    expect(new URL(page.url()).search).toBe('?year=2025');
    await page.getByText('No ticket was created in 2025.').waitFor();
  });

  test('has one for each of several sites, which stands in the address', async () => {
    const ledger = vi.fn<Services['ledger']>(async (site) =>
      site === 'us' ? { check: null, days: [] } : madeUpLedger,
    );
    const us = { name: 'us', url: 'https://us.example', jira: null, ledger: null, webhooks: null };
    const sites = [{ ...us, access: { readAt: null, trouble: null } }];
    const status = async () => ({ ...(await services.status()), sites });
    const { page } = await open('/ledger', { ledger, status });
    await page.getByText('Not all is proved.').waitFor();
    const choice = page.getByRole('navigation', { name: 'Jira sites' });
    const chosen = () => choice.locator('[aria-current=page]').allTextContents();
    expect(await chosen()).toEqual(['first']);
    await choice.getByRole('link', { name: 'us' }).click();
    await page.getByText('Nothing has been compared with Jira yet').waitFor();
    expect(new URL(page.url()).search).toBe('?site=us');
    expect(await chosen()).toEqual(['us']);
    expect(ledger).toHaveBeenLastCalledWith('us');
  });

  test('on a small screen scrolls by itself, and leaves the page as wide as the screen', async () => {
    const { page } = await open('/ledger', changed, { viewport: { width: 390, height: 800 } });
    await page
      .getByRole('region', { name: /^CORE/ })
      .getByTitle(/1 January 2026/)
      .waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('begins a comparison', async () => {
    const startVerify = vi.fn<Services['startVerify']>(services.startVerify);
    const { page } = await open('/ledger', { startVerify });
    await page.getByText('Nothing has been compared with Jira yet').waitFor();
    await page.getByRole('button', { name: 'Compare with Jira now' }).click();
    await vi.waitFor(() =>
      expect(startVerify).toHaveBeenCalledWith({ dryRun: false, acceptRemovals: false }),
    );
  });
});
