import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import { type FastifyInstance, fastify } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger, Metrics } from '../platform/telemetry/index.ts';
import { watchAddresses } from './addresses.ts';
import { type EdgeOptions, guardTheEdge } from './edge.ts';
import { refuseUnknownParameters } from './known-parameters.ts';
import { answerProblems } from './problems.ts';
import { adaptRoutes } from './routes/adapt.ts';
import { apiRoutes } from './routes/api.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { exportRoutes } from './routes/export.ts';
import { importRoute } from './routes/import.ts';
import { lakeRoutes } from './routes/lake.ts';
import { operationsRoutes } from './routes/operations.ts';
import { similarRoutes } from './routes/similar.ts';
import { syncRoutes } from './routes/sync.ts';
import type { Services } from './services.ts';

export interface ServerOptions extends EdgeOptions {
  readonly services: Services;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly version: string;
  /** Names this process to who looks for it; no secret. */
  readonly instance?: string;
  /** The folder of the built dashboard. */
  readonly webRoot: string;
}

/** The whole HTTP face of Casebook, ready to listen or to be asked in process. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, metrics, log, version, instance } = options;
  const server = fastify({
    loggerInstance: log,
    bodyLimit: 1024 * 1024,
    // A query of the longest documented length, every character of it percent-encoded from three bytes.
    http: { maxHeaderSize: 256 * 1024 },
    routerOptions: { maxParamLength: 255 },
    genReqId: () => crypto.randomUUID(),
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const misdirected = watchAddresses(server);
  answerProblems(server, misdirected);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await server.register(helmet, {
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  // After what sets headers, so that refusals carry them too; before every route.
  guardTheEdge(server, options);
  refuseUnknownParameters(server);
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Casebook', version, license: { name: 'MIT' } } },
    transform: jsonSchemaTransform,
  });
  apiRoutes(server, services, metrics);
  syncRoutes(server, services);
  similarRoutes(server, services);
  exportRoutes(server, services);
  await importRoute(server, services);
  adaptRoutes(server, services);
  lakeRoutes(server, services);
  deadLetterRoutes(server, services);
  operationsRoutes(server, services, metrics, instance);
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  await dashboardRoutes(server, options.webRoot, misdirected);
  await server.ready();
  return server;
}
