import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DemoProject } from '../company/model.ts';
import { holderJson } from './holder.ts';
import { refuse, type Site } from './site.ts';

const FIRST_SCHEME = 10_500;

/** The permission schemes, one for each project, and the customer organisations of somebody. */
export function addPermissionRoutes(app: FastifyInstance, { company, base }: Site): void {
  function schemeJson(project: DemoProject, isWhole: boolean) {
    const id = FIRST_SCHEME + company.projects.indexOf(project);
    const self = `${base()}/rest/api/3/permissionscheme/${id}`;
    const grants = [
      { permission: 'ADMINISTER_PROJECTS', holder: { type: 'projectLead' } },
      ...company.access
        .browsers(project)
        .map((holder) => ({ permission: 'BROWSE_PROJECTS', holder: holderJson(holder) })),
    ].map((grant, index) => {
      const grantId = id * 100 + index;
      return { id: grantId, self: `${self}/permission/${grantId}`, ...grant };
    });
    return {
      expand: 'permissions,user,group,projectRole,field,all',
      id,
      self,
      name: `${project.name} permissions`,
      description: '',
      ...(isWhole && { permissions: grants }),
    };
  }

  app.get<{ Params: { idOrKey: string } }>(
    '/rest/api/3/project/:idOrKey/permissionscheme',
    (request, reply) => {
      const { idOrKey } = request.params;
      const project = company.projects.find(({ id, key }) => id === idOrKey || key === idOrKey.toUpperCase());
      if (!project) return refuse(reply, 404, `No project could be found with key '${idOrKey}'.`);
      const { expand } = z.object({ expand: z.string().optional() }).parse(request.query);
      return reply.send(schemeJson(project, /\b(permissions|all)\b/.test(expand ?? '')));
    },
  );

  app.get('/rest/servicedeskapi/organization', (request, reply) => {
    const { accountId, start, limit } = z
      .object({
        accountId: z.string(),
        start: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(50).default(50),
      })
      .parse(request.query);
    const person = company.people.find((one) => one.accountId === accountId);
    const all = person ? company.access.organizations(person) : [];
    const values = all.slice(start, start + limit).map(({ id, name }) => ({
      id,
      name,
      _links: { self: `${base()}/rest/servicedeskapi/organization/${id}` },
    }));
    const isLastPage = start + limit >= all.length;
    return reply.send({ _expands: [], size: values.length, start, limit, isLastPage, _links: {}, values });
  });
}
