import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  discardAnswer,
  discardBody,
  letterAnswer,
  lettersAnswer,
  lettersQuery,
  problem,
  redriveAnswer,
  redriveBody,
} from '../../api/index.ts';
import { presentLetter, presentLetters } from '../present.ts';
import type { Services } from '../services.ts';

/** Everything under `/api/dead-letters`: what was refused, and what is to become of it. */
export function deadLetterRoutes(server: FastifyInstance, { deadLetters }: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/dead-letters',
    {
      schema: {
        summary: 'Records that were refused: counted by the rule that they break, and one by one.',
        querystring: lettersQuery,
        response: { 200: lettersAnswer, ...problems },
      },
    },
    async ({ query }) => presentLetters(await deadLetters.list(query)),
  );

  api.get(
    '/api/dead-letters/:id',
    {
      schema: {
        summary: 'A refused record, as it came.',
        params: z.object({ id: z.coerce.number().int() }),
        response: { 200: letterAnswer, ...problems },
      },
    },
    async ({ params: { id } }) => {
      const { record, ...head } = await deadLetters.read(id);
      return { ...presentLetter(head), record };
    },
  );

  api.post(
    '/api/dead-letters/redrive',
    {
      schema: {
        summary: 'Send refused records through the gate again.',
        description: 'Tries some of them; to try all, ask again with `after` until `next` is null.',
        body: redriveBody,
        response: { 200: redriveAnswer, ...problems },
      },
    },
    async ({ body: { after, ...choice } }) => {
      const { taken: tried, applied: accepted, ...rest } = await deadLetters.redrive(choice, after);
      return { tried, accepted, ...rest };
    },
  );

  api.post(
    '/api/dead-letters/discard',
    {
      schema: {
        summary: 'Let refused records go for good. They stay counted.',
        body: discardBody,
        response: { 200: discardAnswer, ...problems },
      },
    },
    async ({ body }) => ({ discarded: await deadLetters.discard(body) }),
  );
}
