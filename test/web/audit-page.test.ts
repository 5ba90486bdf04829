import { describe, expect, onTestFinished, test } from 'vitest';
import type { AuditEntry } from '../../src/people/index.ts';
import { readAuditAddress } from '../../web/src/audit/address.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { hasBrowser } from './browser.ts';
import { serveDashboard } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

test('an address that nobody wrote asks for the whole log', () => {
  expect(readAuditAddress({ who: [''], what: ['', 'x'], before: ['-3'] })).toEqual({});
  expect(readAuditAddress({ who: ['olga'], before: ['7.5'] })).toEqual({ who: 'olga' });
});

describe.skipIf(!hasBrowser)('the page of the audit log', () => {
  const { openAt } = pagesInBrowser();

  const entry = (change: Partial<AuditEntry>): AuditEntry => ({
    ...{ actor: 'olga', via: 'session', address: '192.0.2.1', action: 'sync' },
    ...{ subject: null, detail: null, status: 202, ...change },
  });

  /** The page as somebody sees it who has signed in, over a log of what was done before. */
  async function opened(path: string, login: string, before: readonly AuditEntry[], options = {}) {
    const { people, clock } = await openPeople();
    clock.now = Date.now() - 3_600_000;
    for (const each of before) await people.audit.record(each);
    clock.now = Date.now();
    const { address, close } = await serveDashboard({ people });
    onTestFinished(close);
    const { page, trouble } = await openAt(address + path, options);
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return { page, trouble, items: page.getByRole('main').getByRole('listitem') };
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'says who did what and how it ended, and narrows by both in its address, %s',
    async (colorScheme, width) => {
      const { page, trouble, items } = await opened(
        '/audit',
        'olga',
        [
          entry({ actor: null, via: 'machine', action: 'erase.ticket', status: 200 }),
          entry({
            actor: 'gone@example.com',
            action: 'import',
            detail: 'key 7f3a',
            via: 'key',
            status: null,
          }),
          entry({ action: 'user.change', subject: 'rita', detail: '<b>role</b>: "agent"', status: 409 }),
        ],
        { colorScheme, viewport: { width, height: 844 } },
      );
      const refused = items.filter({ hasText: 'user.change' });
      await refused.getByText('refused (409)').waitFor();
      expect(await refused.innerText()).toContain('<b>role</b>: "agent"');
      expect(await refused.innerText()).toContain('1 hour ago');
      await items.filter({ hasText: 'import' }).getByText('by an API key, 192.0.2.1').waitFor();
      await items.filter({ hasText: 'import' }).getByText('not ended').waitFor();
      // The login itself is the newest.
      expect(await items.first().innerText()).toContain('login');
      expect(await violationsOn(page)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);

      await page.getByLabel('By whom').selectOption('gone@example.com');
      await page.waitForURL('**/audit?who=gone%40example.com');
      await expect.poll(() => items.count()).toBe(1);
      await page.getByLabel('By whom').selectOption({ label: 'At this machine' });
      await items.getByRole('link', { name: 'erase.ticket' }).click();
      await page.waitForURL('**/audit?what=erase.ticket&who=%3Amachine');
      expect(await page.getByLabel('Which action').inputValue()).toBe('erase.ticket');
      await page.reload();
      await items.getByText('At this machine').waitFor();
      expect(await items.count()).toBe(1);
      await page.getByRole('link', { name: 'Show all' }).click();
      await items.filter({ hasText: 'user.change' }).waitFor();
      expect(trouble).toEqual([]);
    },
  );

  test('shows all of it page by page, each with an address of its own', async () => {
    const before = Array.from({ length: 120 }, (_, place) => entry({ subject: `number ${place + 1}.` }));
    const { page, items } = await opened('/audit?what=sync', 'olga', before);
    await items.getByText('number 120.').waitFor();
    expect(await items.count()).toBe(50);
    await page.getByRole('link', { name: 'Older' }).click();
    await items.getByText('number 70.').waitFor();
    await page.getByRole('link', { name: 'Older' }).click();
    await items.getByText('number 20.').waitFor();
    expect(await items.count()).toBe(20);
    expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0);
    await page.reload();
    await items.getByText('number 1.', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Newest' }).click();
    await items.getByText('number 120.').waitFor();
  });

  test('is for operators', async () => {
    const { page } = await opened('/audit', 'rita', [entry({})]);
    await page.getByRole('heading', { name: 'This page is for operators' }).waitFor();
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  });
});
