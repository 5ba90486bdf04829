import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** A site's id at Atlassian: a UUID, the same for the same name. */
export function cloudIdOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** The beginning of addresses at Atlassian's gateway, `https://api.atlassian.com` there: what follows is the site's own. */
export const gatewayPrefix = (cloudId: string): string => `/ex/jira/${cloudId}`;

/** Anybody may ask a site for its id. */
export function addTenantInfo(app: FastifyInstance, cloudId: string): void {
  app.get('/_edge/tenant_info', (_request, reply) => reply.send({ cloudId }));
}
