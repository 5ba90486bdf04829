import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SiteAccess } from '../access/index.ts';
import { CasebookError } from '../domain/index.ts';
import { type AuditEntry, type People, roleSuffices, scopeSuffices } from '../people/index.ts';
import { askerOf, type Caller, callerOf, type House, NOBODY } from './callers.ts';
import { isRead } from './edge.ts';
import { addressOf } from './forwarding.ts';
import type { Limit } from './limits.ts';
import { type Permission, permissions } from './permissions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
  interface FastifyRequest {
    /** Its entry in the audit log, where it has one. */
    audited: number | null;
    /**
     * Finds out anew who asks, for an answer that takes as long as somebody listens: false where that one may no longer.
     * From then on `caller` and `asker` are what was found.
     */
    mayStill(): Promise<boolean>;
  }
}

/**
 * Finds out for every request who asks, and lets only those go on whom the table of permissions names. Registered before
 * every route: one that the table does not know cannot be registered.
 */
export function permitByTable(
  server: FastifyInstance,
  {
    people,
    access,
    house,
    limit,
  }: {
    readonly people: People;
    readonly access: Pick<SiteAccess, 'heldBy'>;
    readonly house: House;
    readonly limit: Limit;
  },
): void {
  server.decorateRequest('caller');
  server.decorateRequest('asker');
  server.decorateRequest('audited', null);
  server.decorateRequest('mayStill', async function mayStill(this: FastifyRequest) {
    const permission = permissionOf(this);
    if ('public' in permission) return true;
    try {
      await admit(this, permission);
      return true;
    } catch (error) {
      if (error instanceof CasebookError) return false;
      throw error;
    }
  });

  async function admit(
    request: FastifyRequest,
    permission: Exclude<Permission, { public: true }>,
  ): Promise<void> {
    request.caller = await callerOf(request, people, house);
    request.asker = askerOf(request.caller, access);
    refuse(request.caller, permission);
  }

  server.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      const name = `${method === 'HEAD' ? 'GET' : method} ${route.url}`;
      const permission = permissions[name];
      if (!permission) throw new Error(`${name} is not in the table of permissions.`);
      route.config = { ...route.config, permission };
    }
  });

  server.addHook('onRequest', async (request, reply) => {
    const permission = permissionOf(request);
    const isPublic = 'public' in permission;
    request.caller = isPublic ? NOBODY : await callerOf(request, people, house);
    request.asker = askerOf(request.caller, access);
    if (!('public' in permission && permission.unlimited)) await limit(request, reply);
    if (!isPublic) refuse(request.caller, permission);
  });

  server.addHook('preHandler', async (request) => {
    const permission = permissionOf(request);
    if ('public' in permission) return;
    // A body can be held back for as long as it takes until whoever sends it may no longer.
    if (!isRead(request)) await admit(request, permission);
    // Before it is done, so that nothing is done that is not logged.
    const done = permission.audit?.(request) ?? null;
    if (!done) return;
    const { action, subject = null, detail = null } = done;
    request.audited = await people.audit.record({
      ...signature(request),
      action,
      subject,
      detail: [...keyOf(request), ...(detail === null ? [] : [detail])].join('; ') || null,
      status: null,
    });
  });

  server.addHook('onResponse', async (request, reply) => {
    if (request.audited !== null) await people.audit.ended(request.audited, reply.statusCode);
  });
}

/** An address that leads nowhere shows nothing but that. */
function permissionOf({ routeOptions }: FastifyRequest): Permission {
  return routeOptions.config?.permission ?? { public: true };
}

/** @throws CasebookError `login-required`, `role-required`, `scope-required`. */
function refuse(caller: Caller, needed: Exclude<Permission, { public: true }>): void {
  if (caller.kind === 'machine') return;
  if (caller.kind === 'nobody') throw new CasebookError('login-required', caller.why);
  if (!roleSuffices(caller.user.role, needed.role))
    throw new CasebookError('role-required', `It is for ${needed.role}s; you are ${caller.user.role}.`);
  if (caller.via === 'key' && !scopeSuffices(caller.key.scope, needed.scope))
    throw new CasebookError('scope-required', `It needs ${needed.scope}; the key has ${caller.key.scope}.`);
}

/** Which key it was done with: a user can have many, and one of them got lost. */
function keyOf({ caller }: FastifyRequest): string[] {
  return caller.kind === 'user' && caller.via === 'key' ? [`key ${caller.key.id}`] : [];
}

/** Who did something, and from where. */
function signature(request: FastifyRequest): Pick<AuditEntry, 'actor' | 'via' | 'address'> {
  const { caller } = request;
  const address = addressOf(request);
  switch (caller.kind) {
    case 'machine':
      return { actor: null, via: 'machine', address };
    case 'user':
      return { actor: caller.user.login, via: caller.via, address };
    case 'nobody':
      return { actor: null, via: 'none', address };
  }
}
