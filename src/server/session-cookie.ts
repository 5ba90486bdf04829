import type { FastifyRequest } from 'fastify';
import { FLOW_MS, LIFETIME_MS } from '../people/index.ts';

/**
 * What a browser keeps for us: a secret for this host and every path, out of reach of scripts. Over https no other host
 * can set it (`__Host-`) and no plain request carries it.
 */
interface Cookie {
  readonly name: string;
  readonly lifetimeMs: number;
  readonly sameSite: 'Strict' | 'Lax';
}

/** The id of a session: sent with no request that another site begins. */
const SESSION: Cookie = { name: 'casebook', lifetimeMs: LIFETIME_MS, sameSite: 'Strict' };
/** A login at the provider under way: sent when the provider leads the browser back, and proves nothing but that. */
const FLOW: Cookie = { name: 'casebook-oidc', lifetimeMs: FLOW_MS, sameSite: 'Lax' };

/**
 * Browsers give cookies to every port of a host. So the name carries the port, lest two programs on one machine sign each
 * other's users out.
 */
function nameOf(request: FastifyRequest, { name }: Cookie): string {
  const port = /:(\d+)$/.exec(request.host)?.[1];
  const full = port === undefined ? name : `${name}-${port}`;
  return request.encrypted ? `__Host-${full}` : full;
}

/** What these secrets look like: 256 bits in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The id of a session that a request carries. */
export const sessionIdOf = (request: FastifyRequest) => secretOf(request, SESSION);

/** The secret of a login at the provider that a request carries. */
export const flowSecretOf = (request: FastifyRequest) => secretOf(request, FLOW);

/** The `set-cookie` header that gives a browser a session, or with null takes it away. */
export const sessionCookie = (request: FastifyRequest, id: string | null) =>
  cookieHeader(request, SESSION, id);

/** The same for a login at the provider. */
export const flowCookie = (request: FastifyRequest, secret: string | null) =>
  cookieHeader(request, FLOW, secret);

/**
 * What a request carries under a name; null where it carries nothing, or several: whoever serves on another port of this
 * host, or could set a cookie for a narrower path, may have added one.
 */
function secretOf(request: FastifyRequest, cookie: Cookie): string | null {
  const wanted = nameOf(request, cookie);
  const values = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === wanted ? [pair.slice(at + 1).trim()] : [];
  });
  const [secret] = values;
  return values.length === 1 && secret !== undefined && SECRET.test(secret) ? secret : null;
}

function cookieHeader(request: FastifyRequest, cookie: Cookie, secret: string | null): string {
  const attributes = [
    `${nameOf(request, cookie)}=${secret ?? ''}`,
    'Path=/',
    `Max-Age=${secret === null ? 0 : cookie.lifetimeMs / 1000}`,
    'HttpOnly',
    `SameSite=${cookie.sameSite}`,
  ];
  return [...attributes, ...(request.encrypted ? ['Secure'] : [])].join('; ');
}
