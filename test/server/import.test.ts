import { request } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services } from '../../src/server/index.ts';
import { serverOver } from '../support/stub-services.ts';

type ImportFile = Services['importFile'];

const outcome = (bytes: number): Awaited<ReturnType<ImportFile>> => ({
  run: {
    id: 7,
    kind: 'import',
    state: 'succeeded',
    startedAt: 0,
    finishedAt: 1,
    announced: bytes,
    announcedAll: true,
    received: bytes,
    applied: bytes - 1,
    duplicate: 0,
    refused: 1,
    error: null,
    failures: [],
  },
  format: 'jsonl',
  skipped: 0,
  refusals: [{ place: 'line 1', rule: 'not-json', reason: 'why' }],
});

/** Counts the bytes of an upload as its tickets. */
function counting(): { seen: Parameters<ImportFile>[1][]; importFile: ImportFile } {
  const seen: Parameters<ImportFile>[1][] = [];
  return {
    seen,
    async importFile(input, options) {
      seen.push(options);
      let bytes = 0;
      for await (const piece of input) bytes += piece.byteLength;
      return outcome(bytes);
    },
  };
}

const local = { host: '127.0.0.1:4310' };
const url = '/api/import';

test.each([
  'application/x-ndjson',
  'text/csv; charset=utf-8',
  'application/gzip',
  'application/octet-stream',
  'application/json',
])('takes a body of type %s as it is, whatever is in it', async (type) => {
  const server = await serverOver(counting());
  const payload = gzipSync('not even { JSON');
  const answer = await server.inject({
    method: 'POST',
    url,
    headers: { ...local, 'content-type': type },
    payload,
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    received: payload.length,
    accepted: payload.length - 1,
    duplicate: 0,
    refused: 1,
    skipped: 0,
    format: 'jsonl',
    run: 7,
    refusals: [{ place: 'line 1', rule: 'not-json', reason: 'why' }],
  });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
  'refuses a body as a form could send it (%j)',
  async (type) => {
    const { seen, importFile } = counting();
    const server = await serverOver({ importFile });
    const answer = await server.inject({
      method: 'POST',
      url,
      headers: { ...local, 'content-type': type },
      payload: 'x',
    });
    expect([answer.statusCode, answer.json().code, seen]).toEqual([415, 'media-type', []]);
  },
);

test('refuses an upload from another site, and one under a foreign name', async () => {
  const { seen, importFile } = counting();
  const server = await serverOver({ importFile });
  for (const [foreign, code] of [
    [{ ...local, origin: 'https://evil.example' }, 'origin-not-allowed'],
    [{ ...local, 'sec-fetch-site': 'cross-site' }, 'origin-not-allowed'],
    [{ host: 'evil.example' }, 'host-not-allowed'],
  ] as const) {
    const headers = { 'content-type': 'text/csv', ...foreign };
    expect((await server.inject({ method: 'POST', url, headers, payload: 'x' })).json().code).toBe(code);
  }
  expect(seen).toEqual([]);
});

test('other routes still take JSON alone', async () => {
  const server = await serverOver(counting());
  for (const type of ['text/csv', 'application/octet-stream']) {
    const headers = { ...local, 'content-type': type };
    expect(
      (await server.inject({ method: 'POST', url: '/api/sync', headers, payload: '{}' })).statusCode,
    ).toBe(415);
  }
});

test('passes on how the file is to be read, and refuses what nobody can read by', async () => {
  const { seen, importFile } = counting();
  const server = await serverOver({ importFile });
  const post = (query: string) =>
    server.inject({
      method: 'POST',
      url: `${url}?${query}`,
      headers: { ...local, 'content-type': 'text/csv' },
      payload: 'x',
    });
  await post('format=csv&timeZone=Europe/Berlin&dateOrder=day-first&project=PAY&project=CORE');
  await post('');
  expect(seen).toEqual([
    { format: 'csv', timeZone: 'Europe/Berlin', dateOrder: 'day-first', projects: ['PAY', 'CORE'] },
    { format: null, timeZone: 'UTC', dateOrder: null, projects: [] },
  ]);
  for (const wrong of ['format=xml', 'timeZone=Moon', 'dateOrder=backwards'])
    expect((await post(wrong)).json()).toMatchObject({ status: 400, code: 'request-invalid' });
});

test('has no limit, and holds nothing of a body that is not being read', async () => {
  const { promise: mayRead, resolve: read } = Promise.withResolvers<void>();
  const server = await serverOver({
    async importFile(input, options) {
      await mayRead;
      return counting().importFile(input, options);
    },
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const total = 64 << 20;
  let sent = 0;
  const body = new Readable({
    read() {
      sent += 1 << 20;
      this.push(Buffer.alloc(1 << 20));
      if (sent >= total) this.push(null);
    },
  });
  const answer = new Promise<string>((resolve, reject) => {
    const upload = request(
      `${address}${url}`,
      { method: 'POST', headers: { 'content-type': 'application/gzip' } },
      async (given) => resolve((await given.toArray()).join('')),
    );
    upload.on('error', reject);
    body.pipe(upload);
  });
  await expect.poll(() => sent, { interval: 50 }).toBeGreaterThan(1 << 20);
  await new Promise((resolve) => setTimeout(resolve, 200));
  // What the connection's own buffers hold has gone, and no more.
  expect(sent).toBeLessThan(total / 2);
  read();
  expect(JSON.parse(await answer)).toMatchObject({ received: total });
});

test('says what is wrong with a file while it is still being sent', async () => {
  const server = await serverOver({
    importFile: async (input) => {
      for await (const _ of input) throw new CasebookError('import-format', 'It is a PDF.');
      return outcome(0);
    },
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const body = Readable.from(
    (function* () {
      for (let i = 0; i < 50; i += 1) yield Buffer.alloc(1 << 20);
    })(),
  );
  const answer = await fetch(`${address}${url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(body) as never,
    duplex: 'half',
  } as RequestInit);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'import-format', detail: 'It is a PDF.' });
});

test('a server that stops does not wait for an upload that goes on', async () => {
  let failure: unknown = null;
  const begun = Promise.withResolvers<void>();
  const server = await serverOver({
    async importFile(input) {
      begun.resolve();
      try {
        for await (const _ of input);
      } catch (error) {
        failure = error;
        throw error;
      }
      return outcome(0);
    },
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const upload = request(`${address}${url}`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
  upload.on('error', () => {});
  upload.write('Summary,');
  await begun.promise;
  await server.close();
  expect(failure).not.toBeNull();
});
