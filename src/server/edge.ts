import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CasebookError } from '../domain/index.ts';
import { isForwarded } from './forwarding.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the browser's connection is encrypted: a trusted proxy says so, or nobody gets to this name otherwise. */
    encrypted: boolean;
  }
  interface FastifyContextConfig {
    /** Types of body that a route takes as a stream, where it takes no JSON: none that an HTML form can send. */
    bodyTypes?: readonly string[];
    /** The signature of its body lets a request in, wherever and under whatever name it comes from. */
    signed?: boolean;
    /** Another site may lead a person's browser to it: it does nothing but for who holds a secret of that browser. */
    arrival?: boolean;
  }
}

export interface EdgeOptions {
  /** Host names beyond the loopback ones under which requests are recognised. */
  readonly allowedHosts: readonly string[];
  /** The origin under which browsers reach this server, where it is not the address that it listens on. */
  readonly publicOrigin?: string | null;
  /** Whether an address is that of a proxy whose forwarding headers are believed. */
  readonly trusts?: (address: string) => boolean;
}

export const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Headers that say who asks, for what and from where. Sent twice, two readers could each believe another one. */
const ONCE = [
  'host',
  'origin',
  'authorization',
  'content-type',
  'cookie',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'x-forwarded-host',
  'x-forwarded-proto',
];

/** What an API key looks like. */
const KEY = /^cbk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/;

/**
 * Decides before anything else whether a request is answered at all:
 *
 * - a header that decides something may come once;
 * - what came through a proxy that nobody said to trust is refused: it may stand for anybody;
 * - a Host that is not ours is refused, so that a web page cannot reach the API by DNS rebinding;
 * - whatever a page of another web site asks of the API is refused: it could not read the answer, and would make this
 *   machine work for it, in the name of who is signed in here;
 * - to a route for arrivals another site may lead a browser's own window, and nothing else of it is answered there;
 * - a write from another web site is refused, and so is one of a type that a form can send;
 * - a key in an address is refused: addresses are logged.
 *
 * Of routes whose bodies are signed only the first is asked: nobody but who knows the secret can make a browser, or
 * anything else, send what passes there.
 */
export function guardTheEdge(server: FastifyInstance, options: EdgeOptions): void {
  server.decorateRequest('encrypted', false);
  server.addHook('onRequest', async (request, reply) => {
    request.encrypted = isEncrypted(request, options);
    if (isApi(request)) reply.header('cache-control', 'no-store');
    refuseDoubled(request);
    if (request.routeOptions.config?.signed) return;
    refuseForeignProxy(request, options);
    refuseForeignHost(request, options);
    refuseForeignPages(request);
    refuseForeignWrites(request, options);
    refuseKeyInAddress(request);
  });
}

/**
 * Casebook itself speaks plain HTTP. Where its public address is one of https, so is what came under that name, and what
 * came through a proxy, whatever name and protocol that passes on: too many pass on neither.
 */
function isEncrypted(request: FastifyRequest, { publicOrigin }: EdgeOptions): boolean {
  if (request.protocol === 'https') return true;
  if (!publicOrigin?.startsWith('https://')) return false;
  return isForwarded(request) !== undefined || originUnder('https', request) === publicOrigin;
}

/** As browsers write it: in lower case, without the port that goes without saying. */
function originUnder(protocol: 'http' | 'https', { host }: FastifyRequest): string {
  return URL.parse(`${protocol}://${host}`)?.origin ?? '';
}

function refuseDoubled({ raw: { rawHeaders } }: FastifyRequest): void {
  const names = rawHeaders.filter((_, place) => place % 2 === 0).map((name) => name.toLowerCase());
  const doubled = ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (doubled) throw new CasebookError('request-invalid', `The header ${doubled} came more than once.`);
}

/** As the whole value of a parameter, however it is written. */
function refuseKeyInAddress({ url }: FastifyRequest): void {
  const [, query = ''] = url.split('?', 2);
  if ([...new URLSearchParams(query).values()].some((value) => KEY.test(value.trim())))
    throw new CasebookError('key-in-address', 'Nothing was done.');
}

function refuseForeignProxy(request: FastifyRequest, { trusts }: EdgeOptions): void {
  const forwarding = isForwarded(request);
  if (forwarding && !trusts?.(request.socket.remoteAddress ?? ''))
    throw new CasebookError(
      'proxy-not-trusted',
      `${request.socket.remoteAddress} sent the header ${forwarding}.`,
    );
}

function refuseForeignHost(request: FastifyRequest, { allowedHosts, publicOrigin }: EdgeOptions): void {
  // A whole address as the target counts above Host (RFC 9112, 3.2.2): what stands in front may have gone by either.
  const target = URL.parse(request.url)?.host;
  if (target !== undefined && target !== URL.parse(`http://${request.headers.host}`)?.host)
    throw new CasebookError('host-not-allowed', `The request was for ${target}, and named another host.`);
  const host = hostName(request.host);
  if (LOOPBACK_HOSTS.includes(host) || allowedHosts.includes(host)) return;
  if (publicOrigin && host === new URL(publicOrigin).hostname) return;
  // The address that was really connected to: names can be rebound, addresses cannot.
  const local = request.socket.localAddress?.replace(/^::ffff:(?=\d+\.)/, '');
  if (local && host === (local.includes(':') ? `[${local}]` : local)) return;
  throw new CasebookError('host-not-allowed', `The request named ${host || 'no host'}.`);
}

/** Browsers say where a request comes from, and `none` of what a person opens; programs say nothing. */
function refuseForeignPages(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'] ?? 'none';
  if (request.routeOptions.config?.arrival && isNavigation(request)) return;
  if ((isRead(request) && !isApi(request)) || site === 'same-origin' || site === 'none') return;
  throw foreign(request.headers.origin ?? 'another site');
}

function refuseForeignWrites(request: FastifyRequest, { publicOrigin }: EdgeOptions): void {
  const { origin } = request.headers;
  const ours = [originUnder(request.encrypted ? 'https' : 'http', request), publicOrigin];
  // Reads too, where the browser says nothing else: over plain HTTP it tells of the origin alone.
  if (origin !== undefined && !ours.includes(origin) && (isApi(request) || !isRead(request)))
    throw foreign(origin);
  if (isRead(request)) return;
  const header = request.headers['content-type'];
  // No form can send this method, nor another site's script without asking first.
  if (request.method === 'DELETE' && header === undefined) return;
  const type = header?.split(';')[0]?.trim().toLowerCase();
  const streamed = request.routeOptions.config?.bodyTypes;
  const taken = streamed ?? ['application/json'];
  if (type === undefined || !taken.includes(type))
    throw new CasebookError('media-type', `The body was ${type || 'of no type'}.`);
  const encoding = request.headers['content-encoding'];
  // Who takes a stream looks himself at what it holds; JSON that is unpacked could be a thousand times what came.
  if (!streamed && encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new CasebookError('media-type', `The body was packed with ${encoding}.`);
}

/** Whether the browser's window itself goes there: no picture, frame or script of a page asks. */
function isNavigation({ method, headers }: FastifyRequest): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  return method === 'GET' && mode === 'navigate' && destination === 'document';
}

const foreign = (origin: string) =>
  new CasebookError('origin-not-allowed', `The request came from ${origin}.`);

export const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';

/** By the route, which knows an address in all its spellings. */
function isApi({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

/** The name in a Host header, without its port, in lower case. */
export function hostName(header: string): string {
  return header.replace(/:\d*$/, '').toLowerCase();
}
