import { describe, expect, test } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { withoutAccounts } from '../support/stub-services.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { madeUpLedger } from './made-up-ledger.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('every page can be read and used by everyone', () => {
  const { open } = pagesInBrowser();
  // The demo has no form to import with.
  const status = async () => ({ ...(await services.status()), kind: 'real' as const });

  const withAccounts = { ...withoutAccounts, users: { ...withoutAccounts.users, exist: async () => true } };

  const pages = [
    ['welcome', '/', 'tickets can be searched'],
    ['results', '/?q=twice&project=PAY', '2 tickets, best first'],
    ['a page of many', '/?q=many+projct:core&page=2&sort=updated', 'Did you mean project:core?'],
    ['a query that cannot be read', '/?q=project:PAY+status:', 'status: needs a value'],
    ['no results', '/?q=nothing&project=PAY&mode=lexical', 'Search by meaning too'],
    ['ticket', '/tickets/PAY-7', 'Almost certainly a duplicate'],
    ['harmful ticket', '/tickets/PAY-666', 'the innermost words'],
    ['lost ticket', '/tickets/NO-1', 'There is no ticket NO-1 here'],
    ['triage', '/triage', 'Rare words in common'],
    ['import', '/import', 'Choose a file'],
    ['refused records', '/dead-letters', '3 records wait'],
    ['sync ledger', '/ledger', 'Not all is proved.', { ledger: async () => madeUpLedger }],
    ['an empty sync ledger', '/ledger', 'Nothing has been compared with Jira yet'],
    ['lost page', '/no/such/page', 'There is no such page'],
    ['login', '/triage', 'Sign in to Casebook', { people: withAccounts }],
  ] as const satisfies readonly (readonly [string, string, string, Partial<Services>?])[];
  // What opens on a page is part of it.
  const opened: Readonly<Record<string, readonly string[]>> = {
    'refused records': ['Show them', 'Show record #12', 'Discard 2…'],
  };
  const ways = [
    ['dark', 1200],
    ['light', 360],
  ] as const;

  test.each(pages.flatMap(([name, ...page]) => ways.map((way) => [name, page, ...way] as const)))(
    '%s',
    async (name, [path, awaited, changed], colorScheme, width) => {
      const { page } = await open(
        path,
        { status, ...changed },
        {
          colorScheme,
          reducedMotion: 'reduce',
          viewport: { width, height: 800 },
        },
      );
      await page.getByText(awaited).first().waitFor();
      for (const button of opened[name] ?? [])
        await page.getByRole('button', { name: button, exact: true }).first().click();
      expect(await violationsOn(page)).toEqual([]);
      // Nothing makes the page wider than the window.
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );
});
