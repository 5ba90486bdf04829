import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { connectQdrant } from '../../../src/knowledge/index/qdrant/connection.ts';

/** Something that answers every request alike, and what it was sent last. */
async function answering(status: number, body: string) {
  const seen: { key?: string | string[] | undefined } = {};
  const server = createServer((request, response) => {
    seen.key = request.headers['api-key'];
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const qdrant = connectQdrant({ url, apiKey: 'a secret', retries: 0 });
  onTestFinished(() => qdrant.close());
  const ask = () =>
    qdrant.ask({ method: 'GET', path: '/collections' }, z.object({ collections: z.array(z.unknown()) }));
  return { qdrant, ask, seen, url };
}

test('the key goes along, and what Qdrant says comes back', async () => {
  const { ask, seen } = await answering(200, '{"result":{"collections":[]},"status":"ok","time":0}');
  expect(await ask()).toEqual({ collections: [] });
  expect(seen.key).toBe('a secret');
});

test('what is not there is nothing, and no error', async () => {
  const { ask } = await answering(404, '{"status":{"error":"Not found"}}');
  expect(await ask()).toBeNull();
});

test.each([
  [401, 'Must provide an API key', 'qdrant-key-refused'],
  [403, '{"status":{"error":"Forbidden: Write access is required"}}', 'qdrant-key-refused'],
  [
    400,
    '{"status":{"error":"Wrong input: Vector dimension error: expected dim: 3, got 2"}}',
    'qdrant-refused',
  ],
  [500, '{"status":{"error":"Service internal error"}}', 'qdrant-unreachable'],
  [302, '', 'qdrant-answer-invalid'],
  [200, '<html>Please log in</html>', 'qdrant-answer-invalid'],
  [200, '{"result":{}}', 'qdrant-answer-invalid'],
])('%i with %s', async (status, body, code) => {
  const { ask, url } = await answering(status, body);
  await expect(ask()).rejects.toMatchObject({ code, detail: expect.stringContaining(url) });
});

test('a refusal is quoted, and the key never is', async () => {
  const { ask } = await answering(400, '{"status":{"error":"what is a secret for?"}}');
  await expect(ask()).rejects.toMatchObject({ detail: expect.stringMatching(/what is \*\*\* for\?/) });
});

test.each([
  ['1.11.5', 'qdrant-too-old'],
  ['0.9.0', 'qdrant-too-old'],
])('%s is too old', async (version, code) => {
  const { qdrant } = await answering(
    200,
    JSON.stringify({ title: 'qdrant - vector search engine', version }),
  );
  await expect(qdrant.version()).rejects.toMatchObject({ code, detail: expect.stringContaining(version) });
});

test.each(['1.12.0', '1.17.1', '2.0.0'])('%s will do', async (version) => {
  const { qdrant } = await answering(200, JSON.stringify({ title: 'qdrant', version, commit: 'x' }));
  expect(await qdrant.version()).toBe(version);
});

test('nobody there', async () => {
  const qdrant = connectQdrant({ url: 'http://127.0.0.1:9', retries: 0 });
  onTestFinished(() => qdrant.close());
  await expect(qdrant.version()).rejects.toMatchObject({ code: 'qdrant-unreachable' });
});
