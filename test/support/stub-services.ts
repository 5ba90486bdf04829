import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createLog, createMetrics } from '../../src/platform/telemetry/index.ts';
import { createServer, type ServerOptions, type Services } from '../../src/server/index.ts';

/** The HTTP server over services that a test makes up; calling one that it did not make up fails the request. */
export async function serverOver(
  services: Partial<Services>,
  options: Partial<ServerOptions> = {},
): Promise<FastifyInstance> {
  const server = await createServer({
    services: { siteUrl: () => 'https://jira.example', ...services } as Services,
    metrics: createMetrics(),
    log: createLog('silent'),
    version: '0.0.0',
    webRoot: '/nonexistent',
    allowedHosts: [],
    secret: 'the-secret',
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}
