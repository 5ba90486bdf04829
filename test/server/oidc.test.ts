import { describe, expect, test } from 'vitest';
import type { OidcOptions } from '../../src/people/index.ts';
import { type Behaviour, openFakeProvider } from '../support/oidc-provider.ts';
import { openPeople, PASSWORD } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';

/** What a browser says of a window that another site leads here. */
const ARRIVAL = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

/** A server with a provider beside passwords: Ann is a reader, Olga an operator. */
async function open(options: Partial<OidcOptions> = {}, behaviour: Partial<Behaviour> = {}) {
  const provider = await openFakeProvider();
  Object.assign(provider.behaviour, behaviour);
  const opened = await openPeople(undefined, {
    issuer: provider.issuer,
    clientId: 'casebook',
    clientSecret: provider.secret,
    scopes: 'openid email profile',
    defaultRole: 'none',
    ...options,
  });
  const { people } = opened;
  await people.users.add({ login: 'ann@example.com', name: 'Ann', role: 'reader', password: PASSWORD });
  const server = await serverOver({ people });
  const origin = 'http://127.0.0.1:4310';

  // In process: Node's `fetch` says of itself what a browser's window says otherwise.
  async function ask(path: string, headers: Record<string, string> = {}) {
    const url = path.replace(origin, '');
    const answer = await server.inject({ url, headers: { host: '127.0.0.1:4310', ...headers } });
    return {
      status: answer.statusCode,
      to: String(answer.headers.location ?? ''),
      cookies: [answer.headers['set-cookie'] ?? []].flat(),
      json: () => answer.json(),
    };
  }

  /** Begins: where the browser is sent, and its cookie. */
  async function begin(next = '/tickets/PAY-7?from=a+link', headers = {}) {
    const answer = await ask(`/api/session/oidc?next=${encodeURIComponent(next)}`, headers);
    const [whole = ''] = answer.cookies;
    return { ...answer, cookie: whole.split(';')[0] ?? '', whole };
  }

  /** At the provider: where it sends the browser back to. */
  async function atProvider(to: string): Promise<URL> {
    const answer = await fetch(to, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '');
  }

  async function arrive(callback: URL | string, cookie: string, headers: Record<string, string> = ARRIVAL) {
    const answer = await ask(String(callback), { ...headers, ...(cookie !== '' && { cookie }) });
    const whole = answer.cookies.find((one) => /^casebook-\d+=[^;]/.test(one)) ?? '';
    return { ...answer, session: whole.split(';')[0] ?? '', whole };
  }

  /** All of it. */
  async function signIn(next?: string) {
    const { to, cookie } = await begin(next);
    return arrive(await atProvider(to), cookie);
  }

  const me = async (cookie: string) => (await ask('/api/me', { cookie })).json();
  return { ...opened, provider, origin, ask, begin, atProvider, arrive, signIn, me };
}

describe('signing in with a provider', () => {
  test.each(['RS256', 'ES256'] as const)(
    'leads to the page that was wanted, with a session (%s)',
    async (algorithm) => {
      const { signIn, me, people, database } = await open({}, { algorithm });
      const { status, to, session, whole } = await signIn();
      expect([status, to]).toEqual([303, '/tickets/PAY-7?from=a+link']);
      expect(whole.split('; ').slice(1)).toEqual(['Path=/', 'Max-Age=604800', 'HttpOnly', 'SameSite=Strict']);
      expect(await me(session)).toEqual({ login: 'ann@example.com', name: 'Ann', role: 'reader' });
      const { records } = await people.audit.list({ limit: 1 });
      expect(records[0]).toMatchObject({
        ...{ actor: 'ann@example.com', via: 'session', address: '127.0.0.1' },
        ...{ action: 'login', detail: 'oidc', status: 200 },
      });
      const [identity] = await database.selectFrom('identities').select('subject').execute();
      expect(identity?.subject).toBe('subject-1');
    },
  );

  test('sends the provider what binds its answer to this browser, and the way back', async () => {
    const { begin, provider, origin } = await open();
    const { to, whole } = await begin();
    const asked = new URL(to);
    expect(asked.origin + asked.pathname).toBe(`${provider.issuer}/authorize`);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      ...{ client_id: 'casebook', response_type: 'code', scope: 'openid email profile' },
      ...{ code_challenge_method: 'S256', redirect_uri: `${origin}/api/session/oidc/callback` },
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(name)?.length).toBeGreaterThan(40);
    expect(whole.split('; ').slice(1)).toEqual(['Path=/', 'Max-Age=600', 'HttpOnly', 'SameSite=Lax']);
  });

  test.each([
    ['client_secret_post', {}],
    ['client_secret_basic', {}],
    ['none', { clientSecret: undefined }],
  ])('works with the method of the provider: %s', async (authentication, options) => {
    const { signIn } = await open(options, { authentication });
    expect((await signIn()).session).not.toBe('');
  });

  test('takes an address that the provider tells to who asks alone', async () => {
    const userinfo = { sub: 'subject-1', email: 'ann@example.com', email_verified: true };
    const { signIn } = await open({}, { claims: { sub: 'subject-1' }, userinfo });
    expect((await signIn()).session).not.toBe('');
  });

  test('asks the provider about itself once', async () => {
    const { signIn, provider } = await open();
    await signIn();
    await signIn();
    expect(provider.asked.filter((path) => path.includes('well-known'))).toHaveLength(1);
  });

  test('ends the session from before', async () => {
    const { begin, atProvider, arrive, signIn, me } = await open();
    const before = (await signIn()).session;
    const { to, cookie } = await begin('/', { cookie: before });
    const { session } = await arrive(await atProvider(to), cookie);
    expect(session).not.toBe(before);
    expect(await me(before)).toMatchObject({ code: 'login-required' });
    expect(await me(session)).toMatchObject({ login: 'ann@example.com' });
  });

  test.each([
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/api/session/oidc', '/'],
    ['/tickets/PAY-7#top', '/tickets/PAY-7'],
  ])('leads to no other site (%s)', async (next, expected) => {
    const { signIn } = await open();
    expect((await signIn(next)).to).toBe(expected);
  });
});

describe('who that is', () => {
  test('stays the subject, whatever becomes of the address', async () => {
    const { signIn, me, provider } = await open();
    await signIn();
    provider.behaviour.claims = { sub: 'subject-1', email: 'married@example.com', email_verified: false };
    expect(await me((await signIn()).session)).toMatchObject({ login: 'ann@example.com' });
  });

  test('is nobody else who was given the address', async () => {
    const { signIn, provider, me } = await open();
    const first = await signIn();
    provider.behaviour.claims.sub = 'subject-2';
    expect(await signIn()).toMatchObject({ session: '', to: expect.stringContaining('oidc-other-identity') });
    expect(await me(first.session)).toMatchObject({ login: 'ann@example.com' });
  });

  test('is whoever has the address next, once an operator has the identity forgotten', async () => {
    const { signIn, provider, me, people } = await open();
    const first = await signIn();
    provider.behaviour.claims.sub = 'subject-2';
    await people.users.change('ann@example.com', { forgetIdentity: true });
    expect(await me(first.session)).toMatchObject({ code: 'login-required' });
    expect(await me((await signIn()).session)).toMatchObject({ login: 'ann@example.com' });
    provider.behaviour.claims.sub = 'subject-1';
    expect((await signIn()).to).toContain('oidc-other-identity');
  });

  test.each([
    ['oidc-email-unverified', { email_verified: false }],
    ['oidc-email-unverified', { email_verified: undefined }],
    ['oidc-email-unverified', { email_verified: 'true' }],
    ['oidc-email-unverified', { email_verified: undefined, xms_edov: true }],
    ['oidc-email-unverified', { email: undefined }],
    ['oidc-no-account', { email: 'bob@example.com' }],
    // The Kelvin sign, which is a k in lower case.
    ['oidc-no-account', { email: '\u212A@example.com' }],
  ])('is nobody here: %s for %j', async (code, claims) => {
    const { signIn, provider, people } = await open();
    await people.users.add({ login: 'k@example.com', name: 'K', role: 'reader', password: PASSWORD });
    Object.assign(provider.behaviour.claims, claims);
    expect(await signIn('/?q=twice')).toMatchObject({ session: '', to: `/?q=twice&login-refused=${code}` });
    const { records } = await people.audit.list({ limit: 1 });
    expect(records[0]).toMatchObject({ actor: null, via: 'none', action: 'login', detail: `oidc: ${code}` });
  });

  test.each([false, true])('is nobody who is kept out (linked before: %j)', async (linked) => {
    const { signIn, people } = await open();
    if (linked) await signIn();
    await people.users.change('ann@example.com', { disabled: true });
    expect(await signIn()).toMatchObject({ session: '', to: expect.stringContaining('oidc-no-account') });
    await people.users.change('ann@example.com', { disabled: false });
    expect((await signIn()).session).not.toBe('');
  });

  test('is nobody who was removed', async () => {
    const { signIn, people } = await open();
    await signIn();
    await people.users.remove('ann@example.com');
    expect(await signIn()).toMatchObject({ session: '', to: expect.stringContaining('oidc-no-account') });
  });

  test('is a new user where the settings say so, whom no password lets in', async () => {
    const { signIn, provider, me, people } = await open({ defaultRole: 'agent' });
    provider.behaviour.claims = { sub: 's', email: 'Bob@Example.com', email_verified: true, name: 'Bob B.' };
    const { session } = await signIn();
    expect(await me(session)).toEqual({ login: 'bob@example.com', name: 'Bob B.', role: 'agent' });
    const tried = await people.login({ login: 'bob@example.com', password: '', address: '192.0.2.1' });
    expect(tried.kind).toBe('wrong');
  });

  test('is never the first user', async () => {
    const { signIn, database } = await open({ defaultRole: 'agent' });
    await database.deleteFrom('users').execute();
    expect(await signIn()).toMatchObject({ session: '', to: expect.stringContaining('oidc-no-account') });
    expect(await database.selectFrom('users').select('id').execute()).toEqual([]);
  });
});

describe('what the provider says is not believed', () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  test.each<[string, Partial<Behaviour>]>([
    ['of another login', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['for another program', { claims: { aud: 'another' } }],
    ['from another issuer', { claims: { iss: 'https://evil.example' } }],
    ['too late', { claims: { exp: past } }],
    ['without a signature', { algorithm: 'none' }],
    ['signed by somebody else', { algorithm: 'stranger' }],
    ['where it says no', { refusal: 'access_denied' }],
  ])('%s', async (_, { claims, ...behaviour }) => {
    const { signIn, provider, database } = await open({}, behaviour);
    Object.assign(provider.behaviour.claims, claims);
    expect(await signIn('/')).toMatchObject({ session: '', to: '/?login-refused=oidc-refused' });
    expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);
    expect(await database.selectFrom('identities').selectAll().execute()).toEqual([]);
  });

  test('to our secret where that is wrong', async () => {
    const { signIn } = await open({ clientSecret: 'another' });
    expect((await signIn('/')).to).toBe('/?login-refused=oidc-refused');
  });
});

describe('a login that was begun', () => {
  const again = { session: '', to: expect.stringContaining('login-refused=oidc-begin-again') };

  test('ends in its own browser alone', async () => {
    const { begin, atProvider, arrive } = await open();
    const hers = await begin();
    const callback = await atProvider(hers.to);
    expect(await arrive(callback, '')).toMatchObject(again);
    // Somebody leads her browser to the end of a login of his.
    const other = await begin();
    expect(await arrive(callback, other.cookie)).toMatchObject(again);
    expect((await arrive(callback, hers.cookie)).session).not.toBe('');
  });

  test('ends once', async () => {
    const { begin, atProvider, arrive } = await open();
    const { to, cookie } = await begin();
    const callback = await atProvider(to);
    expect((await arrive(callback, cookie)).session).not.toBe('');
    expect(await arrive(callback, cookie)).toMatchObject(again);
  });

  test('ends within ten minutes', async () => {
    const { begin, atProvider, arrive, clock } = await open();
    const { to, cookie } = await begin();
    const callback = await atProvider(to);
    clock.now += 600_000;
    expect(await arrive(callback, cookie)).toMatchObject(again);
  });

  test('is no other where its state was changed or doubled', async () => {
    const { begin, atProvider, arrive } = await open();
    for (const change of ['state=another', null]) {
      const { to, cookie } = await begin();
      const callback = await atProvider(to);
      if (change === null) callback.searchParams.append('state', 'another');
      else callback.searchParams.set('state', 'another');
      expect(await arrive(callback, cookie)).toMatchObject(again);
    }
  });

  test.each([
    { ...ARRIVAL, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { ...ARRIVAL, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    { ...ARRIVAL, 'sec-fetch-dest': 'iframe' },
    { 'sec-fetch-site': 'cross-site' },
    { ...ARRIVAL, origin: 'https://evil.example' },
  ])('does not end by what a page of another site asks (%j)', async (headers) => {
    const { begin, atProvider, arrive } = await open();
    const { to, cookie } = await begin();
    const callback = await atProvider(to);
    expect((await arrive(callback, cookie, headers as Record<string, string>)).json()).toMatchObject({
      code: 'origin-not-allowed',
    });
    expect((await arrive(callback, cookie)).session).not.toBe('');
  });

  test.each(['/api/session/oidc', '/api/session', '/api/me'])(
    'is the only thing that another site leads to: not %s',
    async (path) => {
      const { ask } = await open();
      expect((await ask(path, ARRIVAL)).status).toBe(403);
    },
  );
});

describe('a provider that is down', () => {
  test('is said to be, keeps no password out, and is asked again', async () => {
    const { begin, provider, people } = await open({ issuer: 'http://127.0.0.1:9' });
    expect(await begin('/')).toMatchObject({ status: 303, to: '/?login-refused=oidc-unavailable' });
    expect(await begin('/')).toMatchObject({ to: '/?login-refused=oidc-unavailable' });
    const tried = { login: 'ann@example.com', password: PASSWORD, address: '192.0.2.1' };
    expect((await people.login(tried)).kind).toBe('right');
    expect(provider.asked).toEqual([]);
  });

  test('between the beginning and the end is said to be', async () => {
    const { begin, atProvider, arrive, provider } = await open();
    const { to, cookie } = await begin('/');
    const callback = await atProvider(to);
    await provider.close();
    expect((await arrive(callback, cookie)).to).toBe('/?login-refused=oidc-unavailable');
  });
});

test('one address begins no more than twenty a minute', async () => {
  const { begin } = await open();
  for (let count = 0; count < 20; count += 1) expect((await begin('/')).cookie).not.toBe('');
  expect(await begin('/')).toMatchObject({ to: '/?login-refused=too-many-requests', cookie: '' });
});

test('the ways in are told to everybody, and what a refusal means', async () => {
  const { ask, provider } = await open();
  const told = async (query = '') => (await ask(`/api/session${query}`)).json();
  expect(await told()).toEqual({ provider: new URL(provider.issuer).host, refused: null });
  expect((await told('?refused=oidc-no-account')).refused.title).toContain('no account here');
  expect((await told('?refused=internal')).refused).toBeNull();
});

test('without a provider there is nothing to begin', async () => {
  const { people } = await openPeople();
  const server = await serverOver({ people });
  const headers = { host: '127.0.0.1:4310' };
  const told = await server.inject({ url: '/api/session', headers });
  expect(told.json()).toEqual({ provider: null, refused: null });
  for (const url of ['/api/session/oidc', '/api/session/oidc/callback?code=1&state=2'])
    expect((await server.inject({ url, headers })).json().code).toBe('oidc-not-configured');
});
