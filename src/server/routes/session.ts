import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loginRequest, meAnswer, problem, type Wire } from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import type { Caller } from '../callers.ts';
import { addressOf } from '../forwarding.ts';
import type { Limit } from '../limits.ts';
import type { Services } from '../services.ts';
import { sessionCookie, sessionIdOf } from '../session-cookie.ts';

/** Signing in and out, and who one is. */
export function sessionRoutes(server: FastifyInstance, { people }: Services, limit: Limit): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.post(
    '/api/session',
    {
      schema: {
        summary: 'Sign in: the answer sets a cookie.',
        body: loginRequest,
        response: { 200: meAnswer, ...problems },
      },
      preHandler: limit,
    },
    async (request, reply) => {
      const outcome = await people.login({ ...request.body, address: addressOf(request) });
      switch (outcome.kind) {
        case 'wait':
          reply.header('retry-after', outcome.seconds);
          throw new CasebookError('login-delayed', `Try again in ${outcome.seconds} s.`);
        case 'wrong':
          throw new CasebookError('login-failed', 'Nobody was signed in.');
        case 'right': {
          // Always a new id, and the one from before ends: nobody who knew that one gets in with it.
          const before = sessionIdOf(request);
          if (before !== null) await people.sessions.close(before);
          reply.header('set-cookie', sessionCookie(request, outcome.session));
          const { login, name, role } = outcome.user;
          return { login, name, role };
        }
      }
    },
  );

  api.delete(
    '/api/session',
    {
      schema: {
        summary: 'Sign out: the session ends here too.',
        response: { 200: z.object({}), ...problems },
      },
    },
    async (request, reply) => {
      const id = sessionIdOf(request);
      if (id !== null) await people.sessions.close(id);
      reply.header('set-cookie', sessionCookie(request, null));
      return {};
    },
  );

  api.get(
    '/api/me',
    { schema: { summary: 'Who is asking.', response: { 200: meAnswer, ...problems } } },
    async ({ caller }) => presentCaller(caller),
  );
}

function presentCaller(caller: Caller): Wire<typeof meAnswer> {
  if (caller.kind !== 'user') return { login: null, name: null, role: 'operator' };
  const { login, name, role } = caller.user;
  return { login, name, role };
}
