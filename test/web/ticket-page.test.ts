import { describe, expect, test, vi } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('the ticket page', () => {
  const { open } = pagesInBrowser();

  test('shows the ticket with everything that its text holds', async () => {
    const { page, trouble } = await open('/tickets/PAY-7');
    await page.getByRole('heading', { level: 1, name: 'Customers are charged twice' }).waitFor();
    const jira = page.getByRole('link', { name: 'Open in Jira' });
    expect(await jira.getAttribute('href')).toBe('https://jira.example/browse/PAY-7');
    expect(await jira.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.title()).toBe(
      'PAY-7 Customers are charged twice when the gateway times out · Casebook',
    );
    const main = page.getByRole('main');
    expect(await main.getByRole('group', { name: 'Code' }).locator('pre').innerText()).toContain(
      '\n    at charge (gateway.ts:118)',
    );
    expect(await main.locator('th').allInnerTexts()).toEqual(['Acquirer', 'Double bookings']);
    expect(await main.getByRole('note', { name: 'Warning' }).innerText()).toContain('Do not refund by hand');
    await main.getByText('Timeline').click();
    expect(await main.getByText('Only for those who want to know.').isVisible()).toBe(true);
    const text = await main.innerText();
    for (const part of [
      ...[
        'Resolved',
        'Fixed',
        'High priority',
        'Lin Zhou',
        'Ada Osei',
        'payment-api',
        'idempotency, incident',
      ],
      ...['@Lin Zhou', '🔥', 'statement.png', 'ROLLED OUT', '2025-01-01', 'region eu-west', 'PAY-1'],
      ...['Refund what was booked twice', 'I was charged 79 euros', 'Words of a node that nobody knows yet.'],
      ...['3 comments', 'The retry carries no idempotency key.', 'Internal note', 'Only role Administrators'],
    ]) {
      expect(text).toContain(part);
    }
    expect(trouble).toEqual([]);
  });

  test('shows what the ticket has beside its text, the long of it once somebody asks', async () => {
    const { page, trouble } = await open('/tickets/PAY-7');
    const main = page.getByRole('main');
    await main.getByText('Refund the second bookings').waitFor();
    const text = await main.innerText();
    for (const part of [
      ...['PAY Sprint 9 (closed)', 'Many merchants', 'without its idempotency key.\nThe gateway books both.'],
      ...['Report a problem', 'Kiosk & Co', 'Breached: 5h 15m of 4h', '4 of 5: Quick'],
      ...['gateway.log', '16 kB', 'session.har', '9.4 MB', 'too large to be read'],
      ...['1 of 2 could not be read: started: missing'],
    ]) {
      expect(text).toContain(part);
    }
    const shown = (words: string) => main.getByText(words).isVisible();
    for (const [title, words] of [
      ['Text of gateway.log', 'level=warn msg="504 from acquirer"'],
      ['Time logged · 3h 15m in 1 entry', 'Reproduced it with the recorded traffic.'],
      ['History · 1 change', 'Waiting for review'],
    ] as const) {
      expect(await shown(words)).toBe(false);
      await main.locator('summary', { hasText: title }).click();
      expect(await shown(words)).toBe(true);
    }
    await main.getByRole('link', { name: 'PAY-8' }).waitFor();
    expect(trouble).toEqual([]);
  });

  test('shows operators what it was made from once they ask, as text, and has it copied whole', async () => {
    const readRecord = vi.fn<Services['readRecord']>(services.readRecord);
    const { page, trouble } = await open(
      '/tickets/PAY-7',
      { readRecord },
      { permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 390, height: 844 } },
    );
    const summary = page.locator('summary', { hasText: 'Source record' });
    await summary.waitFor();
    expect(readRecord).not.toHaveBeenCalled();
    await summary.click();
    const shown = page.getByRole('group', { name: 'Source record' });
    await shown.getByText('"summary": "<b>twice</b>"').waitFor();
    await page.getByText('line 4 of the lake').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy the record' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
    expect(copied).toEqual({ key: 'PAY-7', fields: { summary: '<b>twice</b>' } });
    expect(trouble).toEqual([]);
  });

  test('offers nobody else what it was made from', async () => {
    const { people, clock } = await openPeople();
    clock.now = Date.now();
    const { page } = await open('/tickets/PAY-7', { people });
    await page.getByLabel('Login').fill('rita');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('summary', { hasText: 'History' }).waitFor();
    expect(await page.getByText('Source record').count()).toBe(0);
  });

  test('leads to linked tickets without leaving Casebook', async () => {
    const { page } = await open('/?q=twice');
    await page.getByRole('link', { name: 'Customers are charged twice' }).click();
    await page.getByRole('link', { name: 'CORE-3' }).click();
    await page.waitForURL('**/tickets/CORE-3');
    await page.getByRole('heading', { level: 1, name: 'Orders hang' }).waitFor();
    await page.getByRole('link', { name: 'Results for “twice”' }).click();
    await page.waitForURL('**/?q=twice');
    await page.goto(new URL('/tickets/PAY-7', page.url()).href);
    // A card in the text that names a ticket of the same Jira.
    expect(await page.locator('p a', { hasText: 'CORE-9' }).getAttribute('href')).toBe('/tickets/CORE-9');
  });

  test('with harmful content runs none of it, asks no stranger, and drops no word', async () => {
    const { page, trouble } = await open('/tickets/PAY-666');
    await page.getByText('the innermost words').waitFor();
    // Whatever would run on opening or pointing has its chance.
    for (const summary of await page.locator('main summary').all()) await summary.click();
    for (const link of await page.locator('main a').all()) await link.hover();
    expect(await page.evaluate('window.harmed')).toBeUndefined();
    expect(await page.locator('main img, main iframe, main script, main object, main embed').count()).toBe(0);
    const hrefs: string[] = await page
      .locator('a')
      .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
    expect(hrefs.filter((href) => !/^https?:/.test(href))).toEqual([]);
    expect(await page.locator('a[target=_blank]:not([rel~=noopener])').count()).toBe(0);
    const text = await page.getByRole('main').innerText();
    for (const part of [
      ...['link javascript:window.harmed=true', 'link vbscript:x', 'A frame', 'wide'],
      ...['https://stranger.example/pixel.png', '<script>window.harmed = true</script>'],
    ]) {
      expect(text).toContain(part);
    }
    expect(trouble).toEqual([]);
    const results = await open('/?q=%3Cscript%3Ewindow.harmed%3Dtrue%3C%2Fscript%3E');
    await results.page.getByRole('article').first().waitFor();
    expect(await results.page.evaluate('window.harmed')).toBeUndefined();
    expect(results.trouble).toEqual([]);
  });

  test('that is not there says so, and so does any other address', async () => {
    const { page } = await open('/tickets/NO-1');
    await page.getByRole('heading', { name: 'There is no ticket NO-1 here' }).waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Check the key');
    await page.goto(new URL('/no/such/page', page.url()).href);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'Go to the search' }).click();
    await page.getByRole('heading', { name: 'What has happened here before?' }).waitFor();
  });
});
