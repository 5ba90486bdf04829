import { describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';

describe.skipIf(!hasBrowser)('similar tickets', () => {
  const { open } = pagesInBrowser();

  test('stand beside a ticket: what is confirmed first, then how probable and why', async () => {
    const { page, trouble } = await open('/tickets/PAY-7');
    const section = page.getByRole('region', { name: 'Similar tickets' });
    const items = section.getByRole('list').first().locator('> li');
    await items.nth(3).waitFor();
    const texts = await items.allInnerTexts();
    expect(texts[0]).toContain('Confirmed duplicate is duplicated by');
    expect(texts[1]).toMatch(/CORE-2[\s\S]*Almost certainly a duplicate\s+94 %/);
    expect(texts[2]).toMatch(/CORE-3[\s\S]*Possibly a duplicate\s+31 %/);
    expect(texts[3]).toMatch(/CORE-4[\s\S]*Hardly a duplicate\s+under 1 %/);
    expect(texts[1]).not.toContain('acquirer');
    // By keyboard: from the link to what speaks for it, and on to the ticket.
    await items.nth(1).getByRole('link').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await items.nth(1).getByText('acquirer, <b>twice</b>').waitFor();
    expect(await items.nth(1).innerText()).toContain('Reported 3 years apart');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tickets/CORE-2');
    await page.getByText('Nothing here is like it.').waitFor();
    expect(trouble).toEqual([]);
  });

  test('say so while they are looked for, and while the ticket waits for the index', async () => {
    const gate = Promise.withResolvers<void>();
    const { page } = await open('/tickets/PAY-7', {
      async similarTickets(request) {
        await gate.promise;
        return { ...(await services.similarTickets(request)), indexed: false, similar: [], linked: [] };
      },
    });
    await page.getByRole('status', { name: 'Looking for similar tickets' }).waitFor();
    // The ticket itself does not wait for them.
    await page.getByRole('heading', { level: 1 }).waitFor();
    gate.resolve();
    await page.getByText('This ticket waits for the index').waitFor();
  });

  test('that cannot be had leave the ticket readable, and are tried again', async () => {
    let broken = true;
    const { page } = await open('/tickets/PAY-7', {
      similarTickets: (request) =>
        broken ? Promise.reject(new Error('broken')) : services.similarTickets(request),
    });
    const section = page.getByRole('region', { name: 'Similar tickets' });
    await section.getByRole('alert').waitFor();
    expect(await page.getByText('Do not refund by hand').isVisible()).toBe(true);
    broken = false;
    await section.getByRole('button', { name: 'Try again' }).click();
    await section.getByText('Confirmed duplicate').waitFor();
  });

  test('among the newest are proposed for triage, both sides of the pair with what speaks for it', async () => {
    const asked: number[] = [];
    const { page, trouble } = await open('/', {
      triage: (request) => {
        asked.push(request.since);
        return services.triage(request);
      },
    });
    await page.getByRole('link', { name: 'Triage' }).click();
    await page.getByRole('heading', { name: 'Possible duplicates among new tickets' }).waitFor();
    await page.getByText('1 of 6 created then is possibly a duplicate').waitFor();
    const item = await page.getByRole('main').getByRole('listitem').first().innerText();
    for (const part of ['PAY-7', 'CORE-1', 'Almost certainly a duplicate', '93 %', 'acquirer'])
      expect(item).toContain(part);
    await page.getByLabel('Created in').selectOption('the last year');
    await expect.poll(() => asked.length).toBe(2);
    expect(Math.round((asked[0]! - asked[1]!) / 86_400_000)).toBe(335);
    // It stands in the address, and what nobody can choose does not count.
    await page.reload();
    await expect.poll(() => asked.length).toBe(3);
    expect(Math.round((asked[0]! - asked[2]!) / 86_400_000)).toBe(335);
    await page.goto(page.url().replace('days=365', 'days=4'));
    await page.getByText('1 of 6 created then').waitFor();
    expect(await page.getByLabel('Created in').inputValue()).toBe('30');
    expect(trouble).toEqual([]);
  });

  test('among the newest: none is said as such', async () => {
    const { page } = await open('/triage', {
      triage: async (request) => ({ ...(await services.triage(request)), proposals: [] }),
    });
    await page.getByText('No ticket of 6 created then').waitFor();
  });
});
