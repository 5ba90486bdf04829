import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { openPeople, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { portOf, request, sendRaw } from './raw.ts';
import { routes, writes } from './routes.ts';

async function open() {
  const { people } = await openPeople();
  const logged: string[] = [];
  const log = createLog('error', { write: (line) => logged.push(line) });
  const server = await serverOver({ people }, { log });
  const port = await portOf(server);
  const cookie = `cookie: casebook-${port}=${await signIn(people, 'olga')}`;
  const send = (method: string, url: string, headers: readonly string[], body: string | Buffer = '') =>
    sendRaw(
      port,
      Buffer.concat([
        Buffer.from(
          request([
            `${method} ${url} HTTP/1.1`,
            `host: 127.0.0.1:${port}`,
            cookie,
            'connection: close',
            `content-length: ${Buffer.byteLength(body)}`,
            ...headers,
          ]),
        ),
        Buffer.from(body),
      ]),
    );
  return { send, logged };
}

const JSON_TYPE = 'content-type: application/json';
/** Those that take JSON; an import takes whatever it is, and refuses it by its records. */
const takers = writes.filter(({ url, method }) => url !== '/api/import' && method !== 'DELETE');
const LEVELS = 500_000;

describe('a body that means harm is refused as what it is, at every route that takes one', () => {
  test.each<[string, string, number, string]>([
    ['more than a mebibyte', `{"a":"${'x'.repeat(1024 * 1024)}"}`, 413, 'request-too-large'],
    ['arrays half a million deep', '['.repeat(LEVELS) + ']'.repeat(LEVELS), 400, 'request-invalid'],
    ['arrays that never end', '['.repeat(LEVELS), 400, 'request-invalid'],
    ['a number of half a million digits', '9'.repeat(LEVELS), 400, 'request-invalid'],
    ['another prototype', '{"__proto__":{"role":"operator","all":true}}', 400, 'request-invalid'],
    ['another constructor', '{"constructor":{"prototype":{"role":"operator"}}}', 400, 'request-invalid'],
    ['another prototype, escaped', '{"\\u005f_proto__":{"role":"operator"}}', 400, 'request-invalid'],
    ['bytes that are no UTF-8', '{"login":"\xff\xfe"', 400, 'request-invalid'],
    ['nothing', '', 400, 'request-invalid'],
    ['null', 'null', 400, 'request-invalid'],
  ])('%s', async (_what, body, status, code) => {
    const { send } = await open();
    for (const route of takers) {
      const refused = await send(route.method, route.url, [JSON_TYPE], body);
      expect([route.name, refused.status, refused.code]).toEqual([route.name, status, code]);
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  test('values twenty thousand deep where others are expected, and fifty thousand names: no stack runs out', async () => {
    const { send, logged } = await open();
    const [arrays, objects] = [
      '['.repeat(20_000) + ']'.repeat(20_000),
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    ];
    const names = ['login', 'subject', 'projects', 'nobody-knows-this'];
    const bodies = names.flatMap((name) => [`{"${name}":${arrays}}`, `{"${name}":${objects}}`]);
    bodies.push(`{${Array.from({ length: 50_000 }, (_, place) => `"${place}":1`).join(',')}}`);
    for (const route of takers) {
      for (const body of bodies) {
        // A route that does not know the name may go on to what it asks, which is not there and fails.
        const { answers } = await send(route.method, route.url, [JSON_TYPE], body);
        expect([route.name, body.slice(0, 20), answers]).toEqual([route.name, body.slice(0, 20), 1]);
      }
    }
    expect(logged.filter((line) => /RangeError|call stack/.test(line))).toEqual([]);
  });

  test('compressed: nothing is unpacked that was not asked for', async () => {
    const { send } = await open();
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    for (const route of takers) {
      for (const encoding of ['gzip', 'deflate', 'br', 'x-gzip', 'gzip, gzip']) {
        const refused = await send(
          route.method,
          route.url,
          [JSON_TYPE, `content-encoding: ${encoding}`],
          packed,
        );
        expect([route.name, refused.status, refused.code]).toEqual([route.name, 415, 'media-type']);
      }
    }
  });
});

describe('an address that means harm', () => {
  // A login by a provider answers first that there is none.
  const reads = routes.filter(
    ({ method, url }) => method === 'GET' && url.startsWith('/api/') && !url.startsWith('/api/session/oidc'),
  );

  test.each([
    ['sets a prototype', '__proto__=x&__proto__[role]=operator&constructor[prototype][role]=operator'],
    [
      'names a hundred thousand parameters',
      Array.from({ length: 20_000 }, (_, place) => `p${place}`).join('&'),
    ],
    ['repeats one ten thousand times', Array.from({ length: 10_000 }, () => 'project=x').join('&')],
    ['repeats what may come once', 'limit=1&limit=2&q=x&q=y'],
    ['nests', 'limit[a][b][c]=1'],
  ])('that %s is refused at every route', async (_what, query) => {
    const { send } = await open();
    for (const route of reads) {
      const refused = await send('GET', `${route.url}?${query}`, []);
      expect([route.name, refused.status, refused.code]).toEqual([route.name, 400, 'request-invalid']);
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });

  test('is too long', async () => {
    const { send } = await open();
    expect(await send('GET', `/api/me?${'x'.repeat(300 * 1024)}`, [])).toMatchObject({ status: 431 });
    expect(await send('GET', '/api/me', [`x-long: ${'x'.repeat(300 * 1024)}`])).toMatchObject({
      status: 431,
    });
  });
});
