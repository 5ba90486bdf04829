import { describe, expect, test } from 'vitest';
import { CasebookError, type Run } from '../../src/domain/index.ts';
import type { Progress } from '../../src/server/index.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';

describe.skipIf(!hasBrowser)('the state of the sync', () => {
  const { open } = pagesInBrowser();

  test('is shown while it runs, and everything is read anew when it has ended', async () => {
    const idle = await services.progress();
    const running: Run = { ...idle.run!, state: 'running', finishedAt: null, announced: 2_000, applied: 412 };
    const indexing = { live: 2_000, indexed: 1_500, waiting: 500, setAside: 0 };
    let progress: Progress = idle;
    let tickets = 6;
    const { page, trouble } = await open('/', {
      progress: async () => progress,
      status: async () => ({
        ...(await services.status()),
        index: { tickets, chunks: 30, engine: 'embedded', meaning: true },
      }),
      async startSync() {
        progress = { ...idle, run: running };
        return running;
      },
    });
    await page.getByText('Synced 3 minutes ago', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('Reading 412 of 2,000').waitFor();
    expect(await page.getByRole('button', { name: 'Syncing…' }).isDisabled()).toBe(true);
    progress = { ...idle, indexing };
    await page.getByText('Indexing 1,500 of 2,000').waitFor();
    tickets = 2_000;
    progress = idle;
    await page.getByText('2,000 tickets in 30 passages').waitFor();
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    expect(trouble).toEqual([]);
  });

  test.each([
    [{}, 'Synced'],
    [{ kind: 'import' as const }, 'Imported'],
    [{ kind: 'import' as const, state: 'failed' as const }, 'Last import stopped'],
  ])('says of %j “%s”, whether or not Jira can be read now', async (change, said) => {
    const idle = await services.progress();
    const progress = async () => ({ ...idle, run: { ...idle.run!, ...change } });
    for (const noSync of [null, new CasebookError('jira-differs', 'It is another.')]) {
      const status = async () => ({ ...(await services.status()), ...(await progress()), noSync });
      const { page } = await open('/', { progress, status });
      await page.getByText(`${said} 3 minutes ago`, { exact: true }).waitFor();
    }
  });

  test('says when Jira told of something last, and why that is not here', async () => {
    const idle = await services.progress();
    const last = { receivedAt: Date.now() - 120_000, event: 'jira:issue_updated' };
    const trouble = new CasebookError('jira-unavailable', 'jira.example answered 503.');
    const webhooks = { taken: true, last, waiting: 7, trouble };
    const { page } = await open('/', { progress: async () => ({ ...idle, webhooks }) });
    await page.getByText('Told by Jira 2 minutes ago', { exact: true }).waitFor();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('jira.example answered 503.');
    expect(await alert.innerText()).toContain('7 tickets wait');
  });

  test('tells of each Jira site how it fares, where there are several', async () => {
    const status = await services.status();
    const throttle = { concurrency: 4, perSecond: null, pauseMs: 0, answers: 3, refusals: 0 };
    const reached = { circuit: { state: 'closed', trialAt: null }, throttle } as const;
    const us = { name: 'us', url: 'https://us.example', ledger: null, webhooks: null };
    const sites = [
      {
        ...us,
        jira: { ...reached, circuit: { state: 'open', trialAt: null } } as const,
        access: { readAt: 1, trouble: null },
      },
      {
        ...us,
        name: 'eu',
        url: 'https://eu.example',
        jira: reached,
        access: { readAt: null, trouble: { at: 1, reason: 'No.' } },
      },
      { ...us, name: 'old', url: 'https://old.example', jira: null, access: { readAt: 1, trouble: null } },
    ];
    const { page } = await open('/', { status: async () => ({ ...status, jira: reached, sites }) });
    const line = page.getByText(/^Jira sites/);
    await line.waitFor();
    expect(await line.innerText()).toBe(
      'Jira sites first (jira.example): well; us (us.example): away; ' +
        'eu (eu.example): well, could not be asked who may see what; old (old.example): in the settings no longer, its tickets stay',
    );
  });

  test('that cannot begin says why', async () => {
    const { page } = await open('/', {
      startSync: () => Promise.reject(new CasebookError('jira-not-configured', 'JIRA_BASE_URL is not set.')),
    });
    await page.getByRole('button', { name: 'Sync now' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('JIRA_BASE_URL is not set.');
  });

  test('that stopped says why, and that nothing was lost', async () => {
    const idle = await services.progress();
    const run: Run = {
      ...idle.run!,
      state: 'failed',
      error: { code: 'jira-unavailable', detail: 'jira.example did not answer within 30 s.' },
    };
    const { page } = await open('/', { progress: async () => ({ ...idle, run }) });
    await page.getByText('jira.example did not answer within 30 s.').waitFor();
    await page.getByText('Last sync stopped 3 minutes ago').waitFor();
  });
});
