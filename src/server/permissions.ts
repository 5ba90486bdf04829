import type { FastifyRequest } from 'fastify';
import type { deadJobRequest, newKeyRequest, Wire } from '../api/index.ts';
import type { Role, Scope } from '../people/index.ts';

/** Who may call a route. */
export type Permission =
  /** Everybody who gets past the edge: nothing of tickets or people is in the answer. */
  | {
      readonly public: true;
      /** Whether nobody is counted who asks. */
      readonly unlimited?: boolean;
    }
  | {
      /** The least role that may. */
      readonly role: Role;
      /** The least scope that an API key needs for it. */
      readonly scope: Scope;
      /** What the audit log says of a call; null where this one changes nothing. Absent: calls are not logged. */
      readonly audit?: (request: FastifyRequest) => Audited | null;
    };

/** What was done, and to what; never a secret, nor what was erased. */
export interface Audited {
  readonly action: string;
  readonly subject?: string | undefined;
  readonly detail?: string | undefined;
}

const everybody: Permission = { public: true };
const reading: Permission = { role: 'reader', scope: 'read' };
const operating: Permission = { role: 'operator', scope: 'admin' };

/** An operator's doing that is logged, with what its body says it is. */
function logged(action: (body: Record<string, unknown>) => string): Permission {
  return { ...operating, audit: ({ body }) => ({ action: action(body as Record<string, unknown>) }) };
}

/** The same, done to the job that the body names. */
function ofJob(action: string): Permission {
  return {
    ...operating,
    audit: ({ body }) => ({ action, subject: (body as Wire<typeof deadJobRequest>).id }),
  };
}

/** The login that an address names. */
const namedLogin = ({ params }: FastifyRequest) => (params as { login: string }).login.toLowerCase();

/**
 * Every route there is, and who may call it; the server does not start with one that is missing here. HEAD is GET.
 *
 * Readers find and read what is open to them. Agents work with it: they see what is probably a duplicate among the newest
 * tickets, fetch what is new, and take what they may read elsewhere. What changes what others see or find, or shows
 * records as they came in, past all that hides them, is for operators.
 */
export const permissions: Readonly<Record<string, Permission>> = {
  // The command line finds the server by it, whatever else asks from this machine.
  'GET /healthz': { public: true, unlimited: true },
  'GET /readyz': everybody,
  'GET /openapi.json': everybody,
  'GET /*': everybody,
  // Counts over everything.
  'GET /metrics': { role: 'operator', scope: 'read' },

  // Whoever signs with the secret; limited by what is signed wrongly.
  'POST /webhooks/jira': { public: true, unlimited: true },
  'POST /webhooks/jira/:site': { public: true, unlimited: true },

  'POST /api/session': everybody,
  'DELETE /api/session': everybody,
  'GET /api/session': everybody,
  'GET /api/session/oidc': everybody,
  'GET /api/session/oidc/callback': everybody,
  'GET /api/me': reading,
  'POST /api/me/password': { role: 'reader', scope: 'admin', audit: () => ({ action: 'password.change' }) },

  'GET /api/search': reading,
  'GET /api/filters': reading,
  'GET /api/tickets/:key': reading,
  'GET /api/tickets/:key/similar': reading,
  'GET /api/status': reading,
  'GET /api/sync': reading,
  // As much as the two before say to who asks.
  'GET /api/events': reading,

  'GET /api/triage': { role: 'agent', scope: 'read' },
  'GET /api/insights': { role: 'agent', scope: 'read' },
  'POST /api/sync': { role: 'agent', scope: 'write', audit: () => ({ action: 'sync' }) },
  'POST /api/sync/preview': { role: 'agent', scope: 'read' },
  'GET /api/exports/fine-tuning': {
    role: 'agent',
    scope: 'read',
    audit: ({ query }) => ({
      action: 'export.fine-tuning',
      subject: (query as { project?: string[] }).project?.join(', '),
    }),
  },

  'POST /api/import': { role: 'operator', scope: 'write', audit: () => ({ action: 'import' }) },
  'POST /api/erasures': {
    ...operating,
    audit({ body }) {
      const { subject, dryRun } = body as { subject: { kind: string }; dryRun: boolean };
      return dryRun ? null : { action: `erase.${subject.kind}` };
    },
  },
  // It tells of tickets and accounts that nobody else may see.
  'GET /api/tickets/:key/why': operating,
  // All that came in: comments and fields that only some of the ticket's readers may see among it.
  'GET /api/tickets/:key/record': operating,
  'GET /api/doctor': operating,
  // What Jira has and what is missing, by its keys.
  'GET /api/sync/ledger': operating,
  'POST /api/sync/verify': logged(({ dryRun }) => (dryRun ? 'sync.verify.dry' : 'sync.verify')),
  'GET /api/lake': operating,
  'POST /api/lake/compactions': logged(() => 'lake.compact'),
  'GET /api/rebuild': operating,
  'POST /api/rebuild': logged(({ action }) => `rebuild.${action}`),
  'GET /api/adapt': operating,
  'POST /api/adapt': logged(({ action }) => `adapt.${action}`),
  'POST /api/calibration': logged(({ action }) => `calibration.${action}`),
  'GET /api/settings': operating,
  'GET /api/jobs': operating,
  'POST /api/jobs/cancel': logged(({ kind }) => `cancel.${kind}`),
  'GET /api/jobs/dead': operating,
  'POST /api/jobs/dead/retry': ofJob('job.retry'),
  'POST /api/jobs/dead/discard': ofJob('job.discard'),
  'GET /api/dead-letters': operating,
  'GET /api/dead-letters/:id': operating,
  'POST /api/dead-letters/redrive': logged(() => 'dead-letters.redrive'),
  'POST /api/dead-letters/discard': logged(() => 'dead-letters.discard'),

  // Who holds a key cannot make others of it, unless it was made for all that its user may.
  'GET /api/keys': { role: 'reader', scope: 'admin' },
  'POST /api/keys': {
    role: 'reader',
    scope: 'admin',
    audit({ body, caller }) {
      const { user, name, scope } = body as Wire<typeof newKeyRequest>;
      const login = user ?? (caller.kind === 'user' ? caller.user.login : undefined);
      return { action: 'key.create', subject: login, detail: `${scope}: ${name}` };
    },
  },
  'DELETE /api/keys/:id': {
    role: 'reader',
    scope: 'admin',
    audit: ({ params }) => ({ action: 'key.revoke', subject: (params as { id: string }).id }),
  },

  'GET /api/users': operating,
  'POST /api/users': {
    ...operating,
    audit({ body }) {
      const { login, role } = body as { login: string; role: string };
      return { action: 'user.add', subject: login, detail: role };
    },
  },
  'PATCH /api/users/:login': {
    ...operating,
    audit: (request) => ({
      action: 'user.change',
      subject: namedLogin(request),
      detail: describeChange(request.body as Record<string, unknown>),
    }),
  },
  'DELETE /api/users/:login': {
    ...operating,
    audit: (request) => ({ action: 'user.remove', subject: namedLogin(request) }),
  },

  'GET /api/audit': operating,
};

/** What is to be different, without the password. */
function describeChange({ password, ...change }: Record<string, unknown>): string {
  const parts = Object.entries(change).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  if (password !== undefined) parts.push('password');
  return parts.join('; ').slice(0, 2000);
}
