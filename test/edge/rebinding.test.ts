import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPeople, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { portOf, request, sendRaw } from './raw.ts';
import { isSigned, routes } from './routes.ts';

/**
 * A page of evil.example whose name was rebound to this machine: its requests are of one origin for the browser, carry no
 * sign of another site, and name evil.example as their host. Asked over real connections, with a session of an operator.
 */
async function open() {
  const { people } = await openPeople();
  const webRoot = temporaryFolder();
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), 'the page');
  writeFileSync(join(webRoot, 'assets', 'main.js'), 'the script');
  const server = await serverOver({ people }, { webRoot });
  const port = await portOf(server);
  const cookie = `cookie: casebook-${port}=${await signIn(people, 'olga')}`;
  const ask = (method: string, url: string, host: string, ...headers: string[]) =>
    sendRaw(
      port,
      request([
        `${method} ${url} HTTP/1.1`,
        `host: ${host}`,
        cookie,
        'sec-fetch-site: same-origin',
        `origin: http://${host}`,
        'content-type: application/json',
        'content-length: 0',
        'connection: close',
        ...headers,
      ]),
    );
  return { port, ask };
}

describe('a name that was rebound to this machine', () => {
  test('gets nothing of any route, whichever it is', async () => {
    const { port, ask } = await open();
    for (const route of routes.filter((each) => !isSigned(each))) {
      const refused = await ask(route.method, route.url, `evil.example:${port}`);
      expect([route.name, refused.status, refused.code]).toEqual([route.name, 421, 'host-not-allowed']);
    }
  });

  test.each([
    '/',
    '/index.html',
    '/assets/main.js',
    '/tickets/PAY-1',
    '/nowhere',
    '/openapi.json',
    '/healthz',
  ])('gets nothing of %s, which our own name gets', async (url) => {
    const { port, ask } = await open();
    expect(await ask('GET', url, `evil.example:${port}`)).toMatchObject({ status: 421 });
    const ours = await ask('GET', url, `127.0.0.1:${port}`, 'accept: text/html');
    expect([url, ours.status]).toEqual([url, 200]);
  });

  test.each([
    ['a name that ends like ours', 'evil-localhost'],
    ['ours below another', 'localhost.evil.example'],
    ['ours with a dot behind it, of which anybody may have the zone', 'localhost.'],
    ['ours before an @', 'localhost@evil.example'],
    ['another before an @', 'evil.example@localhost'],
    ['two', 'localhost, evil.example'],
    ['ours behind a space', 'evil.example localhost'],
    ['the address as a number', '2130706433'],
    ['the address in octal', '0177.0.0.1'],
    ['the address cut short', '127.1'],
    ['every address', '0.0.0.0'],
    ['every address of IPv6', '[::]'],
    ['ours as IPv4 in IPv6', '[::ffff:127.0.0.1]'],
    ['none', ''],
  ])('is not let in as %s (%j)', async (_what, host) => {
    const { ask } = await open();
    const refused = await ask('GET', '/api/me', host);
    expect([400, 421]).toContain(refused.status);
    expect(refused.text).not.toContain('olga');
  });

  test('is not let in where the target of the request names it, and Host names us', async () => {
    const { port, ask } = await open();
    const ours = `127.0.0.1:${port}`;
    for (const target of [
      'http://evil.example/api/me',
      `https://evil.example:${port}/api/me`,
      'http://evil.example',
    ]) {
      const refused = await ask('GET', target, ours);
      expect([target, refused.status, refused.code]).toEqual([target, 421, 'host-not-allowed']);
    }
    expect(await ask('GET', `http://${ours}/api/me`, ours)).toMatchObject({ status: 200 });
    expect(await ask('GET', `http://${ours}/api/me`, 'evil.example')).toMatchObject({ status: 421 });
  });
});
