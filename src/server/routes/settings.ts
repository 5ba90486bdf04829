import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { problem, settingsAnswer } from '../../api/index.ts';
import type { Services } from '../services.ts';

/** What this server was started with. */
export function settingsRoutes(server: FastifyInstance, services: Services): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/settings',
    {
      schema: {
        summary: 'The settings in force, where they came from, and what they mean. Secrets are not shown.',
        response: { 200: settingsAnswer, '4xx': problem, '5xx': problem },
      },
    },
    async () => ({ settings: services.settings() }),
  );
}
