import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { addressList } from '../../src/platform/http/index.ts';
import { openPeople, PASSWORD, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';

const PROXY = '10.0.0.5';
const behind = {
  publicOrigin: 'https://casebook.example',
  trusts: addressList(['10.0.0.0/8']),
  allowedHosts: [],
};
const forwarded = {
  host: 'casebook.example',
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
};

async function open(options: Partial<typeof behind> = {}) {
  const opened = await openPeople();
  const server = await serverOver({ people: opened.people }, { ...behind, ...options });
  const login = (headers: Record<string, string>, remoteAddress = PROXY) =>
    server.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ login: 'rita', password: PASSWORD }),
    });
  const addresses = async () => {
    const { records } = await opened.people.audit.list({ limit: 10 });
    return records.map(({ address }) => address);
  };
  return { ...opened, server, login, addresses };
}

describe('behind a trusted proxy', () => {
  test('one signs in over https, with a cookie that travels over nothing else', async () => {
    const { login, server } = await open();
    const answer = await login({ ...forwarded, origin: 'https://casebook.example' });
    const [pair, ...attributes] = String(answer.headers['set-cookie']).split('; ');
    expect(pair).toMatch(/^__Host-casebook=[\w-]{43}$/);
    expect(attributes).toEqual(['Path=/', 'Max-Age=604800', 'HttpOnly', 'SameSite=Strict', 'Secure']);
    const me = await server.inject({
      url: '/api/me',
      remoteAddress: PROXY,
      headers: { ...forwarded, cookie: pair ?? '' },
    });
    expect(me.json()).toMatchObject({ login: 'rita' });
  });

  test.each(['http://casebook.example', 'https://evil.example', 'https://casebook.example:8443', 'null'])(
    'a page of another origin (%s) signs nobody in',
    async (origin) => {
      const { login } = await open();
      expect((await login({ ...forwarded, origin })).json().code).toBe('origin-not-allowed');
    },
  );

  test('its own name for this server is as good, and the public origin counts all the same', async () => {
    const { login } = await open();
    const headers = { ...forwarded, host: '127.0.0.1:4310', origin: 'https://casebook.example' };
    expect((await login(headers)).statusCode).toBe(200);
  });

  test.each([
    ['its last word', '203.0.113.9', '203.0.113.9'],
    ['what another trusted one said before', '203.0.113.9, 10.0.0.9', '203.0.113.9'],
    ['not what the browser made up', '127.0.0.1, 198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['itself, where it says what is no address', 'unknown', PROXY],
    ['itself, where it says a name', "<script>'", PROXY],
  ])('where a request comes from is %s', async (_what, chain, address) => {
    const { login, addresses } = await open();
    await login({ ...forwarded, 'x-forwarded-for': chain });
    expect(await addresses()).toEqual([address]);
  });

  test('nobody is the machine: not without accounts, and not by its secret', async () => {
    const server = await serverOver({}, { ...behind, trusts: addressList(['127.0.0.1']) });
    const ask = async (headers: Record<string, string>) =>
      (await server.inject({ url: '/api/me', headers: { ...forwarded, ...headers } })).json().code;
    expect(await ask({})).toBe('login-required');
    expect(await ask({ host: '127.0.0.1:4310', 'x-forwarded-for': '127.0.0.1' })).toBe('login-required');
    expect(await ask({ authorization: 'Bearer the-secret' })).toBe('login-required');
  });

  test('the public name is over https, also where the proxy does not say so', async () => {
    const { login } = await open();
    const { 'x-forwarded-proto': _, ...silent } = forwarded;
    const answer = await login({ ...silent, origin: 'https://casebook.example' });
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-casebook=.*; Secure$/);
  });

  test.each(['127.0.0.1:5510', 'casebook.example:443', 'CASEBOOK.example', 'casebook.example'])(
    'a cookie is for https alone, whatever host (%s) the proxy names',
    async (host) => {
      const { login, server } = await open();
      const { 'x-forwarded-proto': _, ...silent } = { ...forwarded, host };
      const answer = await login({ ...silent, origin: 'https://casebook.example' });
      const [pair = '', ...attributes] = String(answer.headers['set-cookie']).split('; ');
      expect(pair).toMatch(/^__Host-casebook/);
      expect(attributes).toContain('Secure');
      const me = await server.inject({
        url: '/api/me',
        remoteAddress: PROXY,
        headers: { ...silent, cookie: pair },
      });
      expect(me.json()).toMatchObject({ login: 'rita' });
    },
  );

  test('a name that the proxy passes on has to be ours', async () => {
    const { login } = await open();
    expect((await login({ ...forwarded, 'x-forwarded-host': 'evil.example' })).json().code).toBe(
      'host-not-allowed',
    );
    expect((await login({ ...forwarded, host: 'evil.example' })).json().code).toBe('host-not-allowed');
    const twice = { ...forwarded, host: '127.0.0.1', 'x-forwarded-host': 'casebook.example, evil.example' };
    expect((await login(twice)).json().code).toBe('host-not-allowed');
  });
});

describe('from anybody else', () => {
  test.each(['192.0.2.44', '127.0.0.1', '::ffff:11.0.0.1', '11.0.0.5'])(
    'a forwarding header (%s) is refused, signed in or not',
    async (remoteAddress) => {
      const { login, server, people } = await open();
      expect((await login(forwarded, remoteAddress)).json().code).toBe('proxy-not-trusted');
      const cookie = `__Host-casebook=${await signIn(people, 'olga')}`;
      const answer = await server.inject({
        url: '/api/me',
        remoteAddress,
        headers: { ...forwarded, cookie },
      });
      expect(answer.json().code).toBe('proxy-not-trusted');
    },
  );

  test.each(['casebook.example:443', 'CASEBOOK.example'])(
    'nobody signs in under another spelling (%s) of the public name over plain HTTP',
    async (host) => {
      const { login } = await open();
      const answer = await login({ host }, '192.0.2.44');
      expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-casebook.*; Secure$/);
    },
  );

  test('nobody signs in under the public name over plain HTTP, and a cookie would not come back', async () => {
    const { login } = await open();
    const plain = { host: 'casebook.example', origin: 'http://casebook.example' };
    expect((await login(plain, '192.0.2.44')).json().code).toBe('origin-not-allowed');
    const answer = await login({ host: 'casebook.example' }, '192.0.2.44');
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-casebook=.*; Secure$/);
  });
});

describe('headers that come twice', () => {
  /** Sends bytes as they are, and gives the status of the answer. */
  async function send(port: number, lines: readonly string[]): Promise<number> {
    const socket = connect(port, '127.0.0.1');
    socket.write([...lines, 'connection: close', '', ''].join('\r\n'));
    return Number((await text(socket)).split(' ')[1]);
  }

  test('are refused where they decide who asks, from where and for what', async () => {
    const { people } = await openPeople();
    const server = await serverOver({ people }, { ...behind, trusts: addressList(['127.0.0.1']) });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const cookie = (id: string) => `cookie: casebook-${port}=${id}`;
    const [olga, rita] = [await signIn(people, 'olga'), await signIn(people, 'rita')];
    const request = ['GET /api/me HTTP/1.1', `host: 127.0.0.1:${port}`];
    expect(await send(port, [...request, cookie(olga)])).toBe(200);
    const doubled = [
      [cookie(rita), cookie(olga)],
      [cookie(rita), 'host: evil.example'],
      [cookie(rita), 'Host: casebook.example'],
      ['authorization: Bearer the-secret', 'Authorization: Bearer x'],
      [cookie(rita), 'origin: null', 'origin: null'],
      [cookie(rita), 'x-forwarded-proto: http', 'X-Forwarded-Proto: https'],
      [cookie(rita), 'x-forwarded-host: casebook.example', 'x-forwarded-host: evil.example'],
    ];
    for (const headers of doubled)
      expect([headers, await send(port, [...request, ...headers])]).toEqual([headers, 400]);
  });

  test('a chain in several lines is one chain', async () => {
    const { people } = await openPeople();
    const server = await serverOver(
      { people },
      { ...behind, trusts: addressList(['127.0.0.1', '10.0.0.0/8']) },
    );
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const payload = JSON.stringify({ login: 'rita', password: PASSWORD });
    const socket = connect(port, '127.0.0.1');
    socket.write(
      [
        'POST /api/session HTTP/1.1',
        'host: casebook.example',
        'x-forwarded-for: 127.0.0.1',
        'X-Forwarded-For: 203.0.113.9',
        'x-forwarded-for: 10.0.0.7',
        'content-type: application/json',
        `content-length: ${payload.length}`,
        'connection: close',
        '',
        payload,
      ].join('\r\n'),
    );
    expect((await text(socket)).split(' ')[1]).toBe('200');
    const { records } = await people.audit.list({ limit: 1 });
    expect(records[0]?.address).toBe('203.0.113.9');
  });
});
