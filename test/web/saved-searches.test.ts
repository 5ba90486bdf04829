import { describe, expect, onTestFinished, test } from 'vitest';
import { savedFrom, textOf } from '../../web/src/saved-searches/saved-search.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { hasBrowser } from './browser.ts';
import { serveDashboard } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe('what a browser has kept', () => {
  test('is read as it was written, without the page that was shown', () => {
    const address = {
      q: 'slow & "stuck"',
      project: ['PAY', 'CORE'],
      mode: 'lexical',
      sort: 'oldest',
    } as const;
    const saved = [
      { name: 'zebra', address: { q: 'twice' } },
      { name: 'Ärger', address: { ...address, project: [...address.project], page: 3, show: 'PAY-7' } },
    ];
    expect(savedFrom(textOf(saved))).toEqual([
      { name: 'Ärger', address },
      { name: 'zebra', address: { q: 'twice' } },
    ]);
  });

  test('is read whole, however many there are', () => {
    const saved = Array.from({ length: 150 }, (_, i) => ({
      name: `search ${i}`,
      address: { q: `word ${i}` },
    }));
    expect(savedFrom(textOf(saved)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(saved.map(({ name }) => name)),
    );
  });

  test.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['no list', '{"name":"a","search":"?q=a"}'],
    [
      'entries that are none',
      '[null, 3, {"name":"a"}, {"name":"","search":"?q=a"}, {"name":"b","search":"?mode=x"}]',
    ],
  ])('is none where it is %s', (_, text) => {
    expect(savedFrom(text)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('saved searches', () => {
  const { open, openAt } = pagesInBrowser();

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'are named, found beside the search and in the palette, and deleted, %s',
    async (colorScheme, width) => {
      const { page, trouble } = await open(
        '/?q=twice&project=PAY&sort=oldest&page=2',
        {},
        { colorScheme, viewport: { width, height: 844 } },
      );
      await page.getByRole('button', { name: 'Save search' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save this search' });
      expect(await dialog.getByLabel('Name').inputValue()).toBe('twice');
      await dialog.getByLabel('Name').fill('Double <b>charges</b>');
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByText('Saved as “Double <b>charges</b>”').waitFor();

      await page.goto(new URL('/', page.url()).href);
      const list = page.getByRole('region', { name: 'Saved searches' });
      await list.getByRole('link', { name: 'Double <b>charges</b>' }).click();
      await page.waitForURL('**/?q=twice&project=PAY&sort=oldest');

      await page.goto(new URL('/tickets/PAY-7', page.url()).href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      const palette = page.getByRole('dialog', { name: 'Go to' });
      await palette.getByRole('combobox').fill('char');
      await palette.getByRole('option', { name: 'Double <b>charges</b>' }).click();
      await page.waitForURL('**/?q=twice&project=PAY&sort=oldest');
      if (width < 1024) await page.getByRole('button', { name: 'Filters (1)' }).click();
      await list.waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);
      await page.getByRole('button', { name: 'Delete the saved search Double <b>charges</b>' }).click();
      await page.getByRole('button', { name: 'Save search' }).waitFor();
      expect(await list.count()).toBe(0);
      expect(trouble).toEqual([]);
    },
  );

  test('under a name that there is take its place, and say so before', async () => {
    const { page } = await open('/?q=twice');
    const dialog = page.getByRole('dialog', { name: 'Save this search' });
    for (const place of ['/?q=twice', '/?q=many']) {
      await page.goto(new URL(place, page.url()).href);
      await page.getByRole('button', { name: 'Save search' }).click();
      await dialog.getByLabel('Name').fill('mine');
      const told = dialog.getByText('takes the place of the saved search');
      expect(await told.count()).toBe(place === '/?q=many' ? 1 : 0);
      await page.keyboard.press('Enter');
    }
    const link = page.getByRole('region', { name: 'Saved searches' }).getByRole('link');
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute('href')).toBe('/?q=many');
  });

  test('are nobody else’s who signs in at this browser', async () => {
    const { people, clock } = await openPeople();
    clock.now = Date.now();
    const { address, close } = await serveDashboard({ people });
    onTestFinished(close);
    const { page } = await openAt(`${address}/?q=twice`);
    const signIn = async (login: string) => {
      await page.getByLabel('Login').fill(login);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('best first').first().waitFor();
    };
    await signIn('rita');
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.keyboard.press('Enter');
    await page.getByText('Saved as “twice”').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Casebook' }).waitFor();
    await page.goto(`${address}/?q=twice`);
    await signIn('olga');
    await page.getByRole('button', { name: 'Save search' }).waitFor();
    expect(await page.getByRole('region', { name: 'Saved searches' }).count()).toBe(0);
  });

  test('are not read where it is not known who asks', async () => {
    const { page } = await open('/?q=twice');
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.keyboard.press('Enter');
    const list = page.getByRole('region', { name: 'Saved searches' });
    await list.waitFor();
    await page.route('**/api/me', (route) => route.fulfill({ status: 503, json: {} }));
    await page.reload();
    await page.getByText('best first').first().waitFor();
    expect(await list.count()).toBe(0);
    await page.unroute('**/api/me');
    await page.reload();
    await list.waitFor();
  });

  test('say so where the browser keeps nothing', async () => {
    const { page } = await open('/?q=twice');
    await page.evaluate('Storage.prototype.setItem = () => { throw new DOMException("full"); }');
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This browser keeps nothing for this page.').waitFor();
  });
});
