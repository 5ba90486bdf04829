import { describe, expect, onTestFinished, test } from 'vitest';
import { openPeople, PASSWORD } from '../support/people.ts';
import { hasBrowser } from './browser.ts';
import { serveDashboard } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('the page of people and keys', () => {
  const { openAt } = pagesInBrowser();

  /** The page as Olga sees it, who is an operator; Rita is a reader. */
  async function opened(path: string, options = {}) {
    const { people, clock } = await openPeople();
    clock.now = Date.now();
    const { address, close } = await serveDashboard({ people });
    onTestFinished(close);
    const { page, trouble } = await openAt(address + path, options);
    await page.getByLabel('Login').fill('olga');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const item = (text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text });
    return { page, trouble, people, item };
  }

  test('adds a user, changes what they may do, keeps them out and removes them', async () => {
    const { page, trouble, people, item } = await opened('/people');
    await item('Rita').getByText('Sees nothing yet').waitFor();
    await page.getByRole('button', { name: 'Add a user' }).click();
    const add = page.getByRole('dialog', { name: 'Add a user' });
    await add.getByLabel('Login').fill('ann@example.com');
    await add.getByLabel('Role').selectOption('agent');
    await add.getByLabel('Password').fill('password1234');
    await add.getByRole('button', { name: 'Add the user' }).click();
    await add.getByRole('alert').getByText('no word that everybody tries').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await add.getByLabel('Password').fill(PASSWORD);
    await add.getByRole('button', { name: 'Add the user' }).click();
    await item('ann@example.com').getByText('agent', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Change rita' }).click();
    const change = page.getByRole('dialog', { name: 'Change rita' });
    await change.getByLabel('Role').selectOption('agent');
    await change.getByLabel('Jira account').fill('5b10ac8d');
    await change.getByLabel('Granted').fill('project:PAY agent:PAY');
    expect(await violationsOn(page)).toEqual([]);
    await change.getByRole('button', { name: 'Save' }).click();
    await item('Rita').getByText('agent:PAY').waitFor();
    const rita = (await people.users.list()).find(({ login }) => login === 'rita');
    expect(rita).toMatchObject({ role: 'agent', jiraAccountId: '5b10ac8d', name: 'Rita' });
    expect([...rita!.principals].sort()).toEqual(['agent:PAY', 'project:PAY']);

    await page.getByRole('button', { name: 'Change olga' }).click();
    const own = page.getByRole('dialog', { name: 'Change olga' });
    await own.getByRole('button', { name: 'Keep out' }).click();
    await own.getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Change rita' }).click();
    await change.getByRole('button', { name: 'Keep out' }).click();
    await item('Rita').getByText('kept out').waitFor();
    await page.getByRole('button', { name: 'Change rita' }).click();
    await change.getByRole('button', { name: 'Remove…' }).click();
    await change.getByRole('button', { name: 'Remove for good' }).click();
    await expect.poll(() => item('Rita').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  test('makes a key that is shown once and works, and revokes it, on a phone too', async () => {
    const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };
    const { page, trouble, people, item } = await opened('/people?show=keys', phone);
    await page.getByText('There are no keys.').waitFor();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const make = page.getByRole('dialog', { name: 'Make a key' });
    await make.getByLabel('What it is for').fill('the nightly report');
    await make.getByLabel('Whose it is').selectOption('rita');
    await make.getByLabel('Days').fill('7');
    await make.getByRole('button', { name: 'Make the key' }).click();
    const made = page.getByRole('dialog', { name: 'The new key' });
    const key = await made.locator('code').innerText();
    expect(await violationsOn(page)).toEqual([]);
    expect(await people.keys.find(key)).toMatchObject({ user: { login: 'rita' }, key: { scope: 'read' } });
    await made.getByRole('button', { name: 'I have it' }).click();
    await item('the nightly report').getByText('never used').waitFor();
    expect(await page.content()).not.toContain(key);
    expect(await violationsOn(page)).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    await page.getByRole('button', { name: 'Revoke the nightly report' }).click();
    await page.getByRole('button', { name: 'Revoke for good' }).click();
    await page.getByText('There are no keys.').waitFor();
    expect(await people.keys.find(key)).toBeNull();
    expect(trouble).toEqual([]);
  });
});
