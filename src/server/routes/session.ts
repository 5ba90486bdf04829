import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loginRequest, meAnswer, passwordRequest, problem, type Wire } from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import type { User } from '../../people/index.ts';
import type { Caller } from '../callers.ts';
import { addressOf } from '../forwarding.ts';
import type { Limit } from '../limits.ts';
import type { Services } from '../services.ts';
import { sessionCookie, sessionIdOf } from '../session-cookie.ts';

/** Signing in and out, and who one is. */
export function sessionRoutes(server: FastifyInstance, { people }: Services, limit: Limit): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  /** @throws CasebookError `login-failed`, `login-delayed`, `too-many-requests`. */
  async function signIn(request: FastifyRequest, reply: FastifyReply, login: string, password: string) {
    const outcome = await people.login({ login, password, address: addressOf(request) });
    if (outcome.kind === 'right') return outcome;
    if (outcome.kind === 'wrong') throw new CasebookError('login-failed', 'Nobody was signed in.');
    reply.header('retry-after', outcome.seconds);
    throw new CasebookError('login-delayed', `Try again in ${outcome.seconds} s.`);
  }

  /** Nobody else behind their address keeps those from signing in who did so there before. */
  async function limitStrangers(request: FastifyRequest, reply: FastifyReply, login: string) {
    if (!(await people.isKnown({ login, address: addressOf(request) }))) await limit(request, reply);
  }

  api.post(
    '/api/session',
    {
      schema: {
        summary: 'Sign in: the answer sets a cookie.',
        body: loginRequest,
        response: { 200: meAnswer, ...problems },
      },
      preHandler: (request, reply) => limitStrangers(request, reply, request.body.login),
    },
    async (request, reply) => {
      const { login, password } = request.body;
      const { session, user } = await signIn(request, reply, login, password);
      // Always a new id, and the one from before ends: nobody who knew that one gets in with it.
      const before = sessionIdOf(request);
      if (before !== null) await people.sessions.close(before);
      reply.header('set-cookie', sessionCookie(request, session));
      return presentUser(user);
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

  api.post(
    '/api/me/password',
    {
      schema: {
        summary: 'Give yourself another password. All your sessions end, and a new one begins here.',
        body: passwordRequest,
        response: { 200: z.object({}), ...problems },
      },
      preHandler: limit,
    },
    async (request, reply) => {
      const { caller, body } = request;
      if (caller.kind !== 'user')
        throw new CasebookError(
          'request-invalid',
          'At this machine nobody is signed in: use `casebook users`.',
        );
      const { login } = caller.user;
      // As slow and as often as a login: who holds somebody's session must not guess the password with it.
      await signIn(request, reply, login, body.current);
      const session = await people.renew(login, body.password);
      if (caller.via === 'session') reply.header('set-cookie', sessionCookie(request, session));
      return {};
    },
  );
}

function presentCaller(caller: Caller): Wire<typeof meAnswer> {
  return caller.kind === 'user' ? presentUser(caller.user) : { login: null, name: null, role: 'operator' };
}

function presentUser({ login, name, role }: User): Wire<typeof meAnswer> {
  return { login, name, role };
}
