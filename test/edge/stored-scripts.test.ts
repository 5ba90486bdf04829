import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Running, startCasebook } from '../support/casebook.ts';
import { PASSWORD } from '../support/people.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { hasBrowser } from '../web/browser.ts';
import { pagesInBrowser } from '../web/open-page.ts';
import { type Decoy, listenAsDecoy } from './decoy.ts';
import { hostileIssues, payloads, refusedIssues } from './hostile-tickets.ts';
import { indexingOf } from './indexing.ts';

/**
 * An installation all of whose tickets mean harm, with an operator whose name does too, seen in a real browser; and a
 * decoy, to which all addresses in them lead, and which nobody may ask for anything.
 */
const folder = makeTemporaryFolder();
let decoy: Decoy;
let casebook: Running;
let imported: { accepted: number; refused: number };

beforeAll(async () => {
  decoy = await listenAsDecoy();
  casebook = await startCasebook(['serve', '--port', '0', '--data-dir', folder.path]);
  const lines = [...hostileIssues(decoy.url), ...refusedIssues(decoy.url)].map((each) =>
    JSON.stringify(each),
  );
  const post = async (path: string, type: string, body: string) => {
    const answer = await fetch(casebook.ready.url + path, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    const read: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(read)}`);
    return read;
  };
  imported = (await post('/api/import', 'application/x-ndjson', lines.join('\n'))) as typeof imported;
  await vi.waitFor(async () => expect(await indexingOf(casebook.ready.url)).toMatchObject({ waiting: 0 }), {
    timeout: 60_000,
  });
  const name = payloads(decoy.url).slice(0, 4).join('');
  await post(
    '/api/users',
    'application/json',
    JSON.stringify({ login: 'olga', name, role: 'operator', password: PASSWORD }),
  );
}, 120_000);

afterAll(async () => {
  await casebook?.kill();
  decoy?.close();
  folder.remove();
});

/** The first part of the address of each page that the dashboard has. */
const pages = [
  ...readFileSync(new URL('../../web/src/router.tsx', import.meta.url), 'utf8').matchAll(
    /path: '(\/[\w-]*)/g,
  ),
].map(([, path]) => path as string);

/** Gives what would run on opening, pointing or focusing its chance; then nothing has, and nothing could. */
async function expectHarmless({ page, trouble }: { page: Page; trouble: string[] }): Promise<void> {
  for (const summary of await page.locator('main summary').all())
    await summary.click({ timeout: 2000 }).catch(() => {});
  await page.evaluate(`for (const each of document.querySelectorAll('*')) {
    for (const type of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load'])
      each.dispatchEvent(new Event(type));
  }`);
  expect(await page.evaluate('window.harmed')).toBeUndefined();
  const odd =
    'iframe, object, embed, base, form[action], main script, main style, main link, main meta, main img, svg[onload]';
  expect(await page.locator(odd).count()).toBe(0);
  const found = await page.evaluate<{ handlers: string[]; addresses: string[]; styles: string[] }>(`({
    handlers: [...document.querySelectorAll('*')].flatMap(({ attributes }) =>
      [...attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name)),
    addresses: [...document.querySelectorAll('a[href], area[href], [src], [data], use')]
      .map((each) => each.href?.baseVal ?? each.href ?? each.src ?? each.data)
      .filter((address) => !/^https?:/.test(address)),
    styles: [...document.querySelectorAll('[style]')].map((each) => each.getAttribute('style'))
      .filter((style) => /url|import|expression/.test(style)),
  })`);
  expect(found).toEqual({ handlers: [], addresses: [], styles: [] });
  expect(trouble).toEqual([]);
  expect(decoy.asked).toEqual([]);
}

describe.skipIf(!hasBrowser)('tickets that mean harm', { timeout: 120_000 }, () => {
  const { openAt } = pagesInBrowser();

  test('came in, each as a ticket or a dead letter', () => {
    expect(imported).toMatchObject({
      accepted: hostileIssues(decoy.url).length,
      refused: refusedIssues(decoy.url).length,
    });
  });

  test('do none on any page', async () => {
    const { url } = casebook.ready;
    const watched = await openAt(`${url}/account`);
    const { page } = watched;
    await page.getByLabel('Login').fill('olga');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Signed in as olga').waitFor();
    await expectHarmless(watched);

    const seen = new Set<string>();
    /** Opens a page, waits for what it is to show, and looks. */
    const look = async (path: string, shown?: string) => {
      seen.add(`/${path.slice(1).split(/[/?]/)[0]}`);
      await page.goto(url + path);
      await (shown === undefined ? page.getByRole('heading') : page.getByText(shown)).first().waitFor();
      await expectHarmless(watched);
    };
    const wicked = payloads(decoy.url).map((text) => encodeURIComponent(text));
    await look('/', 'What has happened here before?');
    await look('/?q=harmed', 'window.harmed=1');
    await look('/?q=label%3Aa%20OR%20status%3A%3Cscript%3E%20harmed&sort=updated', 'harmed');
    for (const text of wicked) {
      await look(`/?q=${text}&project=${text}&label=${text}&type=${text}`);
      await look(`/tickets/${text}`);
    }
    for (let ticket = 1; ticket <= wicked.length; ticket += 1)
      await look(`/tickets/PAY-${ticket}`, 'paragraph');
    await look('/triage', 'window.harmed=1');
    await look('/dead-letters', 'contract');
    for (const row of (await page.locator('main button, main summary').all()).slice(0, 12)) {
      await row.click({ timeout: 2000 }).catch(() => {});
      await expectHarmless(watched);
    }
    await look(`/no/such/${wicked[1]}`, 'There is no such page');
    for (const each of pages) if (!seen.has(each)) await look(each);
  });
});

test('lead nowhere: who imported, indexed and searched them asked no address in them for anything', async () => {
  expect(decoy.asked).toEqual([]);
});
