import { describe, expect, test, vi } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services } from '../../src/server/index.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('the page of refused records', () => {
  const { open } = pagesInBrowser();

  test('shows them by rule, and a record with the place that was refused', async () => {
    const { page, trouble } = await open('/dead-letters');
    await page.getByText('3 records wait.').waitFor();
    const rule = page.getByRole('region', { name: 'contract:fields.summary' });
    await rule.getByRole('button', { name: 'Show them' }).click();
    await rule.getByText('PAY-12').waitFor();
    await rule.getByRole('button', { name: 'Show record #13' }).click();
    const record = rule.getByRole('group', { name: 'Record #13' });
    await record.waitFor();
    expect(await record.locator('mark').innerText()).toBe('"summary": null');
    expect(await record.innerText()).toContain('<b>retry</b>');
    await rule.getByText('Marked is what was refused: fields.summary').waitFor();
    await rule.getByText('or redrive after an update of Casebook').waitFor();
    expect(trouble).toEqual([]);
  });

  test('brings the refused place of a long record into view, and leaves the page where it is', async () => {
    const changelog = Array.from({ length: 400 }, (_, place) => ({ id: String(place) }));
    const body = { key: 'PAY-12', changelog, fields: { summary: null }, names: changelog };
    const [head] = (await services.deadLetters.list({ state: 'waiting', after: 0, limit: 1 })).letters;
    const read: Services['deadLetters']['read'] = async () => ({
      ...head!,
      record: { source: 'jira', kind: 'issue', format: 'jira-v3', externalId: '1', fetchedAt: 0, body },
    });
    const { page } = await open(
      '/dead-letters',
      { deadLetters: { ...services.deadLetters, read } },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
    const rule = page.getByRole('region', { name: 'contract:fields.summary' });
    await rule.getByRole('button', { name: 'Show them' }).click();
    await rule.getByRole('button', { name: 'Show record #12' }).click();
    const area = rule.getByRole('group', { name: 'Record #12' });
    const [frame, mark] = [(await area.boundingBox())!, (await area.locator('mark').boundingBox())!];
    expect(mark.y).toBeGreaterThan(frame.y);
    expect(mark.y + mark.height).toBeLessThan(frame.y + frame.height);
    expect(await page.evaluate('scrollY')).toBe(0);
    await rule.getByRole('button', { name: 'Copy record #12' }).click();
    await rule.getByText('Copied.').waitFor();
    expect(JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'))).toEqual(body);
  });

  test('redrives all of a rule, in as many requests as that takes; not what can never pass', async () => {
    const redrive = vi.fn<Services['deadLetters']['redrive']>(async (_choice, after) => ({
      taken: 1,
      applied: after === 0 ? 1 : 0,
      duplicate: 0,
      refused: after === 0 ? 0 : 1,
      next: after === 0 ? 12 : null,
    }));
    const { page } = await open('/dead-letters', { deadLetters: { ...services.deadLetters, redrive } });
    await page.getByRole('button', { name: 'Redrive 2' }).click();
    await page.getByText('2 tried: 1 accepted, 0 known already, 1 refused again.').waitFor();
    expect(redrive.mock.calls).toEqual([
      [{ rule: 'contract:fields.summary' }, 0],
      [{ rule: 'contract:fields.summary' }, 12],
    ]);
    const hopeless = page.getByRole('region', { name: 'not-json' });
    expect(await hopeless.getByRole('button', { name: /Redrive/ }).count()).toBe(0);
  });

  test('redrives one record, and says in its place what became of it, be it the last of its rule', async () => {
    const rule = 'contract:fields.summary';
    let page1 = await services.deadLetters.list({ state: 'waiting', after: 0, rule, limit: 20 });
    const [first, second] = page1.letters;
    const redrive = vi.fn<Services['deadLetters']['redrive']>(async ({ ids }) => {
      const passes = ids?.[0] === first!.id;
      const letters = page1.letters.filter(({ id }) => id !== ids?.[0]);
      if (passes) page1 = { ...page1, total: 1, rules: [{ rule, letters: 1, example: '' }], letters };
      return { taken: 1, applied: passes ? 1 : 0, duplicate: 0, refused: passes ? 0 : 1, next: null };
    });
    const list = async () => page1;
    const { page, trouble } = await open('/dead-letters', {
      deadLetters: { ...services.deadLetters, list, redrive },
    });
    const region = page.getByRole('region', { name: rule });
    await region.getByRole('button', { name: 'Show them' }).click();
    await region.getByRole('button', { name: `Redrive #${first!.id}` }).click();
    await page.getByText('1 record waits.').waitFor();
    const places = region.getByRole('listitem');
    expect(await places.nth(0).innerText()).toContain('Accepted: it is a ticket now.');
    expect(await places.nth(0).getByRole('button').count()).toBe(0);
    expect(await page.locator(':focus').innerText()).toContain('Accepted: it is a ticket now.');

    await region.getByRole('button', { name: `Redrive #${second!.id}` }).click();
    await places.nth(1).getByText('Refused again.').waitFor();
    page1 = { total: 0, rules: [], letters: [], next: null };
    await region.getByRole('button', { name: `Redrive #${second!.id}` }).click();
    await page.getByText('Nothing is refused').waitFor();
    expect(await places.nth(0).innerText()).toContain('Accepted: it is a ticket now.');
    expect(await violationsOn(page)).toEqual([]);
    expect(redrive.mock.calls.map(([{ ids }]) => ids)).toEqual([[first!.id], [second!.id], [second!.id]]);
    expect(trouble).toEqual([]);
  });

  test('discards what was confirmed, and then says that nothing is left', async () => {
    let left = await services.deadLetters.list({ state: 'waiting', after: 0, limit: 20 });
    const discard = vi.fn<Services['deadLetters']['discard']>(async () => {
      left = { total: 0, rules: [], letters: [], next: null };
      return 1;
    });
    const list = async () => left;
    const { page, trouble } = await open('/dead-letters', {
      deadLetters: { ...services.deadLetters, list, discard },
    });
    const rule = page.getByRole('region', { name: 'not-json' });
    await rule.getByRole('button', { name: 'Discard 1' }).click();
    await rule.getByRole('button', { name: 'Keep them' }).click();
    expect(discard).not.toHaveBeenCalled();
    await rule.getByRole('button', { name: 'Discard 1' }).click();
    await rule.getByRole('button', { name: 'Discard for good' }).click();
    await page.getByText('Nothing is refused').waitFor();
    expect(discard).toHaveBeenCalledExactlyOnceWith({ rule: 'not-json' });
    expect(trouble).toEqual([]);
  });

  test('says why it could not be done', async () => {
    const redrive = () => Promise.reject(new CasebookError('disk-full', 'No space is left.'));
    const { page } = await open('/dead-letters', { deadLetters: { ...services.deadLetters, redrive } });
    await page.getByRole('button', { name: 'Redrive 2' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('No space is left.');
  });

  test('is reached from every page, which say how many wait', async () => {
    const idle = await services.status();
    const status = async () => ({ ...idle, records: { ...idle.records, received: 6, deadLettered: 3 } });
    const { page } = await open('/', { status });
    await page.getByRole('link', { name: 'Refused 3' }).click();
    await page.getByRole('heading', { name: 'Refused records' }).waitFor();
  });
});

describe.skipIf(!hasBrowser)('what cannot work', () => {
  const { open } = pagesInBrowser();

  test('is no sync without Jira, and the page says why', async () => {
    const noSync = new CasebookError('jira-not-configured', 'JIRA_BASE_URL is not set.');
    const { page } = await open('/?q=twice', {
      status: async () => ({ ...(await services.status()), noSync }),
    });
    await page.getByText('No sync: why?').click();
    await page.getByText('JIRA_BASE_URL is not set.').waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
  });

  test('is no import into a demo, and its page says where', async () => {
    const { page } = await open('/import');
    await page.getByText('on a folder of its own').waitFor();
    expect(await page.getByText('Choose a file').count()).toBe(0);
  });
});
