import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../platform/telemetry/index.ts';
import type { Services } from '../services.ts';

/** What machines ask: is it alive, does it serve, how does it fare. */
export function operationsRoutes(
  server: FastifyInstance,
  services: Services,
  metrics: Metrics,
  instance?: string,
): void {
  // Who found an announced address asks here whether it is still the announced process that listens there.
  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok', instance }));

  // Answering at all means that the database was migrated and the index opened; this adds that both still answer.
  server.get('/readyz', { schema: { hide: true } }, async () => {
    await services.progress();
    return { status: 'ready' };
  });

  server.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const { index } = await services.status();
    metrics.setIndexSize(index.tickets, index.chunks);
    return reply.type(metrics.contentType).send(await metrics.render());
  });

  server.addHook('onResponse', async (request, reply) => {
    metrics.observeRequest(
      request.method,
      request.routeOptions.url ?? 'none',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
  });
}
