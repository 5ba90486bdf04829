import { describe, expect, test } from 'vitest';
import type { SitesAccess } from '../../src/access/index.ts';
import { CasebookError } from '../../src/domain/index.ts';
import { nothingKnown } from '../support/stub-services.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

const finding = {
  what: 'Project PAY',
  why: 'its permission scheme was last read at 2020-02-03T04:05:06.789Z, and could not be read since',
  hides: '212 tickets',
  advice: 'Give the account the right to administer the project.',
};

/** A Jira that did not tell all of who may see what, until somebody mends that. */
function access(findings: () => (typeof finding)[]): SitesAccess {
  return {
    ...nothingKnown,
    status: async () => ({ readAt: 0, trouble: null }),
    examine: async () => ({ findings: findings(), notes: ['Site us stays.'] }),
  };
}

const WAYS = [
  ['dark', 1200],
  ['light', 390],
] as const;

describe.skipIf(!hasBrowser)('the pages of who administers', () => {
  const { open } = pagesInBrowser();

  test.each(WAYS)(
    'health says what is wrong and what to do, until it is mended; %s',
    async (colorScheme, width) => {
      let findings = [finding];
      const services = { access: access(() => findings) };
      const size = { colorScheme, viewport: { width, height: 844 } };
      const { page, trouble } = await open('/health', services, size);
      await page.getByText('Not all is as it should be.').waitFor();
      const section = page.getByRole('region', { name: 'access' });
      await section.getByText('Hides 212 tickets from all but operators.').waitFor();
      await section.getByText(finding.advice).waitFor();
      await section.getByText('Site us stays.').waitFor();
      // Points in time are read as everywhere else, and are exact to who looks.
      await section.getByText('Jira said who may see what 56 years ago.').waitFor();
      expect(await section.getByText('its permission scheme').innerText()).toMatch(
        /^Project PAY: its permission scheme was last read \d+ years ago, and could not be read since$/,
      );
      const moments = section.locator('time[datetime="2020-02-03T04:05:06.789Z"]');
      expect(await moments.getAttribute('title')).toContain('3 Feb 2020');
      expect(await page.getByRole('main').innerText()).not.toMatch(/\d{4}-\d\d-\d\dT/);
      await page.getByText('casebook-static').first().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      findings = [];
      await page.getByRole('button', { name: 'Examine again' }).click();
      await page.getByText('All is well.').waitFor();
      expect(trouble).toEqual([]);
    },
  );

  test('health shows what looks like a point in time and is none, and Jira as it fares beside why none is read', async () => {
    const why = 'a proxy answered: out of order since 2020-99-99T00:00:00Z';
    const throttle = { concurrency: 4, perSecond: null, pauseMs: 0, answers: 3, refusals: 0 };
    const reached = { circuit: { state: 'closed', trialAt: null }, throttle } as const;
    const noSync = new CasebookError('jira-differs', 'Site us is https://us.example.');
    const status = async () => ({ ...(await services.status()), jira: reached, noSync });
    const { page } = await open('/health', { access: access(() => [{ ...finding, why }]), status });
    await page.getByText(why).waitFor();
    await page.getByText('answers well').waitFor();
    await page.getByText(noSync.detail, { exact: true }).waitFor();
  });

  test.each(WAYS)(
    'settings are shown with where they came from, secrets never; %s',
    async (colorScheme, width) => {
      const size = { colorScheme, viewport: { width, height: 844 } };
      const { page, trouble } = await open('/settings?show=set', {}, size);
      const key = page.getByRole('listitem').filter({ hasText: 'JIRA_API_KEY' });
      expect(await key.innerText()).toMatch(/^JIRA_API_KEY\s+set\s+from \.env/);
      expect(await page.getByText('CASEBOOK_PORT').count()).toBe(0);
      await page.getByText('All', { exact: true }).click();
      await page.getByText('CASEBOOK_PORT').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.getByRole('searchbox', { name: 'Find a setting' }).pressSequentially('browsers find');
      await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1);
      await page.getByText('not set').waitFor();
      await page.reload();
      await page.getByText('CASEBOOK_PUBLIC_URL').waitFor();
      expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1);
      expect(trouble).toEqual([]);
    },
  );
});
