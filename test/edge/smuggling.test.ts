import { describe, expect, test } from 'vitest';
import { addressList } from '../../src/platform/http/index.ts';
import { openPeople, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { portOf, request, sendRaw } from './raw.ts';

/**
 * Requests that a proxy in front and this server could each read in another way: then the one lets in what the other
 * would have refused. Sent byte by byte, as from a proxy that passes on what it does not understand.
 */
async function open(options: { trusts?: string[] } = {}) {
  const { people } = await openPeople();
  const server = await serverOver(
    { people },
    { trusts: addressList(options.trusts ?? []), publicOrigin: 'https://casebook.example' },
  );
  const port = await portOf(server);
  const removal = [
    'DELETE /api/users/rita HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `cookie: casebook-${port}=${await signIn(people, 'olga')}`,
    'connection: close',
  ];
  const host = `host: 127.0.0.1:${port}`;
  /** Nobody was removed by a request within another. */
  const untouched = async () => {
    const { records } = await people.audit.list({ limit: 10 });
    expect(records.map(({ action }) => action)).toEqual(['login']);
  };
  return { people, port, host, hidden: request(removal), untouched };
}

const POST = 'POST /api/session HTTP/1.1';
const JSON_TYPE = 'content-type: application/json';

describe('where a request ends', () => {
  test('the hidden request would be one where it stood alone', async () => {
    const { people, port, hidden } = await open();
    expect(await sendRaw(port, hidden)).toMatchObject({ status: 200 });
    expect((await people.users.list()).map(({ login }) => login)).toEqual(['olga']);
  });

  test.each<[string, string[]]>([
    ['a length and chunks', ['content-length: 4', 'transfer-encoding: chunked']],
    ['chunks and a length', ['transfer-encoding: chunked', 'content-length: 4']],
    ['two lengths', ['content-length: 0', 'content-length: 4']],
    ['two lengths in one header', ['content-length: 0, 4']],
    ['a length with a sign', ['content-length: +4']],
    ['a length in other digits', ['content-length: 0x4']],
    ['a length below zero', ['content-length: -1']],
    ['a length that no number holds', ['content-length: 99999999999999999999999']],
    ['an encoding that nobody knows', ['transfer-encoding: xchunked']],
    ['an encoding behind chunks', ['transfer-encoding: chunked, identity']],
    ['two encodings', ['transfer-encoding: chunked', 'transfer-encoding: cow']],
    ['a space before the colon', ['transfer-encoding : chunked']],
    ['a folded line', ['transfer-encoding:', ' chunked']],
    ['a folded line of another header', ['x-note: a', ' b', 'content-length: 4']],
    ['a null in a value', ['transfer-encoding: chunked\0']],
    ['a bare carriage return', ['x-note: a\rtransfer-encoding: chunked']],
    ['a bare line feed', ['x-note: a\ntransfer-encoding : chunked']],
    ['a header without a colon', ['transfer-encoding']],
  ])('is in no doubt: one with %s is refused, and what follows it is not read', async (_what, framing) => {
    const { port, host, hidden, untouched } = await open();
    const answer = await sendRaw(port, request([POST, host, JSON_TYPE, ...framing], `0\r\n\r\n${hidden}`));
    expect([answer.status, answer.answers]).toEqual([400, 1]);
    await untouched();
  });

  test.each([
    ['a size with a sign', '+0'],
    ['a size that no number holds', 'fffffffffffffffff'],
    ['a size in other digits', '0x0'],
    ['no size', ''],
    ['a size that ends in a bare line feed', '0\n\n'],
  ])('is in no doubt within chunks: %s is refused', async (_what, size) => {
    const { port, host, hidden, untouched } = await open();
    const body = `${size}\r\n\r\n${hidden}`;
    const answer = await sendRaw(port, request([POST, host, JSON_TYPE, 'transfer-encoding: chunked'], body));
    expect([answer.status, answer.answers]).toEqual([400, 1]);
    await untouched();
  });

  test.each([
    ['a method in lower case', (head: string) => head.replace('POST', 'post')],
    ['no version', (head: string) => head.replace(' HTTP/1.1', '')],
    ['a version that nobody speaks', (head: string) => head.replace('1.1', '1.2')],
    ['a space in its target', (head: string) => head.replace('/api/session', '/api/ session')],
    ['a target that is only a host', (head: string) => head.replace('/api/session', 'evil.example:80')],
  ])('is not guessed: a first line with %s is refused', async (_what, change) => {
    const { port, host, hidden, untouched } = await open();
    const answer = await sendRaw(port, request([change(POST), host, JSON_TYPE, 'content-length: 0'], hidden));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.answers).toBe(1);
    await untouched();
  });
});

describe('what a proxy says of where a request comes from', () => {
  test.each([
    'X_Forwarded_For: 127.0.0.1',
    'x-forwarded_for: 127.0.0.1',
    'X-FORWARDED-HOST: localhost',
    'X-Forwarded-Server: localhost',
    'X-Forwarded: for=127.0.0.1',
    'X-Forwarded-Prefix: /api',
    'X-Forwarded-Uri: /healthz',
    'Forwarded: for=127.0.0.1;host=localhost',
    'X-Real_IP: 127.0.0.1',
    'X-Original-URL: /healthz',
    'X-Original-Forwarded-For: 127.0.0.1',
    'X-Client-IP: 127.0.0.1',
    'True-Client-IP: 127.0.0.1',
    'Fastly-Client-IP: 127.0.0.1',
    'X-Azure-Client-IP: 127.0.0.1',
    'CF-Connecting-IP: 127.0.0.1',
    'X-Cluster-Client-IP: 127.0.0.1',
    'Via: 1.1 somewhere',
    'X-Envoy-External-Address: 127.0.0.1',
    'X-Rewrite-URL: /healthz',
    'X-Remote-IP: 127.0.0.1',
    'X-Remote-Addr: 127.0.0.1',
    'X-Host: localhost',
    'X-Arr-Client-Cert: none',
    'Client-IP: 127.0.0.1',
    'X-ProxyUser-Ip: 127.0.0.1',
  ])('is refused from whoever nobody trusts (%s)', async (header) => {
    const { port, host } = await open();
    const answer = await sendRaw(port, request(['GET /api/me HTTP/1.1', host, 'connection: close', header]));
    expect([answer.status, answer.code]).toEqual([403, 'proxy-not-trusted']);
  });

  test.each([
    'Host',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'Origin',
    'Cookie',
    'Authorization',
    'Content-Type',
  ])('is in no doubt: %s twice is refused from a trusted proxy too, however it is written', async (name) => {
    const { port, host, hidden, untouched } = await open({ trusts: ['127.0.0.1'] });
    const [line = '', ...head] = hidden.trimEnd().split('\r\n');
    const twice = [`${name}: https`, `${name.toUpperCase()}: http`];
    const answer = await sendRaw(
      port,
      request([line, ...head.filter((one) => one !== host), host, ...twice]),
    );
    expect(answer.status).toBe(400);
    await untouched();
  });
});
