import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFakeProvider } from '../support/oidc-provider.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { hasBrowser } from './browser.ts';
import { serveDashboard, services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';
import { violationsOn } from './violations.ts';

describe.skipIf(!hasBrowser)('signing in', () => {
  const { openAt } = pagesInBrowser();

  /** The dashboard of an installation with accounts: Olga is an operator, Rita a reader. */
  async function served() {
    const opened = await openPeople();
    await opened.people.users.change('rita', { grant: ['project:PAY'] });
    opened.clock.now = Date.now();
    const { address, close } = await serveDashboard({
      people: opened.people,
      status: async () => ({ ...(await services.status()), kind: 'real' }),
    });
    onTestFinished(close);
    return { ...opened, address };
  }

  async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
    await page.getByLabel('Login').fill(login);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  test('stands before every page, and leads to the one that was wanted', async () => {
    const { address } = await served();
    const { page, trouble } = await openAt(`${address}/tickets/PAY-7?from=a+link`);
    await signIn(page, 'rita', 'not the password');
    await page.getByRole('alert').getByText('is not right').waitFor();
    expect(await page.getByText('PAY-7').count()).toBe(0);
    await signIn(page, 'Rita');
    await page.getByText('Almost certainly a duplicate').waitFor();
    expect(page.url()).toBe(`${address}/tickets/PAY-7?from=a+link`);
    expect(trouble).toEqual([]);
  });

  test('a reader is shown what readers may, and told so elsewhere', async () => {
    const { address } = await served();
    const { page } = await openAt(`${address}/import`);
    await signIn(page, 'rita');
    await page.getByText('This page is for operators').waitFor();
    await page.getByRole('navigation', { name: 'Casebook' }).getByText('Rita').waitFor();
    for (const hidden of ['Import', 'Triage', 'Sync now'])
      expect(await page.getByText(hidden, { exact: true }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.goto(`${address}/triage`);
    await page.getByText('This page is for agents').waitFor();
  });

  test('an operator is shown everything, until they sign out', async () => {
    const { address, database } = await served();
    const { page } = await openAt(`${address}/triage`);
    await signIn(page, 'olga');
    await page.getByText('Rare words in common').waitFor();
    for (const shown of ['Import', 'Triage', 'Sync now'])
      expect(await page.getByText(shown, { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    expect(page.url()).toBe(`${address}/triage`);
    expect(await page.context().cookies()).toEqual([]);
    expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });

  test('a session that ends under the page leads back to signing in, and to nothing of another’s', async () => {
    const { address, people } = await served();
    const { page } = await openAt(`${address}/?q=twice`);
    await signIn(page, 'olga');
    await page.getByText('best first').first().waitFor();
    await people.users.change('rita', { role: 'operator' });
    await people.users.change('olga', { disabled: true });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByLabel('Password').waitFor();
    expect(await page.getByText('best first').count()).toBe(0);
    await signIn(page, 'rita');
    await page.getByRole('navigation', { name: 'Casebook' }).getByText('Rita').waitFor();
  });

  test('another password is given on one’s own page, for who knows the one before', async () => {
    const { address, people } = await served();
    const { page } = await openAt(`${address}/`);
    await signIn(page, 'rita');
    await page.getByRole('link', { name: 'Rita' }).click();
    const change = async (current: string) => {
      await page.getByLabel('Password now').fill(current);
      await page.getByLabel('New password').fill('something else entirely');
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('a guess');
    await page.getByRole('alert').getByText('is not right').waitFor();
    await change(PASSWORD);
    await page.getByText('signed out everywhere else').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.reload();
    await page.getByText('Signed in as rita').waitFor();
    const again = { login: 'rita', password: 'something else entirely', address: '192.0.2.1' };
    expect((await people.login(again)).kind).toBe('right');
  });

  test('with a provider of another site leads to the page that was wanted, and says why not', async () => {
    // Another site than 127.0.0.1: cookies and the edge take it for what it is.
    const provider = await openFakeProvider('localhost');
    const opened = await openPeople(undefined, {
      issuer: provider.issuer,
      clientId: 'casebook',
      clientSecret: provider.secret,
      scopes: 'openid email',
      defaultRole: 'none',
    });
    opened.clock.now = Date.now();
    const { address, close } = await serveDashboard({ people: opened.people });
    onTestFinished(close);
    const { page, trouble } = await openAt(`${address}/tickets/PAY-7?from=a+link`);
    const enter = () =>
      page.getByRole('link', { name: `Sign in with ${new URL(provider.issuer).host}` }).click();
    await enter();
    await page.getByRole('alert').getByText('you have no account here').waitFor();
    await page.waitForURL(`${address}/tickets/PAY-7?from=a+link`);
    expect(await page.getByText('PAY-7').count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    const ann = { login: 'ann@example.com', name: 'Ann', role: 'agent', password: PASSWORD } as const;
    await opened.people.users.add(ann);
    await enter();
    await page.getByText('Almost certainly a duplicate').waitFor();
    expect(page.url()).toBe(`${address}/tickets/PAY-7?from=a+link`);
    await page.getByRole('navigation', { name: 'Casebook' }).getByText('Ann').waitFor();
    const cookies = await page.context().cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
    expect(trouble.filter((one) => !one.startsWith(`request: ${provider.issuer}/authorize?`))).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test('at the machine without accounts nobody is asked for anything', async () => {
    const { address, close } = await serveDashboard();
    onTestFinished(close);
    const { page } = await openAt(`${address}/triage`);
    await page.getByText('Rare words in common').waitFor();
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
  });
});
