import type { Permission } from '../../src/server/permissions.ts';
import { permissions } from '../../src/server/permissions.ts';

/** A route with an address that it answers to. */
export interface KnownRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly permission: Permission;
}

/** Every route there is, as the table of permissions lists them: the server does not start with another. */
export const routes: readonly KnownRoute[] = Object.entries(permissions).map(([name, permission]) => {
  const [method = '', url = ''] = name.split(' ');
  return {
    name,
    method: method as KnownRoute['method'],
    url: url.replace(/:\w+/g, '1').replace('*', 'index.html'),
    permission,
  };
});

/** Those that only a signature of the body opens, from wherever it comes. */
export const isSigned = ({ url }: KnownRoute) => url.startsWith('/webhooks/');

/** Those that change something, or begin work. */
export const writes = routes.filter((route) => route.method !== 'GET' && !isSigned(route));
