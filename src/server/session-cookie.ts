import type { FastifyRequest } from 'fastify';
import { LIFETIME_MS } from '../people/index.ts';

/**
 * The one cookie: the id of a session, for this host and every path, out of reach of scripts, and sent with no request
 * that another site begins. Over https no other host can set it (`__Host-`) and no plain request carries it.
 *
 * Browsers give cookies to every port of a host. So the name carries the port, lest two programs on one machine sign each
 * other's users out.
 */
function nameOf(request: FastifyRequest): string {
  const port = /:(\d+)$/.exec(request.host)?.[1];
  const name = port === undefined ? 'casebook' : `casebook-${port}`;
  return request.encrypted ? `__Host-${name}` : name;
}

/** What the id of a session looks like: 256 bits in base64url. */
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/**
 * The id that a request carries; null where it carries none, or several: whoever serves on another port of this host, or
 * could set a cookie for a narrower path, may have added one.
 */
export function sessionIdOf(request: FastifyRequest): string | null {
  const wanted = nameOf(request);
  const values = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === wanted ? [pair.slice(at + 1).trim()] : [];
  });
  const [id] = values;
  return values.length === 1 && id !== undefined && SESSION_ID.test(id) ? id : null;
}

/** The `set-cookie` header that gives a browser a session, or with null takes it away. */
export function sessionCookie(request: FastifyRequest, id: string | null): string {
  const attributes = [
    `${nameOf(request)}=${id ?? ''}`,
    'Path=/',
    `Max-Age=${id === null ? 0 : LIFETIME_MS / 1000}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...attributes, ...(request.encrypted ? ['Secure'] : [])].join('; ');
}
