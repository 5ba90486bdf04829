import type { FastifyRequest } from 'fastify';
import { isAddress } from '../platform/http/index.ts';

/** What proxies and content networks add; none of it comes from a browser that reached us by itself. */
const FORWARDING = new RegExp(
  `^(${[
    'forwarded|via|cdn-loop|x-varnish|x-host',
    'x-forwarded(-.*)?|x-real-ip|x-(original|rewrite|remote|cluster|envoy|arr)-.*',
    'cf-.*|(.*-)?client-ip|x-proxyuser-ip',
  ].join('|')})$`,
);

/** The first header of a request that says that a proxy passed it on; undefined where none does. */
export function isForwarded({ headers }: FastifyRequest): string | undefined {
  // Some programs take an underscore for a dash.
  return Object.keys(headers).find((header) => FORWARDING.test(header.replaceAll('_', '-')));
}

/** Where a request came from: what the last trusted proxy says, if that is an address at all. */
export function addressOf(request: FastifyRequest): string {
  return isAddress(request.ip) ? request.ip : (request.socket.remoteAddress ?? '');
}

/**
 * Whether a request comes from this machine itself: by loopback, or by another of its own addresses. HTTP/1.0 is spoken by
 * no browser, and by proxies that say nothing of themselves.
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { remoteAddress = '', localAddress } = request.socket;
  if (isForwarded(request) || request.raw.httpVersion === '1.0') return false;
  return remoteAddress === localAddress || /^(127\.|::1$|::ffff:127\.)/.test(remoteAddress);
}
