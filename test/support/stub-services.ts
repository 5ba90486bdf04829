import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import type { SitesAccess } from '../../src/access/index.ts';
import type { People } from '../../src/people/index.ts';
import { createLog, createMetrics } from '../../src/platform/telemetry/index.ts';
import { createServer, type ServerOptions, type Services } from '../../src/server/index.ts';

/** Nobody can sign in: whoever is at this machine is the operator, and what he does is logged nowhere. */
export const withoutAccounts = {
  users: { exist: async () => false },
  keys: { find: async () => null },
  audit: { record: async () => 1, ended: async () => {} },
} as unknown as People;

/** Jira was never asked who may see what. */
export const nothingKnown = { heldBy: () => new Map() } as unknown as SitesAccess;

/** The HTTP server over services that a test makes up; calling one that it did not make up fails the request. */
export async function serverOver(
  services: Partial<Services>,
  options: Partial<ServerOptions> = {},
): Promise<FastifyInstance> {
  const server = await createServer({
    services: {
      siteOf: () => ({ name: null, url: 'https://jira.example' }),
      askedTicket: async (_asker, text) => ({ asked: text.toUpperCase(), key: text.toUpperCase() }),
      people: withoutAccounts,
      access: nothingKnown,
      checks: [],
      ...services,
    } as Services,
    metrics: createMetrics(),
    log: createLog('silent'),
    version: '0.0.0',
    webRoot: '/nonexistent',
    allowedHosts: [],
    requestsPerMinute: 1_000_000,
    secret: 'the-secret',
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}
