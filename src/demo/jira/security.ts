import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { DemoSecurityLevel, DemoSecurityScheme } from '../company/model.ts';
import { schemeOf } from '../company/security.ts';
import { holderJson } from './holder.ts';
import { securityLevelJson } from './json.ts';
import { pageOf, pageQuery } from './page.ts';
import { refuse, type Site } from './site.ts';

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat())
  .optional();
const levelQuery = z.object({ id: many, schemeId: many });
const memberQuery = z.object({ schemeId: many, levelId: many });

/** The security schemes, their levels, and who may read what carries a level. */
export function addSecurityRoutes(app: FastifyInstance, { company, base }: Site): void {
  const address = '/rest/api/3/issuesecurityschemes';
  const all = () =>
    company.securitySchemes.flatMap((scheme) => scheme.levels.map((level) => ({ scheme, level })));
  const levelJson = ({ scheme, level }: { scheme: DemoSecurityScheme; level: DemoSecurityLevel }) => ({
    ...securityLevelJson(level, base()),
    isDefault: false,
    issueSecuritySchemeId: scheme.id,
  });
  const schemeJson = ({ id, name, description }: DemoSecurityScheme) => ({
    self: `${base()}${address}/${id}`,
    id: Number(id),
    name,
    description,
  });
  const wholeJson = (scheme: DemoSecurityScheme) => ({
    ...schemeJson(scheme),
    levels: scheme.levels.map((level) => securityLevelJson(level, base())),
  });
  const schemeOfProject = (idOrKey: string) => {
    const project = company.projects.find(({ id, key }) => id === idOrKey || key === idOrKey.toUpperCase());
    return project && schemeOf(company.securitySchemes, project);
  };
  const among = (list: readonly string[] | undefined, id: string) => !list || list.includes(id);

  app.get(address, (_request, reply) =>
    reply.send({ issueSecuritySchemes: company.securitySchemes.map(schemeJson) }),
  );

  app.get(`${address}/search`, (request, reply) => {
    const found = company.securitySchemes.map((scheme) => ({
      ...schemeJson(scheme),
      projectIds: company.projects
        .filter(({ code }) => scheme.projects.includes(code))
        .map(({ id }) => Number(id)),
    }));
    return reply.send(pageOf(found, pageQuery(50).parse(request.query), `${base()}${address}/search`));
  });

  app.get(`${address}/level`, (request, reply) => {
    const { id, schemeId } = levelQuery.parse(request.query);
    const found = all().filter((one) => among(id, one.level.id) && among(schemeId, one.scheme.id));
    const page = pageQuery(50).parse(request.query);
    return reply.send(pageOf(found.map(levelJson), page, `${base()}${address}/level`));
  });

  app.get(`${address}/level/member`, (request, reply) => {
    const { schemeId, levelId } = memberQuery.parse(request.query);
    const found = all()
      .filter((one) => among(schemeId, one.scheme.id) && among(levelId, one.level.id))
      .flatMap(({ scheme, level }) =>
        level.holders.map((holder, index) => ({
          id: String(Number(level.id) * 10 + index),
          issueSecurityLevelId: level.id,
          issueSecuritySchemeId: scheme.id,
          holder: holderJson(holder),
        })),
      );
    const page = pageQuery(50).parse(request.query);
    return reply.send(pageOf(found, page, `${base()}${address}/level/member`));
  });

  app.get<{ Params: { id: string } }>(`${address}/:id`, (request, reply) => {
    const scheme = company.securitySchemes.find(({ id }) => id === request.params.id);
    return scheme ? reply.send(wholeJson(scheme)) : refuse(reply, 404, 'There is no such security scheme.');
  });

  app.get<{ Params: { id: string } }>('/rest/api/3/securitylevel/:id', (request, reply) => {
    const found = all().find(({ level }) => level.id === request.params.id);
    return found ? reply.send(levelJson(found)) : refuse(reply, 404, 'There is no such security level.');
  });

  app.get<{ Params: { idOrKey: string } }>(
    '/rest/api/3/project/:idOrKey/issuesecuritylevelscheme',
    (request, reply) => {
      const scheme = schemeOfProject(request.params.idOrKey);
      return scheme ? reply.send(wholeJson(scheme)) : refuse(reply, 404, 'The project does not exist.');
    },
  );

  app.get<{ Params: { idOrKey: string } }>('/rest/api/3/project/:idOrKey/securitylevel', (request, reply) => {
    const scheme = schemeOfProject(request.params.idOrKey);
    if (!scheme) return refuse(reply, 404, 'The project does not exist.');
    return reply.send({ levels: scheme.levels.map((level) => levelJson({ scheme, level })) });
  });
}
