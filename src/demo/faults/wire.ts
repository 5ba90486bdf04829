import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../jira/site.ts';
import type { Fault } from './fault.ts';
import type { FaultPlan } from './plan.ts';

type Refusal = Extract<Fault, { kind: 'refusal' }>;

const maintenance =
  '<!doctype html><html><head><title>Temporarily unavailable</title></head><body><h1>We’ll be back soon.</h1></body></html>';

/**
 * Lets the faults of a plan befall the answers below /rest, and lets whoever holds the credentials of the site change
 * the plan from outside: `GET /__faults` tells what happened, `PUT /__faults` takes a JSON list of rules.
 */
export function addFaults(app: FastifyInstance, plan: FaultPlan): void {
  const pending = new WeakMap<FastifyRequest, Fault>();

  app.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/rest/')) return;
    const fault = plan.next(`${request.method} ${request.url}`);
    if (!fault) return;
    if (fault.kind === 'refusal') return refuseFor(fault, reply);
    if (fault.kind === 'page') return reply.type('text/html; charset=utf-8').send(maintenance);
    if (fault.kind === 'drop' && fault.when === 'before-head') {
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    pending.set(request, fault);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = pending.get(request);
    if (!fault || typeof payload !== 'string') return payload;
    const body = Buffer.from(payload);
    const half = body.subarray(0, Math.floor(body.length / 2));
    switch (fault.kind) {
      case 'slow':
        reply.removeHeader('content-length');
        return Readable.from(drips(body, fault.overMs, fault.pieces));
      case 'drop':
        // Without a length, so in chunks: the end is missing, and nothing else tells that there is more.
        reply.removeHeader('content-length');
        return Readable.from(halfThen(half, () => request.raw.socket.destroy()));
      case 'truncated':
        if (fault.contentLength === 'right') {
          reply.header('content-length', half.length);
          return half;
        }
        reply.header('content-length', body.length).header('connection', 'close');
        return Readable.from(halfThen(half, () => request.raw.socket.end()));
      default:
        return payload;
    }
  });

  app.get('/__faults', (_request, reply) => reply.send({ served: plan.served, left: plan.left }));
  app.put('/__faults', (request, reply) => {
    plan.set(request.body as Parameters<FaultPlan['set']>[0]);
    return reply.code(204).send();
  });
}

/** Jira's refusals: with the headers that its documentation of rate limits names. */
function refuseFor({ status, wait }: Refusal, reply: FastifyReply): FastifyReply {
  if (wait) {
    const until = new Date(Date.now() + wait.seconds * 1000);
    if (wait.form === 'seconds') reply.header('retry-after', String(Math.ceil(wait.seconds)));
    // A date has whole seconds: rounded up, so that it never means sooner than was asked for.
    else if (wait.form === 'date')
      reply.header('retry-after', new Date(Math.ceil(until.getTime() / 1000) * 1000).toUTCString());
    reply.header('x-ratelimit-reset', until.toISOString());
  }
  if (status === 429) {
    reply.headers({
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'ratelimit-reason': 'jira-burst-based',
    });
    return refuse(reply, 429, 'Rate limit exceeded.');
  }
  return refuse(reply, status, 'The demo Jira was told to fail here.');
}

async function* drips(body: Buffer, overMs: number, pieces: number): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  for (let from = 0; from < body.length; from += size) {
    if (from > 0) await sleep(overMs / pieces);
    yield body.subarray(from, from + size);
  }
}

async function* halfThen(half: Buffer, breakOff: () => void): AsyncGenerator<Buffer> {
  yield half;
  // By then the first half is on its way.
  await sleep(10);
  breakOff();
}
