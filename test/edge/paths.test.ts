import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { portOf, request, sendRaw } from './raw.ts';

/** A dashboard beside which there is something that is nobody's business. */
async function open() {
  const folder = temporaryFolder();
  const webRoot = join(folder, 'web');
  mkdirSync(join(webRoot, 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'index.html'), 'the page');
  writeFileSync(join(webRoot, 'assets', 'main.js'), 'the script');
  writeFileSync(join(folder, 'secret'), 'nobody’s business');
  mkdirSync(join(folder, 'web-secrets'));
  writeFileSync(join(folder, 'web-secrets', 'secret'), 'nobody’s business');
  const asked: string[] = [];
  const server = await serverOver(
    {
      async readTicket(_asker, key) {
        asked.push(key);
        return null;
      },
    },
    { webRoot },
  );
  const port = await portOf(server);
  const get = (target: string, ...headers: string[]) =>
    sendRaw(
      port,
      request([`GET ${target} HTTP/1.1`, `host: 127.0.0.1:${port}`, 'connection: close', ...headers]),
    );
  return { get, asked };
}

test.each([
  '/../secret',
  '/assets/../../secret',
  '/..%2fsecret',
  '/%2e%2e/secret',
  '/%2e%2e%2fsecret',
  '/assets/..%2f..%2fsecret',
  '/assets/%2e%2e/%2e%2e/secret',
  '/..%5csecret',
  '/..\\secret',
  '/assets/..\\..\\secret',
  '/%252e%252e%252fsecret',
  '/%c0%ae%c0%ae/secret',
  '/..;/secret',
  '/.%00./secret',
  '/assets/main.js%00/../../../secret',
  '/../web-secrets/secret',
  '/..%2fweb-secrets%2fsecret',
  '//secret',
  '//../secret',
  '/./../secret',
  '/file:///etc/passwd',
  '/%2fetc%2fpasswd',
  '/etc/passwd',
])('no address (%s) leads out of the folder of the dashboard', async (target) => {
  const { get } = await open();
  for (const accept of ['*/*', 'text/html']) {
    const answer = await get(target, `accept: ${accept}`);
    expect(answer.answers).toBe(1);
    // For a browser every address is one of the page, which says that there is no such page.
    if (answer.status === 200)
      expect([accept, answer.text]).toEqual(['text/html', expect.stringContaining('the page')]);
    else expect([400, 403, 404]).toContain(answer.status);
    expect(answer.text).not.toMatch(/nobody’s business|root:/);
  }
});

test('what is in it is given', async () => {
  const { get } = await open();
  expect((await get('/assets/main.js')).text).toContain('the script');
  expect((await get('/assets/../assets/main.js')).status).not.toBe(500);
});

test.each([
  '..%2f..%2fsecret',
  '%2e%2e',
  '%00',
  '..%5c..%5csecret',
  'PAY-1%2f..%2f..%2fusers',
  '%2fetc%2fpasswd',
])('a key (%s) is a key, and leads to no other route', async (key) => {
  const { get, asked } = await open();
  const answer = await get(`/api/tickets/${key}`);
  expect([answer.status, answer.code]).toEqual([404, 'ticket-not-found']);
  expect(asked).toEqual([decodeURIComponent(key).toUpperCase()]);
});
