import { timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import type { DemoCompany } from '../company/company.ts';
import type { FaultRule } from '../faults/fault.ts';
import { createFaultPlan, type FaultPlan } from '../faults/plan.ts';
import { addRateLimit, type RateCount, type RateLimit } from '../faults/rate-limit.ts';
import { addFaults } from '../faults/wire.ts';
import { JqlError } from '../jql/error.ts';
import { addAttachmentRoutes } from './attachments.ts';
import { addBrowseRoutes } from './browse.ts';
import { addChangelogRoutes } from './changelog.ts';
import { addTenantInfo, cloudIdOf, gatewayPrefix } from './gateway.ts';
import { addIssueRoutes } from './issues.ts';
import { addPeopleRoutes } from './people.ts';
import { addPermissionRoutes } from './permissions.ts';
import { addReferenceRoutes } from './reference.ts';
import { addSearchRoutes } from './search.ts';
import { addSecurityRoutes } from './security.ts';
import { refuse, type Site } from './site.ts';
import { type RegisteredWebhook, registerWebhook, type WebhookTarget } from './webhooks.ts';

/** What the demo Jira lets in unless told otherwise. No secret: it guards invented tickets on this machine. */
export const demoCredentials = { email: 'demo@fernhaul.example', apiToken: 'demo-token' } as const;

/** The same account's token with scopes: let in at the gateway alone, as the other is at the site alone. */
export const demoScopedToken = 'demo-scoped-token';

/** An answer that a test puts in the way of a request, e.g. 429 with `Retry-After`. */
export interface Interception {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface DemoJiraOptions {
  readonly company: DemoCompany;
  /** Absent or 0 takes any free port. */
  readonly port?: number;
  /** Takes any free port where `port` is taken, rather than failing. */
  readonly fallbackToFreePort?: boolean;
  readonly host?: '127.0.0.1';
  readonly email?: string;
  readonly apiToken?: string;
  /** IANA name of the account's time zone, in which JQL reads dates; UTC unless given. Asked for at every search. */
  readonly timeZone?: string;
  /** The present; the company's own unless given. */
  readonly clock?: () => Date;
  /** How long the search index trails what happens, by the site's clock; not at all unless given. Asked for at every search. */
  readonly indexLagMs?: number;
  /** How many issues a page of a search has at most, where that is fewer than Jira's own limit. */
  readonly mostPerPage?: number;
  /** Waits this long before every REST answer. */
  readonly latencyMs?: number;
  /** Refuses REST requests beyond it; no limit unless given. */
  readonly rateLimit?: RateLimit;
  /** Speaks TLS with this key and certificate, both in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** What goes wrong with the answers, until it is changed. */
  readonly faults?: readonly FaultRule[];
  /** Sees every REST request first, and may let it wait; what it returns is answered instead. */
  readonly intercept?: (request: {
    method: string;
    url: string;
    body: unknown;
  }) => Interception | undefined | Promise<undefined>;
}

export interface DemoJira {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly faults: FaultPlan;
  /** What became of REST requests at the limit; none are counted without one. */
  readonly rate: Readonly<RateCount>;
  /** Tells an address of everything that happens to tickets, as an admin's webhook does. */
  registerWebhook(target: WebhookTarget): RegisteredWebhook;
  close(): Promise<void>;
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Asks for HTTP Basic credentials on everything but the pages for people: at the gateway, those with scopes. */
function guard(app: FastifyInstance, email: string, apiToken: string, gateway: string): void {
  const basic = (token: string) => `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const [atSite, atGateway] = [basic(apiToken), basic(demoScopedToken)];
  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(rest\/|__faults)/.test(request.url)) return;
    const expected = request.originalUrl.startsWith(gateway) ? atGateway : atSite;
    if (sameText(request.headers.authorization ?? '', expected)) return;
    reply.headers({
      'www-authenticate': 'Basic realm="protected-area"',
      'x-seraph-loginreason': 'AUTHENTICATED_FAILED',
    });
    return refuse(reply, 401, 'Client must be authenticated to access this resource.');
  });
}

/** Says what is wrong in Jira's error shape, whatever it is. */
function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof JqlError) return refuse(reply, 400, error.message);
    if (error instanceof ZodError) {
      return refuse(
        reply,
        400,
        ...error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`),
      );
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    return refuse(reply, status, error instanceof Error ? error.message : 'Internal server error');
  });
  app.setNotFoundHandler((request, reply) => refuse(reply, 404, `null for uri: ${request.url}`));
}

async function listen(app: FastifyInstance, options: DemoJiraOptions): Promise<void> {
  const { port = 0, host = '127.0.0.1' } = options;
  try {
    await app.listen({ port, host });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || !options.fallbackToFreePort) throw error;
    await app.listen({ port: 0, host });
  }
}

/** Starts a Jira Cloud look-alike over a demo company. Changes to the company show in the next answer. */
export async function startDemoJira(options: DemoJiraOptions): Promise<DemoJira> {
  const { company, email = demoCredentials.email, apiToken = demoCredentials.apiToken } = options;
  const cloudId = cloudIdOf(company.name);
  const gateway = gatewayPrefix(cloudId);
  const app = fastify({
    forceCloseConnections: true,
    ...(options.tls ? { https: options.tls } : {}),
    rewriteUrl: ({ url = '/' }) => (url.startsWith(`${gateway}/`) ? url.slice(gateway.length) : url),
  }) as FastifyInstance;
  let url = '';
  const account = company.people.find((person) => person.accountType === 'atlassian' && person.active)!;
  const site: Site = {
    company,
    account: { ...account, emailAddress: email },
    get timeZone() {
      return options.timeZone ?? 'UTC';
    },
    now: options.clock ?? (() => company.now),
    get indexLagMs() {
      return options.indexLagMs ?? 0;
    },
    mostPerPage: options.mostPerPage ?? Number.POSITIVE_INFINITY,
    base: () => url,
  };

  answerErrors(app);
  guard(app, email, apiToken, gateway);
  const rate = options.rateLimit ? addRateLimit(app, options.rateLimit) : { passed: 0, refused: 0 };
  app.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/rest/')) return;
    if (options.latencyMs) await sleep(options.latencyMs);
    const { method, url: path, body } = request;
    const instead = await options.intercept?.({ method, url: path, body });
    if (instead)
      return reply
        .code(instead.status)
        .headers(instead.headers ?? {})
        .send(instead.body ?? '');
  });
  const faults = createFaultPlan(options.faults);
  addFaults(app, faults);
  addSearchRoutes(app, site);
  addIssueRoutes(app, site);
  addChangelogRoutes(app, site);
  addAttachmentRoutes(app, site);
  addReferenceRoutes(app, site);
  addPeopleRoutes(app, site);
  addSecurityRoutes(app, site);
  addPermissionRoutes(app, site);
  addBrowseRoutes(app, site);
  addTenantInfo(app, cloudId);

  await listen(app, options);
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const webhooks: RegisteredWebhook[] = [];
  return {
    url,
    port,
    faults,
    rate,
    registerWebhook(target) {
      const registered = registerWebhook(site, target);
      webhooks.push(registered);
      return registered;
    },
    async close() {
      for (const webhook of webhooks) webhook.remove();
      await app.close();
    },
  };
}
