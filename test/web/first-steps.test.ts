import { describe, expect, onTestFinished, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services, Status } from '../../src/server/index.ts';
import { stepStates } from '../../web/src/first-steps/steps.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { withoutAccounts } from '../support/stub-services.ts';
import { hasBrowser } from './browser.ts';
import { serveDashboard, services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe('the state of the first steps', () => {
  const noSync = { code: 'jira-not-configured', detail: '' };
  const status = (tickets: number, missing: typeof noSync | null) => ({
    noSync: missing,
    index: { tickets, chunks: tickets, engine: 'embedded' as const, meaning: true },
  });
  test.each([
    ['nothing set', { status: status(0, noSync) }, 'next later later later later'],
    ['connected', { status: status(0, null) }, 'done next later later later'],
    ['half read', { status: status(9, null), busy: true }, 'done next later later later'],
    ['read', { status: status(9, null) }, 'done done next later later'],
    ['imported', { status: status(9, noSync) }, 'done done next later later'],
    ['searched', { status: status(9, null), searched: true }, 'done done done next later'],
    ['users first', { status: status(0, noSync), users: 1 }, 'next later later done later'],
    ['all', { status: status(9, null), searched: true, users: 2 }, 'done done done done next'],
  ])('%s', (_, known, expected) => {
    const states = stepStates({ busy: false, searched: false, users: 0, ...known });
    expect(Object.values(states).join(' ')).toBe(expected);
  });
});

describe.skipIf(!hasBrowser)('the first steps on the first page', () => {
  const { open } = pagesInBrowser();

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'lead from nothing to the first search, as the server tells, %s',
    async (colorScheme, width) => {
      const idle = await services.status();
      const run = { ...idle.run!, state: 'running' as const, announced: 40, applied: 7, finishedAt: null };
      let now: Status = {
        ...idle,
        kind: 'real',
        siteUrl: null,
        run: null,
        noSync: new CasebookError('jira-not-configured', 'JIRA_EMAIL is not set.'),
        index: { tickets: 0, chunks: 0, engine: 'embedded', meaning: true },
        indexing: { live: 0, indexed: 0, waiting: 0, setAside: 0 },
      };
      const users = { ...withoutAccounts.users, list: async () => [] };
      const changed: Partial<Services> = {
        people: { ...withoutAccounts, users },
        status: async () => now,
        progress: async () => now,
        async startSync() {
          now = { ...now, run, index: { tickets: 7, chunks: 9, engine: 'embedded', meaning: true } };
          return run;
        },
        settings: () => [
          {
            name: 'CASEBOOK_DATA_DIR',
            value: '/srv/case book',
            origin: 'environment',
            description: 'Where.',
          },
        ],
      };
      const { page, trouble } = await open('/', changed, { colorScheme, viewport: { width, height: 844 } });
      const current = () => page.locator('[aria-current=step] h3').innerText();
      await page.getByText("casebook init --data-dir '/srv/case book'").waitFor();
      expect(await current()).toMatch(/^Connect with Jira\s+Next$/);
      expect(await page.getByRole('button', { name: 'Read them now' }).count()).toBe(0);
      expect(await violationsOn(page)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);
      // Done in a terminal; nobody reloads the page.
      now = { ...now, noSync: null, siteUrl: 'https://jira.example' };
      await page.getByRole('button', { name: 'Read them now' }).click({ timeout: 20_000 });
      await page.getByText('Reading 7 of 40. What is indexed can be searched already.').waitFor();
      expect(await current()).toMatch(/^Read the tickets/);
      now = { ...now, run: { ...run, state: 'succeeded', finishedAt: Date.now() } };
      await page.getByText('7 tickets can be searched.').waitFor();
      await page.getByRole('link', { name: 'customers charged twice' }).click();
      await page.getByText('6 tickets, best first').waitFor();
      await page.goBack();
      await page.locator('[aria-current=step]').filter({ hasText: 'Let others in' }).waitFor();
      await page.getByRole('button', { name: 'Put them away' }).click();
      await page.reload();
      await page.getByText('7tickets can be searched').waitFor();
      expect(await page.getByRole('heading', { name: 'First steps' }).count()).toBe(0);
      expect(trouble).toEqual([]);
    },
  );
});

describe.skipIf(!hasBrowser)('the first page of who is no operator', () => {
  const { openAt } = pagesInBrowser();

  /** An installation whose tickets, and those that are open to who asks, the test counts. */
  async function opened(login: string, counts: { all: number; open: number }, path = '/', options = {}) {
    const { people, clock } = await openPeople();
    clock.now = Date.now();
    await people.users.add({ login: 'anna', name: 'Anna', role: 'agent', password: PASSWORD });
    const idle = await services.status();
    const choices = await services.filterChoices({ kind: 'operator' });
    const { address, close } = await serveDashboard({
      people,
      status: async () => ({
        ...{ ...idle, kind: 'real', run: null },
        index: { tickets: counts.all, chunks: counts.all, engine: 'embedded', meaning: true },
      }),
      filterChoices: async () => ({
        ...choices,
        projects: counts.open === 0 ? [] : [{ key: 'PAY', name: 'Payments', tickets: counts.open }],
      }),
    });
    onTestFinished(close);
    const { page, trouble } = await openAt(address + path, options);
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return { page, trouble };
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'says that nothing is here, offers what leads nowhere to nobody, and notices when there is something, %s',
    async (colorScheme, width) => {
      const counts = { all: 0, open: 0 };
      const size = { colorScheme, viewport: { width, height: 844 } };
      const { page, trouble } = await opened('rita', counts, '/', size);
      const told = page.getByRole('region', { name: 'There is nothing to search yet' });
      await told.getByText('An operator sees to it').waitFor();
      expect(await told.innerText()).toContain('signed in as rita, reader');
      for (const absent of ['customers charged twice', 'First steps', 'Sync now', 'can be searched'])
        expect(await page.getByText(absent, { exact: true }).count()).toBe(0);
      expect(await violationsOn(page)).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);
      // Read by an operator; nothing is open to this one.
      counts.all = 9;
      const closed = page.getByRole('region', { name: 'No tickets are open to you yet' });
      await closed.getByText('which Jira account you are').waitFor({ timeout: 20_000 });
      counts.open = 7;
      await page.getByRole('link', { name: 'customers charged twice' }).waitFor({ timeout: 20_000 });
      await page.getByText('7tickets can be searched').waitFor();
      expect(trouble).toEqual([]);
    },
  );

  test('tells an agent how to read what is not here yet', async () => {
    const { page } = await opened('anna', { all: 0, open: 0 });
    await page.getByText('“Sync now” above reads them').waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(1);
  });

  test('a search in vain says the same, and no more than that', async () => {
    const { page } = await opened('rita', { all: 9, open: 0 }, '/?q=nothing');
    await page.getByRole('heading', { name: 'No tickets are open to you yet' }).waitFor();
    expect(await page.getByText('Describe what happened').count()).toBe(0);
  });
});
