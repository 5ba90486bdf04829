import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoJira, demoCredentials, generateCompany, startDemoJira } from '../../src/demo/index.ts';
import { casebook, type Running, startCasebook } from '../support/casebook.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { hasBrowser } from '../web/browser.ts';
import { goByPalette, tabTo } from '../web/keyboard.ts';
import { pagesInBrowser } from '../web/open-page.ts';
import { expectWellMade } from '../web/well-made.ts';

/**
 * The first hour of whoever brings Casebook to a company: from an empty folder over the first search to the first colleague
 * who signs in, on a desk and on a phone. The tests are steps of one story, in this order.
 */
const TICKETS = 240;
/** However busy the machine is. */
const SOON = { timeout: 30_000 };
const PASSWORD = 'seven green kettles';
const DESK = {
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
} as const;
const PHONE = {
  viewport: { width: 390, height: 844 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
} as const;

const PAGES = [
  ['Pipeline', 'Pipeline'],
  ['Ledger', 'Sync ledger'],
  ['Refused', 'Refused records'],
  ['Health', 'Health'],
  ['Settings', 'Settings'],
  ['People', 'People and keys'],
] as const;

const home = makeTemporaryFolder();
const folder = join(home.path, 'casebook-data');
let jira: DemoJira;
let server: Running;
/** While it is true, Jira gives one group of tickets and asks to wait for more. */
let holdsBack = false;
let fetched = 0;

const run = async (parameters: readonly string[], input?: string) => {
  const { code, stdout, stderr } = await casebook([...parameters, '--data-dir', folder], {}, input);
  expect(stderr + stdout).not.toContain(demoCredentials.apiToken);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout;
};

beforeAll(async () => {
  const company = generateCompany({ tickets: TICKETS, now: new Date('2026-11-01') });
  jira = await startDemoJira({
    company,
    intercept({ url }) {
      if (!holdsBack || !url.includes('bulkfetch')) return undefined;
      fetched += 1;
      return fetched > 1 ? { status: 429, headers: { 'retry-after': '3' }, body: {} } : undefined;
    },
  });
});
afterAll(async () => {
  await server?.kill();
  await jira?.close();
  home.remove();
});

describe.skipIf(!hasBrowser)('the first hour', () => {
  const { openAt } = pagesInBrowser();

  test('begins with an empty folder: Jira is connected, and the dashboard served', async () => {
    const { email, apiToken } = demoCredentials;
    const given = ['--site', jira.url, '--email', email, '--token-stdin', '--project', 'all'];
    const answer = JSON.parse(await run(['init', '--yes', '--json', ...given], apiToken));
    expect(answer).toMatchObject({ site: { baseUrl: jira.url }, account: { email }, tickets: TICKETS });
    server = await startCasebook(['serve', '--port', '0', '--data-dir', folder], { JIRA_CONCURRENCY: '1' });
    expect(server.ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  }, 120_000);

  test('at a desk: the first sync, and the first ticket that is found while it runs', async () => {
    const { page, trouble } = await openAt(server.ready.url, DESK);
    const begin = page.getByRole('button', { name: 'Sync now' });
    await begin.waitFor();
    await expectWellMade(page, 'desk-01-start');

    holdsBack = true;
    await tabTo(page, begin);
    await page.keyboard.press('Enter');
    await page.getByText(`Reading 100 of ${TICKETS}`, { exact: true }).waitFor();
    await expect.poll(indexed, SOON).toBeGreaterThan(0);
    await page.keyboard.press('/');
    await page.keyboard.type('slow');
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('button', { name: 'Syncing…' }).count()).toBe(1);
    await expectWellMade(page, 'desk-02-search-while-it-reads');

    holdsBack = false;
    await expect.poll(indexed, SOON).toBe(TICKETS);
    await begin.waitFor();
    await page.getByRole('searchbox').fill('payment failed after a timeout');
    await page.waitForURL(/\?q=payment\+failed/);
    const facet = page.getByRole('group', { name: 'Project' }).getByRole('checkbox', { name: 'Payments' });
    await facet.waitFor();
    await expectWellMade(page, 'desk-03-results');

    await tabTo(page, facet);
    await page.keyboard.press('Space');
    await page.waitForURL(/project=PAY/);
    await expect.poll(() => ticketsBeside(page, 'PAY'), SOON).toEqual([]);
    expect(await keysOf(page)).not.toEqual([]);
    await expectWellMade(page, 'desk-04-filtered');

    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tickets\/PAY-\d+/);
    const similar = page.getByRole('region', { name: 'Similar tickets' });
    await similar.getByRole('listitem').first().waitFor();
    await expectWellMade(page, 'desk-05-ticket');
    expect(trouble).toEqual([]);
  }, 120_000);

  test('at a desk: the palette leads to every page of who operates it', async () => {
    const { page, trouble } = await openAt(server.ready.url, DESK);
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    for (const [name, title] of PAGES) {
      await goByPalette(page, name);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await expectWellMade(page, `desk-06-${name.toLowerCase()}`);
    }
    expect(trouble).toEqual([]);
  }, 120_000);

  test('the first operator adds a reader, who finds what is open to them alone', async () => {
    await run(['users', 'add', 'olga', '--role', 'operator', '--name', 'Olga'], PASSWORD);
    const { page, trouble } = await openAt(`${server.ready.url}/people`, DESK);
    await page.getByLabel('Login').waitFor();
    await expectWellMade(page, 'desk-07-sign-in');
    await signIn(page, 'olga');
    await tabTo(page, page.getByRole('button', { name: 'Add a user' }));
    await page.keyboard.press('Enter');
    const add = page.getByRole('dialog', { name: 'Add a user' });
    await add.getByLabel('Login').fill('rita');
    await add.getByLabel('Password').fill(PASSWORD);
    await expectWellMade(page, 'desk-08-add-a-user');
    await add.getByRole('button', { name: 'Add the user' }).press('Enter');
    await page.getByRole('button', { name: 'Change rita' }).press('Enter');
    const change = page.getByRole('dialog', { name: 'Change rita' });
    await change.getByLabel('Granted').fill('project:PAY');
    await change.getByRole('button', { name: 'Save' }).press('Enter');
    await change.waitFor({ state: 'detached' });

    const reader = await openAt(`${server.ready.url}/?q=slow`, DESK);
    await signIn(reader.page, 'rita');
    await expect.poll(() => projectsOf(reader.page), SOON).toEqual(['Payments']);
    await expectWellMade(reader.page, 'desk-09-reader');
    await page.goto(`${server.ready.url}/?q=slow`);
    await expect.poll(async () => (await projectsOf(page)).length, SOON).toBeGreaterThan(1);
    const hidden = (await ticketsBeside(page, 'PAY'))[0]!;
    await reader.page.goto(`${server.ready.url}/tickets/${hidden}`);
    await reader.page.getByText(`There is no ticket ${hidden} here`).waitFor();
    for (const [name] of PAGES)
      expect(await reader.page.getByRole('link', { name, exact: true }).count()).toBe(0);
    expect([...trouble, ...reader.trouble]).toEqual([]);
  }, 120_000);

  test('on a phone, in the dark: everything is there, too', async () => {
    const { page, trouble } = await openAt(server.ready.url, PHONE);
    await page.getByLabel('Login').waitFor();
    await expectWellMade(page, 'phone-01-sign-in');
    await signIn(page, 'olga');
    await page.getByRole('searchbox').waitFor();
    await expectWellMade(page, 'phone-02-start');
    await page.getByRole('searchbox').fill('slow');
    await page.getByRole('article').first().waitFor();
    await expectWellMade(page, 'phone-03-results');
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('checkbox', { name: 'Payments' }).check();
    await page.waitForURL(/project=PAY/);
    await expectWellMade(page, 'phone-04-filters');
    await page.getByRole('article').first().getByRole('heading').getByRole('link').click();
    await page.getByRole('region', { name: 'Similar tickets' }).getByRole('listitem').first().waitFor();
    await expectWellMade(page, 'phone-05-ticket');
    for (const [name, title] of PAGES) {
      await page.getByRole('button', { name: 'Menu' }).click();
      const menu = page.getByRole('dialog', { name: 'Menu' });
      await menu.getByRole('link', { name }).click();
      await menu.waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await expectWellMade(page, `phone-06-${name.toLowerCase()}`);
    }
    expect(trouble).toEqual([]);
  }, 120_000);
});

/** How many tickets can be found by now. */
async function indexed(): Promise<number> {
  const answer = await fetch(`${server.ready.url}/api/status`);
  return ((await answer.json()) as { indexing: { indexed: number } }).indexing.indexed;
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByLabel('Password').waitFor({ state: 'detached' });
}

/** The keys of the results that are shown. */
const keysOf = (page: Page) =>
  page
    .locator('[data-result]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('data-result')!));

const ticketsBeside = async (page: Page, project: string) =>
  (await keysOf(page)).filter((key) => !key.startsWith(`${project}-`));

/** The projects that the margin of the results offers. */
const projectsOf = (page: Page) =>
  page
    .getByRole('group', { name: 'Project', exact: true })
    .locator('label > span:first-of-type')
    .allInnerTexts();
