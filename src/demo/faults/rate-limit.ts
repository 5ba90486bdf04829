import type { FastifyInstance } from 'fastify';
import { refuse } from '../jira/site.ts';

/** What a site lets through: a token bucket, as Jira's limits against bursts are. */
export interface RateLimit {
  /** Requests that it lets through in the long run. */
  readonly perSecond: number;
  /** Requests that it lets through at once after a rest. */
  readonly burst: number;
  /** Whether answers say how much is left, as `X-RateLimit-*`; refusals always do. */
  readonly told?: boolean;
}

/** How many requests the limit let through and refused since the start. */
export interface RateCount {
  passed: number;
  refused: number;
}

/** Jira warns when less than this share of a limit is left. */
const NEAR = 0.2;

/**
 * Refuses what is beyond a limit, in the form that Atlassian documents: 429 with `Retry-After` in whole seconds,
 * `X-RateLimit-Limit`, `-Remaining`, `-Reset` (to the minute, as there) and `RateLimit-Reason`.
 */
export function addRateLimit(app: FastifyInstance, { perSecond, burst, told = true }: RateLimit): RateCount {
  const count: RateCount = { passed: 0, refused: 0 };
  let tokens = burst;
  let at = performance.now();
  app.addHook('onRequest', async ({ url }, reply) => {
    if (!url.startsWith('/rest/')) return;
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) * perSecond) / 1000);
    at = now;
    const passes = tokens >= 1;
    if (passes) tokens -= 1;
    count[passes ? 'passed' : 'refused'] += 1;
    if (told || !passes)
      reply.headers({
        'x-ratelimit-limit': String(burst),
        'x-ratelimit-remaining': String(Math.floor(tokens)),
        ...(tokens < burst * NEAR ? { 'x-ratelimit-nearlimit': 'true' } : {}),
      });
    if (passes) return;
    const seconds = Math.ceil((1 - tokens) / perSecond);
    const reset = new Date(Date.now() + seconds * 1000).toISOString();
    reply.headers({
      'retry-after': String(seconds),
      'x-ratelimit-reset': `${reset.slice(0, 16)}Z`,
      'ratelimit-reason': 'jira-burst-based',
    });
    return refuse(reply, 429, 'Rate limit exceeded.');
  });
  return count;
}
