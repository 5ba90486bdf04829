import { describe, expect, test } from 'vitest';
import { openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { portOf, request, sendRaw } from './raw.ts';
import { type KnownRoute, routes, writes } from './routes.ts';

/** What somebody else's page makes the browser of a signed-in operator send: the session goes along, as if it would. */
async function open() {
  const { people } = await openPeople();
  const server = await serverOver({ people });
  const port = await portOf(server);
  const cookie = `cookie: casebook-${port}=${await signIn(people, 'olga')}`;
  const before = JSON.stringify(await people.users.list());
  const send = (method: string, { url }: Pick<KnownRoute, 'url'>, headers: readonly string[], body = '') =>
    sendRaw(
      port,
      request(
        [
          `${method} ${url} HTTP/1.1`,
          `host: 127.0.0.1:${port}`,
          cookie,
          ...headers,
          `content-length: ${Buffer.byteLength(body)}`,
          'connection: close',
        ],
        body,
      ),
    );
  /** Nothing was done, and nothing begun: what does something is logged before it is done. */
  const untouched = async () => {
    const { records } = await people.audit.list({ limit: 10 });
    expect(records.map(({ action }) => action)).toEqual(['login']);
    expect(JSON.stringify(await people.users.list())).toBe(before);
  };
  return { port, send, untouched };
}

const NEW_OPERATOR = JSON.stringify({ login: 'eve', role: 'operator', password: PASSWORD });

describe('a request that another site forges', () => {
  test.each([
    ['text/plain', NEW_OPERATOR],
    ['text/plain;charset=UTF-8', NEW_OPERATOR],
    ['application/x-www-form-urlencoded', 'login=eve&role=operator'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="login"\r\n\r\neve\r\n--x--',
    ],
    ['text/plain; application/json', NEW_OPERATOR],
    ['application/json, text/plain', NEW_OPERATOR],
    ['application/jsonp', NEW_OPERATOR],
    ['', NEW_OPERATOR],
  ])('as a form sends it (%j) does nothing at any route, though it names no origin', async (type, body) => {
    const { send, untouched } = await open();
    for (const route of writes) {
      const headers = type === '' ? [] : [`content-type: ${type}`];
      // DELETE without a body is no form's; what says so else is asked below.
      if (route.method === 'DELETE' && type === '') continue;
      const refused = await send(route.method, route, headers, body);
      expect([route.name, refused.status, refused.code]).toEqual([route.name, 415, 'media-type']);
    }
    await untouched();
  });

  test.each([
    ['the page is of another site', ['sec-fetch-site: cross-site']],
    ['the page is of another host of the site', ['sec-fetch-site: same-site']],
    ['the browser says what nobody knows yet', ['sec-fetch-site: same-planet']],
    ['the origin is another', ['origin: https://evil.example']],
    ['the origin is another port of this machine', ['origin: http://127.0.0.1:1']],
    ['the origin is hidden', ['origin: null']],
    ['the origin is empty', ['origin:']],
    ['the origin begins like ours', ['origin: http://127.0.0.1:PORT.evil.example']],
    ['the origin is ours over https', ['origin: https://127.0.0.1:PORT']],
    ['the origin is another spelling of ours', ['origin: http://localhost:PORT']],
    [
      'the site is said to be ours, and the origin is not',
      ['sec-fetch-site: same-origin', 'origin: http://x'],
    ],
  ])('does nothing at any route where %s, with a type that no form can send', async (_why, forged) => {
    const { port, send, untouched } = await open();
    const headers = [
      ...forged.map((header) => header.replace('PORT', String(port))),
      'content-type: application/json',
    ];
    for (const route of writes) {
      const refused = await send(route.method, route, headers, NEW_OPERATOR);
      expect([route.name, refused.status, refused.code]).toEqual([route.name, 403, 'origin-not-allowed']);
    }
    await untouched();
  });

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'is no other method because a header (%s) says so',
    async (header) => {
      const { send, untouched } = await open();
      const headers = ['content-type: application/json', `${header}: DELETE`];
      const refused = await send('POST', { url: '/api/users/rita' }, headers, '{}');
      expect(refused).toMatchObject({ status: 405, code: 'method-not-allowed' });
      await untouched();
    },
  );

  test('cannot ask first: no answer allows another site anything', async () => {
    const { send, untouched } = await open();
    for (const route of routes) {
      const answer = await send('OPTIONS', route, [
        'origin: https://evil.example',
        `access-control-request-method: ${route.method}`,
        'access-control-request-headers: content-type',
      ]);
      expect([route.name, answer.status >= 400]).toEqual([route.name, true]);
      expect(answer.text.toLowerCase()).not.toContain('access-control-allow');
    }
    await untouched();
  });

  test('reads nothing of the API for a page: no script, image or frame of another site is answered', async () => {
    const { send } = await open();
    for (const route of routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/'))) {
      for (const destination of ['script', 'image', 'iframe', 'document', 'empty']) {
        const answer = await send('GET', route, [
          'sec-fetch-site: cross-site',
          `sec-fetch-dest: ${destination}`,
        ]);
        expect([route.name, answer.status, answer.code]).toEqual([route.name, 403, 'origin-not-allowed']);
      }
    }
  });
});
