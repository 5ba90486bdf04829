import { describe, expect, test, vi } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services, Status, Work } from '../../src/server/index.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

const rebuild: Work = {
  ...{ kind: 'rebuild', state: 'running', step: 'index', done: 3, total: 12, cancellable: true },
  ...{ startedAt: Date.now() - 60_000, finishedAt: null, error: null },
};

/** A pipeline through which more has passed each time that somebody looks. */
async function moving(change: Partial<Services> = {}): Promise<Partial<Services>> {
  const idle = await services.status();
  let looks = 0;
  return {
    async status(): Promise<Status> {
      looks += 1;
      const applied = 100 * looks;
      return {
        ...idle,
        embedded: 300 * looks,
        records: { ...idle.records, received: applied + 3, applied, deadLettered: 3 },
        indexing: { live: applied, indexed: applied - 40, waiting: 40, setAside: 0 },
      };
    },
    jobs: async () => ({
      work: [rebuild],
      queues: [{ queue: 'sync-verify', state: 'cancelled', jobs: 2 }],
    }),
    ...change,
  };
}

describe.skipIf(!hasBrowser)('the page of the pipeline', () => {
  const { open } = pagesInBrowser();

  test.each([
    ['dark', 1200],
    ['light', 390],
  ] as const)('shows live what comes in and where all of it is, %s', async (colorScheme, width) => {
    const size = { colorScheme, viewport: { width, height: 844 } };
    const { page, trouble } = await open('/pipeline', await moving(), size);
    await page.getByText('Live', { exact: true }).waitFor();
    const records = page.getByRole('region', { name: 'Records' });
    await records.getByText('Adds up', { exact: true }).waitFor();
    const numbers = async () =>
      (await records.innerText()).match(/^\d[\d,]*$/gm)!.map((text) => Number(text.replaceAll(',', '')));
    const [received, ...parts] = await numbers();
    expect(parts.reduce((sum, part) => sum + part)).toBe(received);
    // Without asking again.
    await expect.poll(async () => (await numbers())[0], { timeout: 10_000 }).toBeGreaterThan(received!);
    await page
      .getByRole('img', { name: 'Lines of what passed each stage' })
      .locator('path.recharts-line-curve')
      .first()
      .waitFor();
    expect(await page.getByRole('row', { name: 'Applied' }).innerText()).toMatch(/\d+\s+[1-9]/);
    await page.getByRole('row', { name: 'sync-verify' }).waitFor();
    await page.getByText('contract:fields.summary').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
    expect(trouble).toEqual([]);
    await page.getByRole('link', { name: 'See them, redrive or discard' }).click();
    await page.getByRole('heading', { name: 'Refused records' }).waitFor();
  });

  test('cancels what runs, or says why not', async () => {
    const cancel = vi
      .fn<Services['cancel']>()
      .mockRejectedValueOnce(new CasebookError('nothing-to-cancel', 'It has just ended.'));
    const { page } = await open('/pipeline', await moving({ cancel }));
    const work = page.getByRole('listitem').filter({ hasText: 'Rebuilding the index' });
    await work.getByText('3 of 12').waitFor();
    await work.getByRole('button', { name: 'Cancel' }).click();
    await work.getByRole('alert').getByText('It has just ended.').waitFor();
    await work.getByRole('button', { name: 'Cancel' }).click();
    expect(await work.getByRole('button', { name: 'Stopping…' }).isDisabled()).toBe(true);
    expect(cancel.mock.calls).toEqual([['rebuild'], ['rebuild']]);
  });

  test('asks every few seconds where events cannot be had', async () => {
    const { page } = await open('/', await moving());
    await page.route('**/api/events', (route) => route.fulfill({ status: 503, body: '' }));
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await page.getByText('Asked every few seconds').waitFor();
    const applied = () => page.getByRole('row', { name: 'Applied' }).innerText();
    const before = await applied();
    await expect.poll(applied, { timeout: 15_000 }).not.toBe(before);
  });

  test('lists what failed for good, runs it again and dismisses it', async () => {
    const job = (id: string, queue: string, messages: readonly string[]) => ({
      ...{ id, queue, state: 'dead' as const, payload: {}, key: null, priority: 0, runAt: 0, progress: null },
      ...{ attempts: messages.length, endedAt: Date.now() - 3_600_000 },
      errors: messages.map((message, place) => ({
        attempt: place + 1,
        at: Date.now() - 4_000_000 + place,
        message,
      })),
    });
    let dead = [
      job('2', 'sync-verify', ['Jira did not answer.', '<b>Jira</b> refused the token.']),
      job('1', 'adapt', ['An erasure was under way.']),
    ];
    const take = async (id: string) => {
      dead = dead.filter((each) => each.id !== id);
    };
    const retry = vi.fn<Services['deadJobs']['retry']>(take);
    const discard = vi.fn<Services['deadJobs']['discard']>(take);
    const changed = await moving({
      jobs: async () => ({ work: [], queues: dead.map(({ queue }) => ({ queue, state: 'dead', jobs: 1 })) }),
      deadJobs: { list: async () => dead, retry, discard },
    });
    const { page, trouble } = await open('/pipeline', changed, { viewport: { width: 390, height: 844 } });
    const failed = page.getByRole('region', { name: 'Failed for good' });
    const verify = failed.getByRole('listitem').filter({ hasText: 'Comparing all tickets with Jira' });
    await verify.getByText('<b>Jira</b> refused the token.').first().waitFor();
    await verify.getByText('Every attempt').click();
    await verify.getByText('Jira did not answer.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await verify.getByRole('button', { name: 'Run again' }).click();
    await failed.getByText('Comparing all tickets with Jira: it waits to be run once more.').waitFor();
    expect(retry).toHaveBeenCalledExactlyOnceWith('2');
    await failed.getByRole('button', { name: 'Dismiss: Adapting the search model' }).click();
    expect(discard).not.toHaveBeenCalled();
    expect(await violationsOn(page)).toEqual([]);
    await failed.getByRole('button', { name: 'Dismiss for good' }).click();
    await failed.getByText('Adapting the search model: dismissed.').waitFor();
    expect(discard).toHaveBeenCalledExactlyOnceWith('1');
    await expect.poll(() => failed.getByRole('listitem').count()).toBe(0);
    expect(trouble).toEqual([]);
  });
});
