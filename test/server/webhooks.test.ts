import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWebhooks } from '../../src/ingest/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { openJobQueue } from '../../src/platform/jobs/index.ts';
import { createLog, createMetrics } from '../../src/platform/telemetry/index.ts';
import type { ServerOptions } from '../../src/server/index.ts';
import { openPeople } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { signatureOf } from '../support/webhooks.ts';

const SECRET = 'a secret of the admin';
const BODY = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: '10001' } });

async function open(
  secrets: readonly string[] = [SECRET],
  options: Partial<ServerOptions> = {},
  people = {},
) {
  const database = await openDatabase(join(temporaryFolder(), 'casebook.sqlite'));
  onTestFinished(() => database.destroy());
  const log = createLog('silent');
  const jobs = await openJobQueue({ database, location: '', store: 'database', log });
  const webhooks = createWebhooks({
    ...{ database, jobs, log, secrets },
    intake: {
      take: () => Promise.reject(new Error('not here')),
      openReader: () => {
        throw new Error('not here');
      },
    },
    jira: () => Promise.reject(new Error('not here')),
    onApplied: () => {},
  });
  const metrics = createMetrics();
  const server = await serverOver({ webhooks: () => webhooks, ...people }, { metrics, ...options });
  async function send(headers: Record<string, string> = {}, body: string | Buffer = BODY) {
    const answer = await server.inject({
      method: 'POST',
      url: '/webhooks/jira',
      body,
      remoteAddress: '203.0.113.7',
      headers: {
        host: 'hooks.example',
        'content-type': 'application/json; charset=UTF-8',
        'x-atlassian-webhook-identifier': crypto.randomUUID(),
        ...headers,
      },
    });
    const { code, delivered } = answer.json();
    return code ? [answer.statusCode, code] : [answer.statusCode, delivered];
  }
  const signed = (secret = SECRET, body: string | Buffer = BODY) => ({
    'x-hub-signature': signatureOf(body, secret),
  });
  const stored = async () => (await database.selectFrom('webhook_deliveries').select('id').execute()).length;
  const jobsThere = async () => (await jobs.list({ limit: 100 })).length;
  return { server, send, signed, stored, jobsThere, metrics };
}

test('a delivery and what it causes are stored before it is answered', async () => {
  const { send, signed, stored, jobsThere } = await open();
  expect(await send(signed())).toEqual([202, 'stored']);
  expect([await stored(), await jobsThere()]).toEqual([1, 1]);
});

describe('who may send one', () => {
  test('nobody where no secret is set, whatever signs it', async () => {
    const { send, signed, stored } = await open([]);
    for (const headers of [signed(), signed(''), {}])
      expect(await send(headers)).toEqual([403, 'webhook-not-configured']);
    expect(await stored()).toBe(0);
  });

  test.each([
    ['no signature', {}],
    ['another secret', { 'x-hub-signature': signatureOf(BODY, 'another secret, as long') }],
    ['another body', { 'x-hub-signature': signatureOf(`${BODY} `, SECRET) }],
    ['another digest', { 'x-hub-signature': 'sha1=0123456789012345678901234567890123456789' }],
    ['half a signature', { 'x-hub-signature': signatureOf(BODY, SECRET).slice(0, 30) }],
    ['two signatures', { 'x-hub-signature': `${signatureOf(BODY, SECRET)}, sha256=00` }],
    ['the digest alone', { 'x-hub-signature': signatureOf(BODY, SECRET).slice(7) }],
  ])('not with %s', async (_, headers) => {
    const { send, stored, jobsThere } = await open();
    expect(await send(headers)).toEqual([401, 'webhook-signature']);
    expect([await stored(), await jobsThere()]).toEqual([0, 0]);
  });

  test('who knows the secret, or the one before it', async () => {
    const { send, signed } = await open([SECRET, 'the secret before it']);
    expect(await send(signed())).toEqual([202, 'stored']);
    expect(await send(signed('the secret before it'))).toEqual([202, 'stored']);
    expect(await send(signed('the secret after them'))).toEqual([401, 'webhook-signature']);
  });

  test.each([
    [
      'through a proxy that nobody trusts',
      { 'x-forwarded-for': '198.51.100.4', 'cf-ray': '1', via: '1.1 x' },
    ],
    ['under another name', { host: 'something.tunnel.example' }],
    ['with the marks of a browser', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of another type', { 'content-type': 'text/plain' }],
  ])('%s the signature alone decides', async (_, headers) => {
    const { send, signed } = await open();
    expect(await send({ ...signed(), ...headers })).toEqual([202, 'stored']);
    expect(await send(headers)).toEqual([401, 'webhook-signature']);
  });

  test('also where people have to sign in', async () => {
    const { people } = await openPeople();
    const { send, signed } = await open([SECRET], {}, { people });
    expect(await send(signed())).toEqual([202, 'stored']);
  });

  test('no other address lets a signature in', async () => {
    const { server, signed } = await open();
    for (const url of ['/api/sync', '/api/import', '/webhooks/other', '/webhooks/jira/../../api/sync']) {
      const headers = { host: 'hooks.example', 'content-type': 'application/json', ...signed() };
      const answer = await server.inject({ method: 'POST', url, body: BODY, headers });
      expect([url, answer.statusCode]).toEqual([url, expect.toBeOneOf([404, 421])]);
    }
  });
});

describe('a body', () => {
  test('that is too large is not read', async () => {
    const { send, signed, stored } = await open();
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');
    expect(await send(signed(SECRET, large), large)).toEqual([413, 'request-too-large']);
    expect(await stored()).toBe(0);
  });

  test('that cannot be read is said so, and not asked for again', async () => {
    const { send, signed } = await open();
    expect(await send(signed(SECRET, '{"webhook'), '{"webhook')).toEqual([202, 'unreadable']);
  });

  test('in any bytes is signed as it came', async () => {
    const { send, signed } = await open();
    const spaced = `\n ${BODY.replaceAll('":', '" : ')}\r\n`;
    expect(await send(signed(SECRET, spaced), spaced)).toEqual([202, 'stored']);
  });
});

test('of who sends many wrong signatures no large body is read, and what is signed still gets through', async () => {
  const { send, signed } = await open();
  for (let i = 0; i < 31; i += 1)
    expect((await send({ 'x-hub-signature': `sha256=${'0'.repeat(64)}` }))[0]).toBe(401);
  const large = Buffer.from(BODY + ' '.repeat(300 * 1024));
  expect(await send(signed(SECRET, large), large)).toEqual([429, 'too-many-requests']);
  expect(await send(signed())).toEqual([202, 'stored']);
});

test('deliveries are counted by what became of them, without what they say', async () => {
  const { send, signed, metrics } = await open();
  await send(signed());
  await send({ ...signed(), 'x-atlassian-webhook-identifier': 'same' });
  await send({ ...signed(), 'x-atlassian-webhook-identifier': 'same' });
  await send();
  const text = await metrics.render();
  expect(text).toContain('casebook_webhooks_total{outcome="stored"} 2');
  expect(text).toContain('casebook_webhooks_total{outcome="repeated"} 1');
  expect(text).toContain('casebook_webhooks_total{outcome="unsigned"} 1');
  expect(text).not.toContain('10001');
});
