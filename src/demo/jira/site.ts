import type { FastifyReply } from 'fastify';
import type { DemoCompany } from '../company/company.ts';
import type { DemoPerson } from '../company/model.ts';

/** What every route of the demo Jira knows. */
export interface Site {
  readonly company: DemoCompany;
  /** The account that the API token belongs to. */
  readonly account: DemoPerson;
  /** The account's time zone, in which JQL reads dates. */
  readonly timeZone: string;
  /** The present, as `serverInfo` and `now()` tell it. */
  now(): Date;
  /** How long a change takes to be found. */
  readonly indexLagMs: number;
  readonly mostPerPage: number;
  /** The address under which clients reach the site, without a trailing slash; known once it listens. */
  base(): string;
}

/** Answers with Jira's error shape. */
export function refuse(reply: FastifyReply, status: number, ...errorMessages: string[]): FastifyReply {
  return reply.code(status).send({ errorMessages, errors: {} });
}

/** Jira's answer for an issue that is not there, or not for the asker's eyes. */
export const issueMissing = (reply: FastifyReply) =>
  refuse(reply, 404, 'Issue does not exist or you do not have permission to see it.');
