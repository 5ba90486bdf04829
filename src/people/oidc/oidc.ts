import { timingSafeEqual } from 'node:crypto';
import { CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Audit } from '../audit.ts';
import type { Sessions } from '../sessions.ts';
import { createFlows, type Flow } from './flows.ts';
import { createIdentities, type IdentitiesOptions } from './identities.ts';
import { type Identity, openProvider, type ProviderOptions } from './provider.ts';

export interface OidcOptions extends ProviderOptions, Pick<IdentitiesOptions, 'defaultRole'> {}

/** What a login at the provider came to, and where in Casebook it leads. */
export type OidcOutcome =
  | { readonly kind: 'right'; readonly next: string; readonly session: string }
  | { readonly kind: 'refused'; readonly next: string; readonly error: CasebookError };

/** Signing in with an OpenID Connect provider. */
export interface Oidc {
  /** What people know the provider by. */
  readonly host: string;
  /**
   * Where the browser goes, and the secret that it has to bring back. @throws CasebookError `oidc-unavailable`.
   */
  begin(flow: Omit<Flow, 'checks'>): Promise<{ readonly url: string; readonly secret: string }>;
  /**
   * Ends a login, once: `secret` is the browser's, null where it brought none; `query` is what the provider sent with it.
   * Refusals are in the audit log, with their code; who brings the secret of no login has tried none.
   */
  finish(came: {
    readonly secret: string | null;
    readonly query: URLSearchParams;
    readonly address: string;
  }): Promise<OidcOutcome>;
}

export interface OidcParts {
  readonly database: Database;
  readonly users: IdentitiesOptions['users'];
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly now: () => number;
}

export function createOidc(options: OidcOptions, parts: OidcParts): Oidc {
  const { database, sessions, audit, now } = parts;
  const provider = openProvider(options);
  const flows = createFlows(now);
  const userFor = createIdentities({ ...parts, defaultRole: options.defaultRole });

  /** @throws CasebookError `oidc-…`. */
  async function identify({ checks, redirectUri }: Flow, query: URLSearchParams): Promise<Identity> {
    const states = query.getAll('state');
    if (states.length !== 1 || !sameText(states[0] ?? '', checks.state))
      throw new CasebookError('oidc-begin-again', 'It answers another login.');
    // Under the address that the provider was given, whatever name the request came under.
    const callback = new URL(redirectUri);
    callback.search = query.toString();
    return provider.finish(callback, checks);
  }

  return {
    host: provider.host,
    async begin(flow) {
      const { url, checks } = await provider.begin(flow.redirectUri);
      return { url, secret: flows.begin({ ...flow, checks }) };
    },
    async finish({ secret, query, address }) {
      const flow = secret === null ? null : flows.take(secret);
      if (!flow) {
        const error = new CasebookError('oidc-begin-again', 'This browser has begun none.');
        return { kind: 'refused', next: '/', error };
      }
      const tell = (actor: string | null, status: number, code?: string) =>
        audit.record({
          actor,
          via: status === 200 ? 'session' : 'none',
          address,
          action: 'login',
          subject: null,
          detail: code === undefined ? 'oidc' : `oidc: ${code}`,
          status,
        });
      try {
        const row = await userFor(await identify(flow, query));
        await database.updateTable('users').set({ last_login_at: now() }).where('id', '=', row.id).execute();
        const session = await sessions.open(row);
        // Always a new one, and the one from before ends: nobody who knew that one gets in with it.
        if (flow.sessionBefore !== null) await sessions.close(flow.sessionBefore);
        await tell(row.login, 200);
        return { kind: 'right', next: flow.next, session };
      } catch (error) {
        if (!(error instanceof CasebookError)) throw error;
        await tell(null, error.entry.status, error.code);
        return { kind: 'refused', next: flow.next, error };
      }
    },
  };
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
