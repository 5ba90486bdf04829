import { describe, expect, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';

describe.skipIf(!hasBrowser)('the search page', () => {
  const { open } = pagesInBrowser();

  test('says what there is before anything is asked, and waits in the search box', async () => {
    const { page, trouble } = await open('/');
    await page.getByText('6tickets can be searched').waitFor();
    expect(await page.getByRole('searchbox').evaluate((box) => box === box.ownerDocument.activeElement)).toBe(
      true,
    );
    const margin = page.getByRole('navigation', { name: 'Casebook' });
    expect(await margin.getByText('Demo', { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await page.getByRole('link', { name: 'customers charged twice' }).click();
    await page.getByText('6 tickets, best first').waitFor();
    expect(new URL(page.url()).search).toBe('?q=customers+charged+twice');
    expect(await page.getByRole('searchbox').inputValue()).toBe('customers charged twice');
    expect(trouble).toEqual([]);
  });

  test('answers while one types, as one step of the way back', async () => {
    const { page, trouble } = await open('/');
    await page.getByRole('searchbox').pressSequentially('charged twice');
    await page.getByText('6 tickets, best first').waitFor();
    expect(new URL(page.url()).search).toBe('?q=charged+twice');
    await page.keyboard.type(' again');
    await page.waitForURL('**/?q=charged+twice+again');
    await page.goBack();
    await page.getByRole('heading', { name: 'What has happened here before?' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(trouble).toEqual([]);
  });

  test('shows what was found, where, and why', async () => {
    const { page } = await open('/?q=twice');
    const first = page.getByRole('article').first();
    await first.waitFor();
    expect(await first.locator('mark').allTextContents()).toEqual(['twice', 'twice']);
    const text = (await first.innerText()).replaceAll(/\s+/g, ' ');
    for (const part of [
      'PAY-7',
      'Resolved',
      'Bug',
      'Payments',
      'Found in a comment',
      'Updated 3 days ago',
      'key',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('💳 and <b>twice</b> again');
    expect(text).toMatch(/Words 0\.82 Meaning 0\.61/);
    expect(await first.locator('time').getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(await first.locator('time').getAttribute('title')).toMatch(/\d{4}, \d\d:\d\d$/);
  });

  test('keeps filters and mode in its address, and reads them from there', async () => {
    const { page, trouble } = await open('/?q=slow');
    await page.getByRole('checkbox', { name: 'Payments' }).check();
    await page.getByText('2 tickets, best first').waitFor();
    await page.getByRole('checkbox', { name: 'Done' }).check();
    await page.getByText('1 ticket', { exact: true }).waitFor();
    await page.getByText('Words', { exact: true }).first().click();
    await page.waitForURL('**/?q=slow&project=PAY&status=done&mode=lexical');
    await page.reload();
    await page.getByText('1 ticket', { exact: true }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Payments' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Words' }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Remove the filter Payments' }).click();
    await page.waitForURL('**/?q=slow&status=done&mode=lexical');
    await page.getByRole('link', { name: 'Clear all' }).click();
    await page.waitForURL('**/?q=slow&mode=lexical');
    await page.goBack();
    await page.waitForURL('**/?q=slow&status=done&mode=lexical');
    expect(trouble).toEqual([]);
  });

  test('can be used by keyboard alone, there and back', async () => {
    const { page } = await open('/?q=twice');
    await page.getByRole('article').first().waitFor();
    const focused = () =>
      page.evaluate<string>('document.activeElement.dataset.result ?? document.activeElement.id');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('PAY-7');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('PAY-666');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('search-box');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tickets/PAY-7');
    await page.getByRole('link', { name: 'Results for “twice”' }).click();
    await page.waitForURL('**/?q=twice');
    await page.waitForFunction('document.activeElement.dataset.result === "PAY-7"');
    await page.keyboard.press('/');
    expect(await focused()).toBe('search-box');
    expect(await page.getByRole('searchbox').inputValue()).toBe('twice');
  });

  test('helps on where nothing was found', async () => {
    const { page } = await open('/?q=nothing&project=PAY&mode=lexical');
    await page.getByRole('heading', { name: 'No ticket fits “nothing”' }).waitFor();
    await page.getByRole('link', { name: 'Search by meaning too' }).click();
    await page.waitForURL('**/?q=nothing&project=PAY');
    await page.getByRole('link', { name: 'Search without filters' }).click();
    await page.waitForURL('**/?q=nothing');
  });

  test('counts what the filters would leave, and looks on by pages and in another order', async () => {
    const { page, trouble } = await open('/?q=many');
    await page.getByText('1–20 of 45 tickets, best first').waitFor();
    // What the page shows while it loads is what it had: each figure comes when it comes.
    const core = page.getByRole('checkbox', { name: 'Core Platform' }).locator('..');
    await expect.poll(() => core.innerText()).toMatch(/45$/);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('21–40 of 45 tickets, best first').waitFor();
    await page.waitForURL('**/?q=many&page=2');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('Page 3 of 3').waitFor();
    await expect.poll(() => page.getByRole('article').count()).toBe(5);
    await expect.poll(() => page.getByRole('link', { name: 'Next' }).count()).toBe(0);
    await page.getByLabel('Order').selectOption('Oldest first');
    await page.getByText('1–20 of 45 tickets, oldest first').waitFor();
    await page.waitForURL('**/?q=many&sort=oldest');
    await page.getByRole('article').first().getByText('number 45').waitFor();
    await page.reload();
    await page.getByText('1–20 of 45 tickets, oldest first').waitFor();
    expect(trouble).toEqual([]);
  });

  test('each group counts without its own choice, and keeps it', async () => {
    const { page } = await open('/?q=twice&project=PAY');
    await page.getByText('2 tickets, best first').waitFor();
    const count = (name: string) => page.getByRole('checkbox', { name }).locator('..').innerText();
    await expect.poll(() => count('Payments')).toMatch(/2$/);
    await expect.poll(() => count('Core Platform')).toMatch(/4$/);
    await expect.poll(() => count('Bug')).toMatch(/1$/);
  });

  test('fields in the query filter, and are said where they are misspelt or cannot be read', async () => {
    const { page, trouble } = await open('/');
    const box = page.getByRole('searchbox');
    await box.fill('twice project:core');
    await page.getByText('4 tickets, best first').waitFor();
    await box.fill('twice projct:core');
    await page.getByText('Did you mean project:core?').waitFor();
    await page.getByText('6 tickets, best first').waitFor();
    await box.fill('twice updated:yesterweek');
    await page.getByText('Character 15, “yesterweek”: expected a date').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    const notes = await box.getAttribute('aria-describedby');
    expect(await page.locator(`#${notes}`).innerText()).toContain('yesterweek');
    await box.fill('twice updated:30d');
    await page.getByText('6 tickets, best first').waitFor();
    expect(await page.locator(`#${notes}`).innerText()).toBe('');
    await page.getByText('What you can write').click();
    await page.getByText('in the last seven days').waitFor();
    expect(trouble).toEqual([]);
  });

  test('a pasted text of several lines keeps them, and is text', async () => {
    const asked: string[] = [];
    const { page } = await open('/', {
      search: (request) => {
        asked.push(request.query);
        return services.search(request);
      },
    });
    const box = page.getByRole('searchbox');
    await box.focus();
    await page.evaluate(
      `const data = new DataTransfer();
       data.setData('text', 'java.io.IOException: twice\\n\\tat Pool.take(Pool.java:17)\\nstatus:');
       document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))`,
    );
    await page.getByText('6 tickets, best first').waitFor();
    expect(await box.inputValue()).toBe('java.io.IOException: twice ↵ at Pool.take(Pool.java:17) ↵ status:');
    expect(asked).toEqual(['java.io.IOException: twice\nat Pool.take(Pool.java:17)\nstatus:']);
    await page.reload();
    await page.getByText('6 tickets, best first').waitFor();
    expect(await box.inputValue()).toBe('java.io.IOException: twice ↵ at Pool.take(Pool.java:17) ↵ status:');
  });

  test('a problem shows what happened, what to do and under which id; trying again helps', async () => {
    let broken = true;
    const { page } = await open('/?q=twice', {
      search: (request) =>
        broken
          ? Promise.reject(new CasebookError('data-unreadable', 'chunks/17 is damaged.'))
          : services.search(request),
    });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const text = await alert.innerText();
    expect(text).toContain('Stored data cannot be read.');
    expect(text).toContain('chunks/17 is damaged.');
    expect(text).toContain('restore it from a backup');
    expect(text).toMatch(/Request [\da-f-]{36}/);
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('6 tickets, best first').waitFor();
  });
});
