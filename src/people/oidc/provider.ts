import type { ClientAuth, Configuration } from 'openid-client';
import { CasebookError } from '../../domain/index.ts';
import { openFetch } from '../../platform/http/index.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Separated by spaces. */
  readonly scopes: string;
}

/** What binds the provider's answer to the login that was begun: secrets of one login. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is, as the provider says. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider vouches for it that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

export interface Provider {
  /** What people know it by. */
  readonly host: string;
  /** Where the browser goes to sign in. @throws CasebookError `oidc-unavailable`. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly checks: Checks }>;
  /**
   * Takes the address that the browser came back under. @throws CasebookError `oidc-unavailable`, `oidc-refused`.
   */
  finish(callback: URL, checks: Checks): Promise<Identity>;
}

/** What a provider says of itself is asked again after so long. */
const DISCOVERED_MS = 3_600_000;
const PATIENCE_SECONDS = 10;

/** OpenID Connect by the authorization code flow with PKCE. Nothing is loaded or asked before somebody signs in. */
export function openProvider({ issuer, clientId, clientSecret, scopes }: ProviderOptions): Provider {
  const address = new URL(issuer);
  const fetch = openFetch(address);
  let known: { readonly at: number; readonly configuration: Promise<Configuration> } | null = null;

  async function discover(): Promise<Configuration> {
    const client = await import('openid-client');
    const authenticate: ClientAuth = (as, ...request) => {
      if (clientSecret === undefined) return client.None()(as, ...request);
      // Where the provider does not say, the specification takes the other one for granted.
      const isPosted = as.token_endpoint_auth_methods_supported?.includes('client_secret_post');
      const method = isPosted ? client.ClientSecretPost : client.ClientSecretBasic;
      return method(clientSecret)(as, ...request);
    };
    return client.discovery(address, clientId, undefined, authenticate, {
      [client.customFetch]: fetch,
      timeout: PATIENCE_SECONDS,
      execute: [
        // Signatures are looked at although the token comes from the provider itself.
        client.enableNonRepudiationChecks,
        ...(address.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
  }

  /** One that failed is not remembered: the next login asks again. */
  async function configured(): Promise<Configuration> {
    if (known === null || known.at + DISCOVERED_MS < performance.now()) {
      const asked = { at: performance.now(), configuration: discover() };
      known = asked;
      asked.configuration.catch(() => {
        if (known === asked) known = null;
      });
    }
    return known.configuration.catch((error) => {
      throw new CasebookError('oidc-unavailable', `${issuer}: ${reasonOf(error)}`, { cause: error });
    });
  }

  return {
    host: address.host,
    async begin(redirectUri) {
      const configuration = await configured();
      const client = await import('openid-client');
      const checks = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks };
    },
    async finish(callback, { state, nonce, verifier }) {
      const configuration = await configured();
      const client = await import('openid-client');
      try {
        const tokens = await client.authorizationCodeGrant(configuration, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new TypeError('no ID token');
        // Some providers keep it out of the token, and tell it to who asks.
        const more =
          claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : {};
        return identityOf({ ...more, ...claims });
      } catch (error) {
        const code = isUnanswered(error) ? 'oidc-unavailable' : 'oidc-refused';
        throw new CasebookError(code, `${issuer}: ${reasonOf(error)}`, { cause: error });
      }
    },
  };
}

/** What an ID token, and the provider beside it, say. */
export function identityOf(claims: { iss: string; sub: string } & Record<string, unknown>): Identity {
  const { iss, sub, email, name } = claims;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === 'string' ? email : null,
    emailVerified: isVerified(claims),
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : null,
  };
}

/**
 * Entra ID never sends `email_verified`, and lets whoever manages a directory write any address into it. Whether the
 * owner of the domain stands behind the address is in its own claim `xms_edov`.
 */
function isVerified({ iss, email_verified, xms_edov }: Record<string, unknown>): boolean {
  if (email_verified !== undefined) return email_verified === true;
  const isEntra = String(iss).startsWith('https://login.microsoftonline.com/');
  return isEntra && [true, 1, '1', 'true'].some((yes) => yes === xms_edov);
}

/** Whether nobody answered, or not in time: not what was answered. */
function isUnanswered(error: unknown): boolean {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && cause !== undefined)) return true;
  return Number((cause as { status?: unknown } | undefined)?.status) >= 500;
}

/** The library's own words and, of a broken connection, the innermost ones; never a token. */
function reasonOf(error: unknown): string {
  const { message, code, error: said, cause } = Object(error) as Record<string, unknown>;
  if (error instanceof TypeError && cause instanceof Error)
    return `${message}: ${cause.message || cause.name}`;
  return [message, said ?? code].filter((part) => typeof part === 'string').join(', ');
}
