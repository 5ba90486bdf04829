import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem, type Wire, waysInAnswer, waysInQuery } from '../../api/index.ts';
import { CasebookError, errorCatalogue } from '../../domain/index.ts';
import type { Oidc } from '../../people/index.ts';
import { addressOf } from '../forwarding.ts';
import type { Limit } from '../limits.ts';
import { localPath } from '../local-path.ts';
import type { Services } from '../services.ts';
import { flowCookie, flowSecretOf, sessionCookie, sessionIdOf } from '../session-cookie.ts';

/** What RFC 6749, RFC 9207 and OpenID Connect Session Management have a provider send with the browser. */
const callbackQuery = z.looseObject({});

/** Signing in with an OpenID Connect provider: browsers go through here, and whatever happens they end on a page. */
export function oidcRoutes(
  server: FastifyInstance,
  { people }: Services,
  { limit, publicOrigin }: { readonly limit: Limit; readonly publicOrigin: string | null },
): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };
  const redirect = z.null().describe('The browser is sent on.');

  /** @throws CasebookError `oidc-not-configured`. */
  function provider(): Oidc {
    if (!people.oidc) throw new CasebookError('oidc-not-configured', 'CASEBOOK_OIDC_ISSUER is not set.');
    return people.oidc;
  }

  /** To the page that was wanted, where the login stands and says why it is still there. */
  function refuse(request: FastifyRequest, reply: FastifyReply, next: string, error: CasebookError) {
    request.log.warn({ code: error.code, detail: error.detail }, 'a login with the provider was refused');
    const mark = `${next.includes('?') ? '&' : '?'}login-refused=${error.code}`;
    return reply.redirect(next + mark, 303);
  }

  api.get(
    '/api/session',
    {
      schema: {
        summary: 'Which ways there are to sign in.',
        querystring: waysInQuery,
        response: { 200: waysInAnswer, ...problems },
      },
    },
    async ({ query: { refused } }) => ({
      provider: people.oidc?.host ?? null,
      refused: refused === undefined ? null : wordsFor(refused),
    }),
  );

  api.get(
    '/api/session/oidc',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'Sign in with the provider: the browser goes there, and comes back to `next`.',
        querystring: z.object({ next: z.string().max(4000).default('/') }),
        response: { 303: redirect, ...problems },
      },
    },
    async (request, reply) => {
      const next = localPath(request.query.next);
      const oidc = provider();
      try {
        await limit(request, reply);
        const origin = publicOrigin ?? `${request.encrypted ? 'https' : 'http'}://${request.host}`;
        const { url, secret } = await oidc.begin({
          redirectUri: `${origin}/api/session/oidc/callback`,
          next,
          sessionBefore: sessionIdOf(request),
        });
        return reply.header('set-cookie', flowCookie(request, secret)).redirect(url, 303);
      } catch (error) {
        if (!(error instanceof CasebookError)) throw error;
        return refuse(request, reply, next, error);
      }
    },
  );

  api.get(
    '/api/session/oidc/callback',
    {
      exposeHeadRoute: false,
      config: { arrival: true },
      schema: {
        summary: 'Where the provider sends the browser back to.',
        querystring: callbackQuery,
        response: { 303: redirect, ...problems },
      },
    },
    async (request, reply) => {
      const outcome = await provider().finish({
        secret: flowSecretOf(request),
        query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
        address: addressOf(request),
      });
      reply.header('set-cookie', flowCookie(request, null));
      if (outcome.kind === 'refused') return refuse(request, reply, outcome.next, outcome.error);
      return reply.header('set-cookie', sessionCookie(request, outcome.session)).redirect(outcome.next, 303);
    },
  );
}

/** The catalogue's words; only for what a login with the provider ends in, for anybody can write an address. */
function wordsFor(refused: string): Wire<typeof waysInAnswer>['refused'] {
  const entry = Object.entries(errorCatalogue).find(
    ([code]) => code === refused && /^(oidc-|too-many-requests$)/.test(code),
  );
  return entry ? { code: entry[0], title: entry[1].title, advice: entry[1].advice } : null;
}
