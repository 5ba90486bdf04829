import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Asker, CasebookError } from '../domain/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    asker: Asker;
  }
  interface FastifyContextConfig {
    /** Types of body that a route takes, where it takes others than JSON: none that an HTML form can send. */
    bodyTypes?: readonly string[];
  }
}

export interface EdgeOptions {
  /** Host names beyond the loopback ones under which requests are recognised. */
  readonly allowedHosts: readonly string[];
  /** Proves that a caller may read the data folder. */
  readonly secret: string;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** What proxies and content networks add; none of it comes from a browser on this machine. */
const FORWARDING =
  /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|x-original-.*|cf-.*|.*-client-ip|x-client-ip|x-cluster-.*)$/;

/**
 * Decides before anything else whether a request is answered at all, and for whom. While there are no accounts, the
 * person at this machine is the operator, and nobody else exists:
 *
 * - a Host that is not ours is refused, so that a web page cannot reach the API by DNS rebinding;
 * - a request that came through a proxy, or under a name other than a loopback one, would need a login;
 * - whatever a page of another web site asks of the API is refused: it could not read the answer, and would make this
 *   machine work for it;
 * - a write from another web site is refused, and so is one of a type that a form can send.
 */
export function guardTheEdge(server: FastifyInstance, { allowedHosts, secret }: EdgeOptions): void {
  server.decorateRequest('asker');
  server.addHook('onRequest', async (request) => {
    const host = hostName(request.headers.host);
    if (!LOOPBACK.includes(host) && !allowedHosts.includes(host)) {
      throw new CasebookError('host-not-allowed', `The request named ${host || 'no host'}.`);
    }
    refuseForeignPages(request);
    refuseForeignWrites(request);
    request.asker = askerOf(request, host, secret);
  });
}

function askerOf(request: FastifyRequest, host: string, secret: string): Asker {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    if (sameText(authorization, `Bearer ${secret}`)) return { kind: 'operator' };
    throw new CasebookError('login-required', 'The credentials are not valid here.');
  }
  const forwarding = Object.keys(request.headers).find((header) => FORWARDING.test(header));
  if (forwarding)
    throw new CasebookError('login-required', `The request came through a proxy (${forwarding}).`);
  if (!LOOPBACK.includes(host)) throw new CasebookError('login-required', `The request named ${host}.`);
  return { kind: 'operator' };
}

/** Browsers say where a request comes from, and `none` of what a person opens; programs say nothing. */
function refuseForeignPages(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'] ?? 'none';
  // By the route, which knows an address in all its spellings.
  const isRead = (request.method === 'GET' || request.method === 'HEAD') && !isApi(request);
  if (isRead || site === 'same-origin' || site === 'none') return;
  throw new CasebookError(
    'origin-not-allowed',
    `The request came from ${request.headers.origin ?? 'another site'}.`,
  );
}

function isApi({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

function refuseForeignWrites(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    throw new CasebookError('origin-not-allowed', `The request came from ${origin}.`);
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const taken = request.routeOptions.config?.bodyTypes ?? ['application/json'];
  if (type === undefined || !taken.includes(type))
    throw new CasebookError('media-type', `The body was ${type || 'of no type'}.`);
}

/** The name in a Host header, without its port, in lower case. */
function hostName(header: string | undefined): string {
  return (header ?? '').replace(/:\d*$/, '').toLowerCase();
}

/** Compares in constant time; lengths are no secret. */
function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
