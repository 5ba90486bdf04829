import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doctorAnswer, problem, type Wire, whyAnswer, whyQuery } from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import { examineAll } from '../../setup/index.ts';
import { iso } from '../present.ts';
import type { Services } from '../services.ts';

/** Who may see what, and what of that is not known. */
export function accessRoutes(server: FastifyInstance, services: Services): void {
  const api = server.withTypeProvider<ZodTypeProvider>();
  const problems = { '4xx': problem, '5xx': problem };
  const { access, people } = services;

  api.get(
    '/api/tickets/:key/why',
    {
      schema: {
        summary: 'Why a user may read a ticket and its comments, or may not.',
        params: z.object({ key: z.string().max(255) }),
        querystring: whyQuery,
        response: { 200: whyAnswer, ...problems },
      },
    },
    async ({ asker, params: { key }, query: { user: login } }): Promise<Wire<typeof whyAnswer>> => {
      const user = (await people.users.list()).find((one) => one.login === login);
      if (!user) throw new CasebookError('user-not-found', login);
      const subject = {
        login,
        isOperator: user.role === 'operator',
        jiraAccountId: user.jiraAccountId,
        granted: user.principals,
      };
      const decision = await access.why((await services.askedTicket(asker, key)).key, subject);
      if (!decision) throw new CasebookError('ticket-not-found', key);
      const { readAt } = await access.status();
      return {
        ...decision,
        readAt: readAt === null ? null : iso(readAt),
        parts: decision.parts.map((part) => ({
          ...part,
          clauses: part.clauses.map((clause) => ({ ...clause, demands: [...clause.demands] })),
        })),
      };
    },
  );

  api.get(
    '/api/doctor',
    {
      schema: {
        summary: 'What is not as it should be, what that does, and what to do.',
        response: { 200: doctorAnswer, ...problems },
      },
    },
    async () => {
      const seen = await examineAll(services.checks);
      const sections = [
        await accessSection(services),
        ...seen.map(({ findings, notes, ...section }) => ({
          ...section,
          findings: [...findings],
          notes: [...notes],
        })),
      ];
      return { healthy: sections.every(({ findings }) => findings.length === 0), sections };
    },
  );
}

type Section = Wire<typeof doctorAnswer>['sections'][number];

async function accessSection({ access }: Services): Promise<Section> {
  const { readAt } = await access.status();
  const { findings, notes } = await access.examine();
  return {
    name: 'access',
    ms: null,
    summary:
      readAt === null
        ? 'Jira was never asked who may see what.'
        : `Jira said who may see what at ${iso(readAt)}.`,
    findings: [...findings],
    notes: [...notes],
  };
}
