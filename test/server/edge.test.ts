import { describe, expect, test } from 'vitest';
import type { Asker } from '../../src/domain/index.ts';
import { madeUpRun } from '../support/run.ts';
import { serverOver } from '../support/stub-services.ts';

const local = { host: '127.0.0.1:4310' };
const json = { ...local, 'content-type': 'application/json' };

/** Answers with what the edge made of a search; `asked` says for whom the search ran, if it did. */
async function ask(headers: Record<string, string>, allowedHosts: string[] = [], url = '/api/search?q=x') {
  let asked: Asker | null = null;
  const server = await serverOver(
    {
      async search({ asker }) {
        asked = asker;
        return { hits: [], total: 0, sort: 'relevance', facets: {}, hints: [], meaning: true };
      },
    },
    { allowedHosts },
  );
  const answer = await server.inject({ url, headers });
  return { status: answer.statusCode, code: answer.json().code, asked };
}

describe('who is asking', () => {
  test.each(['127.0.0.1:4310', 'localhost:4310', '[::1]:4310', 'LOCALHOST'])(
    'this machine, as %s, is the operator',
    async (host) => {
      expect(await ask({ host })).toEqual({ status: 200, code: undefined, asked: { kind: 'operator' } });
    },
  );

  test.each([
    'evil.example',
    'evil.example:4310',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    '0.0.0.0',
  ])('a name that is not ours (%j) is refused: it may have been rebound to this machine', async (host) => {
    expect(await ask({ host })).toEqual({ status: 421, code: 'host-not-allowed', asked: null });
  });

  test('a name that was allowed needs a login all the same', async () => {
    expect(await ask({ host: 'casebook.lan' }, ['casebook.lan'])).toEqual({
      status: 401,
      code: 'login-required',
      asked: null,
    });
  });

  test.each([
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'via',
    'x-forwarded-host',
    'x-forwarded',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
    'x-original-host',
    'x_forwarded_for',
  ])('a proxy (%s) that nobody said to trust is refused', async (header) => {
    const refused = { status: 403, code: 'proxy-not-trusted', asked: null };
    expect(await ask({ ...local, [header]: '10.0.0.9' })).toEqual(refused);
    expect(await ask({ ...local, [header]: '10.0.0.9', authorization: 'Bearer the-secret' })).toEqual(
      refused,
    );
  });

  test('the secret of the data folder proves the operator, another does not', async () => {
    expect(await ask({ ...local, authorization: 'Bearer the-secret' })).toMatchObject({
      status: 200,
      asked: { kind: 'operator' },
    });
    for (const authorization of ['Bearer the-secreT', 'Bearer ', 'Basic dGhlOnNlY3JldA==']) {
      expect(await ask({ ...local, authorization })).toEqual({
        status: 401,
        code: 'login-required',
        asked: null,
      });
    }
  });
});

describe('reads of the API', () => {
  const nothingAsked = { status: 403, code: 'origin-not-allowed', asked: null };

  test.each(['cross-site', 'same-site'])(
    'that a page of another site makes (%s) are refused',
    async (site) => {
      expect(await ask({ ...local, 'sec-fetch-site': site })).toEqual(nothingAsked);
      expect(await ask({ ...local, 'sec-fetch-site': site }, [], '/%61pi/search?q=x')).toEqual(nothingAsked);
      expect(await ask({ ...local, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' })).toEqual(
        nothingAsked,
      );
    },
  );

  test.each(['same-origin', 'none'])(
    'by the dashboard, or opened by a person (%s), are answered',
    async (site) => {
      expect(await ask({ ...local, 'sec-fetch-site': site })).toMatchObject({ status: 200 });
    },
  );

  test('are one thing, and a link to a page is another', async () => {
    const server = await serverOver({});
    const answer = await server.inject({
      url: '/tickets/PAY-1',
      headers: {
        ...local,
        accept: 'text/html',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
      },
    });
    expect(answer.json().code).toBe('web-not-built');
  });
});

describe('writes', () => {
  async function write(headers: Record<string, string>, payload: string) {
    let begun = false;
    const server = await serverOver({
      async startSync() {
        begun = true;
        return madeUpRun();
      },
    });
    const answer = await server.inject({ method: 'POST', url: '/api/sync', headers, payload });
    return { status: answer.statusCode, code: answer.json().code, begun };
  }

  test('from the dashboard or the command line are taken', async () => {
    expect(await write(json, '{}')).toMatchObject({ status: 202, begun: true });
    expect(
      await write({ ...json, origin: 'http://127.0.0.1:4310', 'sec-fetch-site': 'same-origin' }, '{}'),
    ).toMatchObject({ status: 202, begun: true });
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:9999' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('from another site (%j) are refused', async (foreign) => {
    expect(await write({ ...json, ...foreign } as Record<string, string>, '{}')).toEqual({
      status: 403,
      code: 'origin-not-allowed',
      begun: false,
    });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'as a form could send them (%j) are refused',
    async (type) => {
      expect(await write({ ...local, 'content-type': type }, '{}')).toEqual({
        status: 415,
        code: 'media-type',
        begun: false,
      });
    },
  );

  test('that are not the documented shape are refused', async () => {
    expect(await write(json, '{"a":')).toMatchObject({ status: 400, code: 'request-invalid', begun: false });
    expect(await write(json, '[]')).toMatchObject({ status: 400, code: 'request-invalid', begun: false });
    expect(await write(json, `{"a":"${'x'.repeat(2_000_000)}"}`)).toMatchObject({
      status: 413,
      code: 'request-too-large',
      begun: false,
    });
  });
});

test('every answer, refusals included, carries the headers that bind the browser', async () => {
  const server = await serverOver({});
  for (const headers of [local, { host: 'evil.example' }]) {
    const answer = await server.inject({ url: '/api/nothing', headers });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.json().requestId).toBe(answer.headers['x-request-id']);
  }
});
