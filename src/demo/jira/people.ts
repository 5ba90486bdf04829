import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { roles } from '../company/groups.ts';
import type { DemoPerson, DemoProject, DemoRole } from '../company/model.ts';
import { userJson } from './json.ts';
import { pageOf, pageQuery } from './page.ts';
import { refuse, type Site } from './site.ts';

const roleList: readonly DemoRole[] = Object.values(roles);

const userQuery = z.object({ accountId: z.string(), expand: z.string().optional() });
const productNames: Readonly<Record<string, string>> = {
  'jira-software': 'Jira Software',
  'jira-servicedesk': 'Jira Service Management',
};

/** Who there is: accounts, groups and their members, project roles and who fills them. */
export function addPeopleRoutes(app: FastifyInstance, site: Site): void {
  const { company, base } = site;
  const findProject = (idOrKey: string) =>
    company.projects.find(({ id, key }) => id === idOrKey || key === idOrKey.toUpperCase());
  const findPerson = (accountId: string) => company.people.find((one) => one.accountId === accountId);
  const groupsOf = (person: DemoPerson) =>
    company.groups
      .filter(({ members }) => members.some(({ accountId }) => accountId === person.accountId))
      .map(({ name, groupId }) => ({ name, groupId, self: `${base()}/rest/api/3/group?groupId=${groupId}` }));
  const roleAddress = (project: DemoProject, role: DemoRole) =>
    `${base()}/rest/api/3/project/${project.id}/role/${role.id}`;

  app.get('/rest/api/3/user', (request, reply) => {
    const { accountId, expand = '' } = userQuery.parse(request.query);
    const person = findPerson(accountId);
    if (!person)
      return refuse(reply, 404, 'The user does not exist or you do not have permission to see it.');
    const shown = <T>(name: string, items: readonly T[]) => ({
      size: items.length,
      items: expand.split(',').includes(name) ? items : [],
    });
    const products = company.access.products(person).map((key) => ({ key, name: productNames[key] ?? key }));
    return reply.send({
      ...userJson(person, base()),
      active: company.access.isActive(person),
      groups: shown('groups', groupsOf(person)),
      applicationRoles: shown('applicationRoles', products),
    });
  });

  app.get('/rest/api/3/user/groups', (request, reply) => {
    const person = findPerson(userQuery.parse(request.query).accountId);
    if (!person)
      return refuse(reply, 404, 'The user does not exist or you do not have permission to see it.');
    return reply.send(groupsOf(person));
  });

  app.get('/rest/api/3/users/search', (request, reply) => {
    const { startAt, maxResults } = pageQuery(1000).parse(request.query);
    const page = company.people.slice(startAt, startAt + maxResults);
    return reply.send(page.map((person) => userJson(person, base())));
  });

  app.get('/rest/api/3/group/bulk', (request, reply) => {
    const groups = company.groups.map(({ groupId, name }) => ({ groupId, name }));
    const page = pageQuery(50).parse(request.query);
    return reply.send(pageOf(groups, page, `${base()}/rest/api/3/group/bulk`));
  });

  app.get('/rest/api/3/group/member', (request, reply) => {
    const { groupId } = z.object({ groupId: z.string() }).parse(request.query);
    const group = company.groups.find((one) => one.groupId === groupId);
    if (!group) return refuse(reply, 404, `The group with id '${groupId}' does not exist.`);
    const members = group.members.map((person) => userJson(person, base()));
    const page = pageQuery(50).parse(request.query);
    return reply.send(pageOf(members, page, `${base()}/rest/api/3/group/member`));
  });

  app.get('/rest/api/3/role', (_request, reply) =>
    reply.send(roleList.map((role) => ({ ...role, self: `${base()}/rest/api/3/role/${role.id}` }))),
  );

  app.get<{ Params: { idOrKey: string } }>('/rest/api/3/project/:idOrKey/role', (request, reply) => {
    const project = findProject(request.params.idOrKey);
    if (!project)
      return refuse(reply, 404, `No project could be found with key '${request.params.idOrKey}'.`);
    return reply.send(Object.fromEntries(roleList.map((role) => [role.name, roleAddress(project, role)])));
  });

  app.get<{ Params: { idOrKey: string; id: string } }>(
    '/rest/api/3/project/:idOrKey/role/:id',
    (request, reply) => {
      const project = findProject(request.params.idOrKey);
      const role = roleList.find(({ id }) => String(id) === request.params.id);
      if (!project || !role) return refuse(reply, 404, 'The project or role does not exist.');
      const { people, groups } = company.actors(role, project);
      let actorId = role.id * 100;
      const groupActors = groups.map(({ groupId, name }) => ({
        id: actorId++,
        displayName: name,
        name,
        type: 'atlassian-group-role-actor',
        actorGroup: { groupId, name, displayName: name },
      }));
      const userActors = people.map(({ accountId, displayName }) => ({
        id: actorId++,
        displayName,
        type: 'atlassian-user-role-actor',
        actorUser: { accountId },
      }));
      return reply.send({
        ...role,
        self: roleAddress(project, role),
        actors: [...groupActors, ...userActors],
      });
    },
  );
}
