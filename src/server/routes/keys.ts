import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type keyAnswer,
  keysAnswer,
  newKeyAnswer,
  newKeyRequest,
  problem,
  type Wire,
} from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import type { ApiKey } from '../../people/index.ts';
import type { Caller } from '../callers.ts';
import { iso } from '../present.ts';
import type { Services } from '../services.ts';

const DAY_MS = 86_400_000;

/** Keys for programs: everybody has their own, an operator sees to all. */
export function keyRoutes(server: FastifyInstance, { people }: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };

  api.get(
    '/api/keys',
    {
      schema: {
        summary: 'API keys, without what proves them: your own, or for an operator all.',
        response: { 200: keysAnswer, ...problems },
      },
    },
    async ({ caller }) => ({ keys: (await people.keys.list(onlyOf(caller))).map(presentKey) }),
  );

  api.post(
    '/api/keys',
    {
      schema: {
        summary: 'Make an API key. The answer alone holds it.',
        body: newKeyRequest,
        response: { 200: newKeyAnswer, ...problems },
      },
    },
    async ({ caller, body: { user, days, name, scope } }) => {
      const only = onlyOf(caller);
      const login = user ?? (caller.kind === 'user' ? caller.user.login : undefined);
      if (login === undefined)
        throw new CasebookError('request-invalid', 'body/user: at this machine, name whose key it is.');
      if (only !== undefined && login !== only)
        throw new CasebookError('role-required', 'Keys of others are for operators.');
      const expiresAt = Date.now() + days * DAY_MS;
      const { key, made } = await people.keys.create({ login, name, scope, expiresAt });
      return { ...presentKey(made), key };
    },
  );

  api.delete(
    '/api/keys/:id',
    {
      schema: {
        summary: 'Revoke an API key, at once.',
        params: z.object({ id: z.string().max(50) }),
        response: { 200: z.object({}), ...problems },
      },
    },
    async ({ caller, params: { id } }) => {
      await people.keys.revoke(id, onlyOf(caller));
      return {};
    },
  );
}

/** Whose keys somebody may see to: one's own; undefined for operators, who see to all. */
function onlyOf(caller: Caller): string | undefined {
  return caller.kind === 'user' && caller.user.role !== 'operator' ? caller.user.login : undefined;
}

function presentKey({ createdAt, expiresAt, lastUsedAt, ...key }: ApiKey): Wire<typeof keyAnswer> {
  return {
    ...key,
    created: iso(createdAt),
    expires: iso(expiresAt),
    lastUsed: lastUsedAt === null ? null : iso(lastUsedAt),
  };
}
