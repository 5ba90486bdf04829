import { expect, test } from 'vitest';
import { type DemoCompany, type DemoTicket, generateCompany } from '../../src/demo/index.ts';
import type { Asker } from '../../src/domain/index.ts';
import { filterChoices, loadStaticEmbedder, readTicket, search } from '../../src/knowledge/index.ts';
import { operator, user } from '../support/askers.ts';
import { jiraSync } from '../support/jira-sync.ts';
import { openKnowledge } from '../support/knowledge.ts';

/** Security levels all the way: from a Jira that has them, over HTTP, to everything that leaves the knowledge base. */
const embedder = loadStaticEmbedder();

async function syncedFrom(company: DemoCompany) {
  const { open, sync } = await jiraSync({ company });
  const { database } = open;
  const knowledge = await openKnowledge(open, embedder);
  const { index } = knowledge.generations.active();
  return {
    database,
    async sync() {
      expect(await sync()).toMatchObject({ state: 'succeeded', refused: 0 });
    },
    index: knowledge.settle,
    async finds(asker: Asker, ticket: DemoTicket) {
      const request = {
        asker,
        query: `${ticket.key} ${ticket.summary}`,
        mode: 'hybrid',
        filter: [],
      } as const;
      const { hits } = await search({ database, embedder, index }, { ...request, limit: 20 });
      return hits.some(({ ticket: { key } }) => key === ticket.key);
    },
    reads: async (asker: Asker, ticket: DemoTicket) =>
      (await readTicket(database, asker, ticket.key)) !== null,
    async counts(asker: Asker) {
      const { projects } = await filterChoices(database, asker);
      return projects.reduce((sum, { tickets }) => sum + tickets, 0);
    },
  };
}

test('a ticket with a level is found, read and counted by holders of that level in its project, and by no other user', async () => {
  const company = generateCompany({ tickets: 400, seed: 9 });
  const open = await syncedFrom(company);
  await open.sync();
  await open.index();
  const projects = company.projects.map(({ key }) => `project:${key}`);
  const everyProject = user(...projects);
  const restricted = company.tickets.filter(({ security }) => security);
  const levels = new Set(restricted.map(({ security }) => security!.id));
  expect(restricted.length).toBeGreaterThan(8);
  expect(levels.size).toBeGreaterThan(2);

  for (const ticket of restricted) {
    const level = `security:${ticket.security!.id}`;
    const otherLevels = [...levels].filter((id) => id !== ticket.security!.id).map((id) => `security:${id}`);
    const project = `project:${ticket.project.key}`;
    for (const [asker, may] of [
      [operator, true],
      [user(project, level), true],
      [everyProject, false],
      [user(...projects, ...otherLevels), false],
      [user(level), false],
      [{ kind: 'nobody' }, false],
    ] as const) {
      expect([ticket.key, await open.reads(asker, ticket), await open.finds(asker, ticket)]).toEqual([
        ticket.key,
        may,
        may,
      ]);
    }
  }
  expect(await open.counts(operator)).toBe(400);
  expect(await open.counts(everyProject)).toBe(400 - restricted.length);
});

test('a level that is set later closes the ticket with the next sync, before the index has caught up', async () => {
  const company = generateCompany({ tickets: 60, seed: 9 });
  const open = await syncedFrom(company);
  await open.sync();
  await open.index();
  const ticket = company.tickets.find(({ project, security }) => project.key === 'PAY' && !security)!;
  const member = user('project:PAY');
  expect(await open.finds(member, ticket)).toBe(true);

  const [level] = company.securitySchemes[0]!.levels;
  company.editTicket(ticket.key, { security: level! }, new Date(company.now.getTime() + 60_000));
  await open.sync();
  expect([await open.finds(member, ticket), await open.reads(member, ticket)]).toEqual([false, false]);
  await open.index();
  expect(await open.finds(member, ticket)).toBe(false);
  expect(await open.finds(user('project:PAY', `security:${level!.id}`), ticket)).toBe(true);
  expect(await open.finds(operator, ticket)).toBe(true);
});

test('links and parents that the asker may not see are not named to him', async () => {
  const company = generateCompany({ tickets: 400, seed: 9 });
  const open = await syncedFrom(company);
  await open.sync();
  const linked = company.tickets.find(
    ({ links, security, project }) =>
      !security &&
      links.some(({ otherKey }) => company.ticket(otherKey)!.project !== project) &&
      links.length === 1,
  )!;
  const [link] = linked.links;
  const other = company.ticket(link!.otherKey)!;
  const linksFor = async (asker: Asker) => {
    const ticket = await readTicket(open.database, asker, linked.key);
    return ticket!.links.map(({ key }) => key);
  };
  const own = `project:${linked.project.key}`;
  const level = other.security ? [`security:${other.security.id}`] : [];
  expect(await linksFor(operator)).toEqual([other.key]);
  expect(await linksFor(user(own, `project:${other.project.key}`, ...level))).toEqual([other.key]);
  expect(await linksFor(user(own))).toEqual([]);

  const child = company.tickets.find(({ parentKey, security }) => parentKey && !security)!;
  const parent = company.ticket(child.parentKey!)!;
  const member = user(`project:${child.project.key}`);
  expect((await readTicket(open.database, member, child.key))?.parentKey).toBe(parent.key);
  company.editTicket(
    parent.key,
    { security: company.securitySchemes[0]!.levels[0]! },
    new Date(company.now.getTime() + 60_000),
  );
  await open.sync();
  expect((await readTicket(open.database, member, child.key))?.parentKey).toBeNull();
  expect((await readTicket(open.database, operator, child.key))?.parentKey).toBe(parent.key);
});
