import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger, Metrics } from '../platform/telemetry/index.ts';
import { watchAddresses } from './addresses.ts';
import { BODY_MS, limitBodies } from './body-deadline.ts';
import { CREDENTIALS, describeRoute } from './describe.ts';
import { type EdgeOptions, guardTheEdge } from './edge.ts';
import { refuseUnknownParameters } from './known-parameters.ts';
import { createLimits } from './limits.ts';
import { permitByTable } from './permit.ts';
import { answerProblems, answerUnreadable } from './problems.ts';
import { accessRoutes } from './routes/access.ts';
import { adaptRoutes } from './routes/adapt.ts';
import { apiRoutes } from './routes/api.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/export.ts';
import { importRoute } from './routes/import.ts';
import { insightsRoutes } from './routes/insights.ts';
import { jobRoutes } from './routes/jobs.ts';
import { keyRoutes } from './routes/keys.ts';
import { lakeRoutes } from './routes/lake.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { operationsRoutes } from './routes/operations.ts';
import { peopleRoutes } from './routes/people.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingsRoutes } from './routes/settings.ts';
import { similarRoutes } from './routes/similar.ts';
import { syncRoutes } from './routes/sync.ts';
import { webhookRoutes } from './routes/webhooks.ts';
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
  /** Proves that a caller may read the data folder. */
  readonly secret: string;
  /** Whether whoever is at this machine is let in without it while there are no accounts; without this, he is. */
  readonly isOpen?: () => boolean;
  /** How many requests each asker may make in a minute. */
  readonly requestsPerMinute: number;
  /** How long a body may take to come in, in milliseconds. */
  readonly bodyPatienceMs?: number;
}

/** The whole HTTP face of Casebook, ready to listen or to be asked in process. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, metrics, log, version, instance, trusts } = options;
  const server = fastify({
    loggerInstance: log,
    bodyLimit: 1024 * 1024,
    // A query of the longest documented length, every character of it percent-encoded from three bytes.
    http: { maxHeaderSize: 256 * 1024 },
    routerOptions: { maxParamLength: 255 },
    genReqId: () => crypto.randomUUID(),
    trustProxy: trusts ?? false,
    frameworkErrors: answerUnreadable,
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const misdirected = watchAddresses(server);
  answerProblems(server, misdirected);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  // Before everything that can refuse a request.
  limitBodies(server, options.bodyPatienceMs ?? BODY_MS);
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
  const limits = await createLimits(server, options.requestsPerMinute);
  const { people, access } = services;
  const house = { secret: options.secret, isOpen: options.isOpen ?? (() => true) };
  permitByTable(server, { people, access, house, limit: limits.requests });
  refuseUnknownParameters(server);
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Casebook', version, license: { name: 'MIT' } },
      components: { securitySchemes: CREDENTIALS },
    },
    transform: describeRoute,
  });
  sessionRoutes(server, services, limits.logins);
  oidcRoutes(server, services, { limit: limits.logins, publicOrigin: options.publicOrigin ?? null });
  accessRoutes(server, services);
  peopleRoutes(server, services);
  keyRoutes(server, services);
  apiRoutes(server, services, metrics);
  syncRoutes(server, services);
  await webhookRoutes(server, services, { metrics, log });
  similarRoutes(server, services);
  exportRoutes(server, services);
  await importRoute(server, services);
  adaptRoutes(server, services);
  lakeRoutes(server, services);
  deadLetterRoutes(server, services);
  jobRoutes(server, services);
  settingsRoutes(server, services);
  insightsRoutes(server, services);
  eventRoutes(server, services);
  operationsRoutes(server, services, metrics, instance);
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  await dashboardRoutes(server, options.webRoot, misdirected);
  await server.ready();
  return server;
}
