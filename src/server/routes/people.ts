import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  auditAnswer,
  auditQuery,
  loginName,
  newUserRequest,
  problem,
  userAnswer,
  userChangeRequest,
  usersAnswer,
  type Wire,
} from '../../api/index.ts';
import type { User } from '../../people/index.ts';
import { iso } from '../present.ts';
import type { Services } from '../services.ts';

/** Who may sign in, and who did what. */
export function peopleRoutes(server: FastifyInstance, { people }: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };
  const params = z.object({ login: loginName });

  api.get(
    '/api/users',
    { schema: { summary: 'Who may sign in.', response: { 200: usersAnswer, ...problems } } },
    async () => ({ users: (await people.users.list()).map(presentUser) }),
  );

  api.post(
    '/api/users',
    {
      schema: {
        summary: 'Add a user. From the first one on, everybody has to sign in.',
        body: newUserRequest,
        response: { 200: userAnswer, ...problems },
      },
    },
    async ({ body }) => presentUser(await people.users.add({ ...body, name: body.name ?? body.login })),
  );

  api.patch(
    '/api/users/:login',
    {
      schema: {
        summary: 'Change a user. It takes effect with their next request.',
        params,
        body: userChangeRequest,
        response: { 200: userAnswer, ...problems },
      },
    },
    async ({ params: { login }, body: { unlock, ...change } }) => {
      const user = await people.users.change(login, change);
      if (unlock) await people.unlock(login);
      return presentUser(user);
    },
  );

  api.delete(
    '/api/users/:login',
    {
      schema: {
        summary: 'Remove a user, with sessions and keys.',
        params,
        response: { 200: z.object({}), ...problems },
      },
    },
    async ({ params: { login } }) => {
      await people.users.remove(login);
      return {};
    },
  );

  api.get(
    '/api/audit',
    {
      schema: {
        summary: 'Who did what, when, and from where.',
        querystring: auditQuery,
        response: { 200: auditAnswer, ...problems },
      },
    },
    async ({ query: { limit, before, actor, action, via } }) => {
      const filter = {
        ...(before !== undefined && { before }),
        ...(actor !== undefined && { actor }),
        ...(action !== undefined && { action }),
        ...(via !== undefined && { via }),
      };
      const { records, next } = await people.audit.list({ limit, ...filter });
      const { actors, actions } = await people.audit.choices();
      return {
        records: records.map(({ at, ...record }) => ({ ...record, at: iso(at) })),
        ...{ next, actors: [...actors], actions: [...actions] },
      };
    },
  );
}

function presentUser({ createdAt, lastLoginAt, principals, ...user }: User): Wire<typeof userAnswer> {
  return {
    ...user,
    principals: [...principals],
    created: iso(createdAt),
    lastLogin: lastLoginAt === null ? null : iso(lastLoginAt),
  };
}
