import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CasebookError } from '../domain/index.ts';
import { addressGroup } from '../people/index.ts';
import { addressOf } from './forwarding.ts';

/** Lets a request go on, or refuses it with how long to wait. @throws CasebookError `too-many-requests`. */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface Limits {
  /** How much each asker asks: each user, and each address (or IPv6 network) of those who are nobody. */
  readonly requests: Limit;
  /** How often one address signs in. */
  readonly logins: Limit;
}

/** A person needs one login a minute, an office behind one address a few. */
const LOGINS_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** Limits by the minute, counted in memory. Whoever is at this machine has it to himself. */
export async function createLimits(server: FastifyInstance, perMinute: number): Promise<Limits> {
  await server.register(rateLimit, { global: false, timeWindow: MINUTE_MS });
  const addressKey = (request: FastifyRequest) => addressGroup(addressOf(request));
  const limitTo = (max: number, keyGenerator: (request: FastifyRequest) => string): Limit => {
    const count = server.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
    return async (request, reply) => {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) return;
      const seconds = Math.max(1, counted.ttlInSeconds);
      reply.header('retry-after', seconds);
      throw new CasebookError('too-many-requests', `Ask again in ${seconds} s.`);
    };
  };
  const requests = limitTo(perMinute, (request) =>
    request.caller.kind === 'user' ? `user ${request.caller.user.id}` : addressKey(request),
  );
  return {
    requests: async (request, reply) => {
      if (request.caller.kind !== 'machine') await requests(request, reply);
    },
    logins: limitTo(LOGINS_A_MINUTE, addressKey),
  };
}
