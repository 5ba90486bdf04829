import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type FaultRule, generateCompany } from '../../src/demo/index.ts';
import { authorization, servedDemo } from './client.ts';

const company = generateCompany({ tickets: 40 });
const { jira, client } = await servedDemo({ company });

interface Wire {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly pieces: number;
  /** How the answer ended: whole, or broken off. */
  readonly end: 'whole' | 'broken';
}

/** One request, told as it went over the wire: `fetch` hides how an answer ends. */
function wire(path = '/field'): Promise<Wire> {
  return new Promise((resolve) => {
    const asked = request(`${jira.url}/rest/api/3${path}`, { headers: { authorization }, agent: false });
    asked.on('error', () => resolve({ status: null, headers: {}, body: '', pieces: 0, end: 'broken' }));
    asked.on('response', (answer) => {
      const { statusCode, headers } = answer;
      let body = '';
      let pieces = 0;
      const ended = (end: Wire['end']) => resolve({ status: statusCode ?? null, headers, body, pieces, end });
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        body += piece;
        pieces += 1;
      });
      answer.on('end', () => ended('whole'));
      answer.on('error', () => ended('broken'));
    });
    asked.end();
  });
}

async function once(fault: FaultRule['fault']): Promise<Wire> {
  jira.faults.set([{ fault, times: 1 }]);
  const answer = await wire();
  expect(jira.faults.left).toBe(0);
  expect((await wire()).end).toBe('whole');
  return answer;
}

describe('faults on request', () => {
  it.each([429, 500, 502, 503, 504] as const)('refuse with %i in Jira’s shape', async (status) => {
    const answer = await once({ kind: 'refusal', status });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body).errorMessages).toHaveLength(1);
    expect(answer.headers['retry-after']).toBeUndefined();
  });

  it('ask to wait in each form', async () => {
    const refusal = (form: 'seconds' | 'date' | 'reset') =>
      once({ kind: 'refusal', status: 429, wait: { seconds: 40, form } });
    const { headers: inSeconds } = await refusal('seconds');
    expect(inSeconds).toMatchObject({
      'retry-after': '40',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
    });
    const { headers: asDate } = await refusal('date');
    expect(asDate['retry-after']).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(Date.parse(String(asDate['retry-after']))).toBeGreaterThan(Date.now() + 30_000);
    const { headers: byReset } = await refusal('reset');
    expect(byReset['retry-after']).toBeUndefined();
    expect(Date.parse(String(byReset['x-ratelimit-reset']))).toBeGreaterThan(Date.now() + 30_000);
  });

  it('spread a whole answer over a time', async () => {
    const { body: undisturbed } = await wire();
    const slow = await once({ kind: 'slow', overMs: 60, pieces: 6 });
    expect(slow).toMatchObject({ status: 200, end: 'whole', body: undisturbed });
    expect(slow.pieces).toBeGreaterThan(1);
  });

  it('break the connection before the head, and in the body', async () => {
    const { body: undisturbed } = await wire();
    expect(await once({ kind: 'drop', when: 'before-head' })).toMatchObject({ status: null, end: 'broken' });
    const inBody = await once({ kind: 'drop', when: 'in-body' });
    expect(inBody).toMatchObject({ status: 200, end: 'broken' });
    expect(inBody.body.length).toBeLessThan(undisturbed.length);
  });

  it('cut the body, under either length', async () => {
    const { body: undisturbed } = await wire();
    const right = await once({ kind: 'truncated', contentLength: 'right' });
    expect(right).toMatchObject({ status: 200, end: 'whole' });
    expect(undisturbed.startsWith(right.body)).toBe(true);
    expect(() => JSON.parse(right.body)).toThrow();
    const wrong = await once({ kind: 'truncated', contentLength: 'wrong' });
    expect(wrong).toMatchObject({ status: 200, end: 'broken' });
    expect(Number(wrong.headers['content-length'])).toBe(Buffer.byteLength(undisturbed));
    expect(wrong.body.length).toBeLessThan(undisturbed.length);
  });

  it('put a page of HTML in the place of an answer', async () => {
    const page = await once({ kind: 'page' });
    expect(page).toMatchObject({ status: 200, end: 'whole' });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('<html>');
  });

  it('befall the requests that their rule names, in its share, the same for the same seed', async () => {
    const outcomes = async (seed: number) => {
      jira.faults.set([
        { fault: { kind: 'refusal', status: 500 }, match: '^GET .*/myself', share: 0.5, seed },
      ]);
      const seen: number[] = [];
      for (let count = 0; count < 24; count += 1) seen.push((await client.get('/myself')).status);
      expect((await client.get('/serverInfo')).status).toBe(200);
      return seen;
    };
    const first = await outcomes(3);
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await outcomes(3)).toEqual(first);
    expect(await outcomes(4)).not.toEqual(first);
    jira.faults.set([]);
    expect((await client.get('/myself')).status).toBe(200);
  });
});

describe('the control of the faults', () => {
  const control = (init: RequestInit = {}) => fetch(`${jira.url}/__faults`, init);
  const put = (rules: unknown, headers: Record<string, string> = { authorization }) =>
    control({
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(rules),
    });

  it('takes rules and tells what happened, from those who hold the credentials', async () => {
    expect((await put([], {})).status).toBe(401);
    expect((await control()).status).toBe(401);
    const before = jira.faults.served['refusal 503'] ?? 0;
    expect((await put([{ fault: { kind: 'refusal', status: 503 }, times: 2 }])).status).toBe(204);
    expect((await client.get('/myself')).status).toBe(503);
    const told = await control({ headers: { authorization } });
    expect(await told.json()).toMatchObject({ left: 1, served: { 'refusal 503': before + 1 } });
    expect((await put([])).status).toBe(204);
    expect((await client.get('/myself')).status).toBe(200);
  });

  it('refuses rules of another form and keeps those before', async () => {
    await put([{ fault: { kind: 'page' }, times: 1 }]);
    for (const rules of [
      {},
      [{ fault: { kind: 'flood' } }],
      [{ fault: { kind: 'page' }, match: '(' }],
      [{ fault: { kind: 'refusal', status: 404 } }],
    ]) {
      const answer = await put(rules);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ errorMessages: [expect.any(String)] });
    }
    expect(jira.faults.left).toBe(1);
    jira.faults.set([]);
  });
});
