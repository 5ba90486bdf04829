import { describe, expect, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services, Status } from '../../src/server/index.ts';
import { stepStates } from '../../web/src/first-steps/steps.ts';
import { withoutAccounts } from '../support/stub-services.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe('the state of the first steps', () => {
  const noSync = { code: 'jira-not-configured', detail: '' };
  const status = (tickets: number, missing: typeof noSync | null) => ({
    noSync: missing,
    index: { tickets, chunks: tickets, meaning: true },
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
        index: { tickets: 0, chunks: 0, meaning: true },
        indexing: { live: 0, indexed: 0, waiting: 0, setAside: 0 },
      };
      const users = { ...withoutAccounts.users, list: async () => [] };
      const changed: Partial<Services> = {
        people: { ...withoutAccounts, users },
        status: async () => now,
        progress: async () => now,
        async startSync() {
          now = { ...now, run, index: { tickets: 7, chunks: 9, meaning: true } };
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
