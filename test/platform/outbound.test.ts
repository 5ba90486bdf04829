import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type OutboundOptions, outboundClient } from '../../src/platform/http/index.ts';

/** A host that handles requests as told, and those it was sent. */
async function host(handle: (response: ServerResponse, count: number) => void) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handle(response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A client that notes its waits rather than waiting. */
function clientOf(baseUrl: string, options: Partial<OutboundOptions> = {}) {
  const waits: number[] = [];
  const client = outboundClient({
    baseUrl,
    headers: { authorization: 'Basic c2VjcmV0' },
    wait: async (ms) => void waits.push(ms),
    ...options,
  });
  onTestFinished(() => client.close());
  return { client, waits, get: () => client.json({ method: 'GET', path: '/x' }) };
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString();

test.each([
  ['in seconds', () => '0', 0, 0],
  ['longer than any back-off', () => '240', 240_000, 264_000],
  ['as a date', () => inMinutes(3), 170_000, 198_000],
  ['as a date that has passed', () => inMinutes(-3), 0, 0],
])('Retry-After %s is kept, and never undercut', async (_, header, least, most) => {
  const { url } = await host((response, count) =>
    count === 1 ? response.writeHead(429, { 'retry-after': header() }).end() : response.end('{"ok":1}'),
  );
  const { waits, get } = clientOf(url);
  expect(await get()).toMatchObject({ status: 200, body: { ok: 1 }, tries: 2 });
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThanOrEqual(least);
  expect(waits[0]).toBeLessThanOrEqual(most);
});

test('who asks to wait longer than ten minutes is not asked again', async () => {
  const { url, seen } = await host((response) => response.writeHead(429, { 'retry-after': '601' }).end());
  const { waits, get } = clientOf(url);
  expect(await get()).toMatchObject({ status: 429, tries: 1, retryAfterMs: 601_000 });
  expect([waits, seen.length]).toEqual([[], 1]);
});

test('a refusal that does not pass is given with its status after six tries, ever further apart', async () => {
  const { url, seen } = await host((response) => response.writeHead(503).end('{"why":"upgrade"}'));
  const { waits, get } = clientOf(url);
  expect(await get()).toMatchObject({ status: 503, tries: 6, body: { why: 'upgrade' } });
  expect(seen).toHaveLength(6);
  expect(waits).toHaveLength(5);
  for (const [i, ms] of waits.entries()) {
    expect(ms).toBeLessThanOrEqual(250 * 2 ** i);
    expect(ms).toBeGreaterThanOrEqual(125 * 2 ** i);
  }
  await get();
  // Two waits that are equal to the last digit come from no jitter.
  expect(waits.slice(5)).not.toEqual(waits.slice(0, 5));
});

test('a refusal for good is not repeated', async () => {
  const { url, seen } = await host((response) => response.writeHead(403).end());
  expect(await clientOf(url).get()).toMatchObject({ status: 403, tries: 1 });
  expect(seen).toHaveLength(1);
});

test('an answer that breaks off is asked for again; one that always does is an error that counts the tries', async () => {
  const breakOff = (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"half":');
    setTimeout(() => response.destroy(), 20);
  };
  const once = await host((response, count) => (count === 1 ? breakOff(response) : response.end('{"ok":1}')));
  expect(await clientOf(once.url).get()).toMatchObject({ body: { ok: 1 }, tries: 2 });
  const always = await host(breakOff);
  await expect(clientOf(always.url, { retries: 2 }).get()).rejects.toThrow('after 3 tries');
});

test('a body shorter than its announced length is asked for again, also where the connection closes in order', async () => {
  const { url } = await host((response, count) => {
    if (count > 1) return void response.end('{"ok":1}');
    response.writeHead(200, { 'content-length': '100', connection: 'close' }).write('{"half":');
    setTimeout(() => response.socket?.end(), 20);
  });
  expect(await clientOf(url).get()).toMatchObject({ body: { ok: 1 }, tries: 2 });
});

test('a 200 that is not JSON is asked for again three times, then given as it is', async () => {
  const passing = await host((response, count) => response.end(count < 4 ? '{"half":' : '{"ok":1}'));
  expect(await clientOf(passing.url).get()).toMatchObject({ body: { ok: 1 }, tries: 4 });
  const login = await host((response) => response.end('<html>'));
  expect(await clientOf(login.url).get()).toMatchObject({ status: 200, body: undefined, tries: 4 });
  const refused = await host((response) => response.writeHead(404).end('<html>'));
  expect(await clientOf(refused.url).get()).toMatchObject({ status: 404, tries: 1 });
});

test.each([
  ['counts for a 429', 429, {}, 175_000, 200_000],
  ['gives way to Retry-After', 429, { 'retry-after': '5' }, 5000, 5500],
  ['says nothing of other refusals', 503, {}, 125, 250],
])('X-RateLimit-Reset %s', async (_, status, more, least, most) => {
  const reset = () => new Date(Date.now() + 180_000).toISOString();
  const { url } = await host((response, count) =>
    count === 1
      ? response.writeHead(status, { 'x-ratelimit-reset': reset(), ...more }).end()
      : response.end('{"ok":1}'),
  );
  const { waits, get } = clientOf(url);
  expect(await get()).toMatchObject({ tries: 2 });
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThanOrEqual(least);
  expect(waits[0]).toBeLessThanOrEqual(most);
});

test('a silent host is given up', async () => {
  const { url } = await host(() => {});
  await expect(clientOf(url, { retries: 0, timeoutMs: 50 }).get()).rejects.toThrow(/timeout/i);
});

test('credentials do not follow a redirect to another host', async () => {
  const other = await host((response) => response.end('{}'));
  const { url, seen } = await host((response) => response.writeHead(302, { location: other.url }).end());
  expect(await clientOf(url).get()).toMatchObject({ status: 302 });
  expect(seen[0]?.headers.authorization).toBe('Basic c2VjcmV0');
  expect(other.seen).toEqual([]);
});

test.each([
  ['announced', (response: ServerResponse) => response.end(JSON.stringify('x'.repeat(2000)))],
  [
    'not announced',
    (response: ServerResponse) => {
      response.write(`"${'x'.repeat(1500)}`);
      response.end('"');
    },
  ],
])('an answer larger than allowed, its length %s, is refused at once', async (_, answer) => {
  const { url, seen } = await host(answer);
  await expect(clientOf(url, { maxAnswerBytes: 1000 }).get()).rejects.toThrow(/max|size/i);
  expect(seen).toHaveLength(1);
});

test.each([
  ['a request under way', () => {}],
  [
    'a wait between two tries',
    (response: ServerResponse) => response.writeHead(429, { 'retry-after': '300' }).end(),
  ],
  ['an answer that drips', (response: ServerResponse) => response.writeHead(200).write('{')],
])('closing ends %s at once', async (_, handle) => {
  const arrived = Promise.withResolvers<void>();
  const { url } = await host((response) => {
    handle(response);
    arrived.resolve();
  });
  const client = outboundClient({ baseUrl: url, headers: {} });
  const asked = client.json({ method: 'GET', path: '/x' });
  const ended = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await arrived.promise;
  await client.close();
  await ended;
  await expect(client.json({ method: 'GET', path: '/x' })).rejects.toMatchObject({ name: 'AbortError' });
});
