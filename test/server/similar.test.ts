import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Services } from '../../src/server/index.ts';
import { serverOver } from '../support/stub-services.ts';
import { head } from '../support/ticket-head.ts';

const headers = { host: 'localhost' };
const calibration = { origin: 'shipped', embedder: 'e', fits: true } as const;
const proposal = {
  probability: 0.83,
  similarity: 0.7,
  evidence: [{ kind: 'words', speaks: 'for', text: 'Rare words in common', terms: ['quarantine'] }],
} as const;
const [ticket, other] = [head({ id: '2', key: 'PAY-2' }), head({ id: '1', key: 'PAY-1' })];

describe('similar tickets', () => {
  test('are asked for with the key as Jira writes it, and shown without what is inside', async () => {
    const asked: unknown[] = [];
    const server = await serverOver({
      async similarTickets(request) {
        asked.push(request);
        const links = [{ type: 'Blocks', relation: 'blocks', key: 'SECRET-1' }];
        const found = { ticket: { ...other, links }, ...proposal };
        const linked = [{ ticket: other, kind: 'clone', relation: 'clones' } as const];
        return { ticket, indexed: true, similar: [found], linked, calibration };
      },
    });
    const answer = await server.inject({ url: '/api/tickets/pay-2/similar?limit=3', headers });
    expect(asked).toEqual([{ asker: { kind: 'operator' }, key: 'PAY-2', limit: 3 }]);
    expect(answer.json()).toMatchObject({
      ticket: { key: 'PAY-2', url: 'https://jira.example/browse/PAY-2', created: '2026-01-01T00:00:00.000Z' },
      similar: [{ key: 'PAY-1', probability: 0.83, likelihood: 'probable', evidence: proposal.evidence }],
      linked: [{ key: 'PAY-1', kind: 'clone', relation: 'clones' }],
      calibration,
    });
    expect(answer.body).not.toContain('SECRET-1');
    expect(Object.keys(answer.json().ticket)).not.toContain('id');
  });

  test('of a ticket that is not there, or closed to the asker, are the same 404', async () => {
    const server = await serverOver({
      similarTickets: ({ key }) => Promise.reject(new CasebookError('ticket-not-found', key)),
    });
    const answer = await server.inject({ url: '/api/tickets/PAY-9/similar', headers });
    expect(answer.json()).toMatchObject({ status: 404, code: 'ticket-not-found', detail: 'PAY-9' });
  });

  test.each([
    ['/api/tickets/PAY-1/similar?limit=0', 'querystring/limit'],
    ['/api/tickets/PAY-1/similar?limit=21', 'querystring/limit'],
    ['/api/triage?minProbability=2', 'querystring/minProbability'],
    ['/api/triage?since=yesterday', 'querystring/since'],
    ['/api/triage?limit=1000', 'querystring/limit'],
  ])('%s is refused, naming the place', async (url, place) => {
    const server = await serverOver({});
    const answer = await server.inject({ url, headers });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request-invalid',
      detail: expect.stringContaining(place),
    });
  });
});

test('triage looks at thirty days where nothing else is asked for', async () => {
  const asked: Parameters<Services['triage']>[0][] = [];
  const server = await serverOver({
    async triage(request) {
      asked.push(request);
      const proposals = [{ ticket, original: other, ...proposal }];
      return { since: request.since, created: 7, examined: 5, proposals, calibration };
    },
  });
  const answer = await server.inject({ url: '/api/triage', headers });
  expect(answer.json()).toMatchObject({
    created: 7,
    examined: 5,
    proposals: [{ ticket: { key: 'PAY-2' }, original: { key: 'PAY-1' }, likelihood: 'probable' }],
  });
  expect(Date.now() - (asked[0]?.since ?? 0)).toBeGreaterThanOrEqual(30 * 86_400_000);
  await server.inject({ url: '/api/triage?since=2026-01-02T00:00:00Z&minProbability=0.8&limit=3', headers });
  expect(asked[1]).toEqual({
    asker: { kind: 'operator' },
    since: Date.parse('2026-01-02T00:00:00Z'),
    minProbability: 0.8,
    limit: 3,
    signal: expect.any(AbortSignal),
  });
});

const ends = [
  ['its client goes away', (client: AbortController) => client.abort()],
  ['the server stops', (_: AbortController, server: FastifyInstance) => void server.close()],
] as const;
const learn = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ action: 'learn' }),
};

test.each([
  ...ends.map((each) => ['triage', '/api/triage', {}, ...each] as const),
  ...ends.map((each) => ['a calibration', '/api/calibration', learn, ...each] as const),
])('%s (%s, %j) ends where %s', async (_name, path, options, _where, end) => {
  const asked = Promise.withResolvers<AbortSignal>();
  const untilEnded = ({ signal }: { signal?: AbortSignal | undefined }) =>
    new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      if (signal) asked.resolve(signal);
    });
  const server = await serverOver({ triage: untilEnded, calibrate: untilEnded });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const client = new AbortController();
  const answer = fetch(`${url}${path}`, { ...options, signal: client.signal }).then(
    async (given) => ((await given.json()) as { code: string }).code,
    () => 'gone',
  );
  const signal = await asked.promise;
  end(client, server);
  expect(['request-ended', 'gone']).toContain(await answer);
  await expect.poll(() => signal.aborted).toBe(true);
  expect(signal.reason).toMatchObject({ code: 'request-ended' });
});

test('a reset returns to the shipped calibration, and learning says why it cannot', async () => {
  let resets = 0;
  const server = await serverOver({
    async resetCalibration() {
      resets += 1;
    },
    calibrate: () => Promise.reject(new CasebookError('too-few-duplicates', 'There are 3.')),
  });
  const post = (payload: object) =>
    server.inject({ method: 'POST', url: '/api/calibration', headers, payload });
  expect((await post({ action: 'reset' })).json()).toEqual({ outcome: null });
  expect(resets).toBe(1);
  expect((await post({})).json()).toMatchObject({ status: 409, code: 'too-few-duplicates' });
  expect((await post({ action: 'forget' })).json()).toMatchObject({ status: 400 });
});
