import { describe, expect, test } from 'vitest';
import { serverOver } from '../support/stub-services.ts';

const headers = { host: 'localhost' };
const json = { ...headers, 'content-type': 'application/json' };

async function ask(method: 'GET' | 'DELETE' | 'PUT' | 'POST', url: string, more: object = { headers }) {
  const server = await serverOver({
    filterChoices: async () => ({ projects: [], types: [], statusCategories: [] }),
  });
  const answer = await server.inject({ method, url, ...more });
  const { code, detail } = answer.json();
  return { status: answer.statusCode, code, detail, allow: answer.headers.allow };
}

describe('what no route takes', () => {
  test.each([
    ['DELETE', '/api/status', 'GET'],
    ['PUT', '/api/tickets/PAY-7', 'GET'],
    ['GET', '/api/calibration', 'POST'],
    ['DELETE', '/api/sync?x=1', 'GET, POST'],
  ] as const)('%s %s names the methods of that address', async (method, url, methods) => {
    const { status, code, detail, allow } = await ask(method, url);
    expect([status, code]).toEqual([405, 'method-not-allowed']);
    expect(detail.replace(', HEAD', '')).toContain(`answers to ${methods}, not to ${method}`);
    expect(String(allow).replace(', HEAD', '')).toBe(methods);
  });

  test.each(['/api/nothing', '/api/status/of/it', '/elsewhere'])('DELETE %s is nowhere', async (url) => {
    expect(await ask('DELETE', url)).toMatchObject({ status: 404, code: 'not-found' });
  });

  test('a write that a form could send stays refused for that where it could do something', async () => {
    expect(await ask('POST', '/api/sync', { headers, payload: 'a=b' })).toMatchObject({ code: 'media-type' });
    const evil = { headers: { ...json, host: 'evil.example' } };
    expect(await ask('DELETE', '/api/status', evil)).toMatchObject({ code: 'host-not-allowed' });
  });
});

describe('parameters that a route does not know', () => {
  test.each([
    ['/api/search?q=x&limti=5&projct=PAY', 'does not know limti, projct; it takes q, '],
    ['/api/filters?deep=1', 'does not know deep; it takes none'],
  ])('%s are refused by name', async (url, detail) => {
    const answer = await ask('GET', url);
    expect(answer).toMatchObject({ status: 400, code: 'request-invalid' });
    expect(answer.detail).toContain(detail);
  });

  test('an address without any is answered', async () => {
    expect(await ask('GET', '/api/filters')).toMatchObject({ status: 200 });
  });
});
