import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export type Algorithm = 'RS256' | 'ES256' | 'none' | 'stranger';

/** What the provider does, and says of who signs in; a test changes it before it does. */
export interface Behaviour {
  algorithm: Algorithm;
  /** Beside what a right token holds, or in its place. */
  claims: Record<string, unknown>;
  /** What it answers with instead of a code. */
  refusal: string | null;
  /** What it tells to who asks with the access token; null where it has no such address. */
  userinfo: Record<string, unknown> | null;
  /** How tokens are asked for; null says nothing of it. */
  authentication: string | null;
}

export interface FakeProvider {
  readonly issuer: string;
  readonly behaviour: Behaviour;
  /** Requests to it: method and path. */
  readonly asked: string[];
  readonly secret: string;
  close(): Promise<void>;
}

/** An OpenID Connect provider over HTTP that signs in whoever comes, at once, as `ann@example.com`. */
export async function openFakeProvider(host = '127.0.0.1'): Promise<FakeProvider> {
  const clientId = 'casebook';
  const secret = 'the:secret & of the client';
  const behaviour: Behaviour = {
    algorithm: 'RS256',
    claims: { sub: 'subject-1', email: 'ann@example.com', email_verified: true, name: 'Ann' },
    refusal: null,
    userinfo: null,
    authentication: null,
  };
  const asked: string[] = [];
  /** What each code was given out for; it is good once. */
  const codes = new Map<string, URLSearchParams>();
  let issuer = '';

  function tokenFor(asked: URLSearchParams): string {
    const now = Math.floor(Date.now() / 1000);
    return signed(behaviour.algorithm, {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      nonce: asked.get('nonce'),
      ...behaviour.claims,
    });
  }

  /** By RFC 6749 (2.3.1), or RFC 7636 alone for a client without a secret. */
  function isOurs(authorization: string | undefined, form: URLSearchParams): boolean {
    const encoded = (part: string) => new URLSearchParams({ x: part }).toString().slice(2);
    const basic = Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString('base64');
    switch (behaviour.authentication) {
      case 'none':
        return (
          authorization === undefined && form.get('client_id') === clientId && !form.has('client_secret')
        );
      case 'client_secret_post':
        return form.get('client_secret') === secret;
      default:
        return authorization === `Basic ${basic}`;
    }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    asked.push(`${request.method} ${url.pathname}`);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return answer(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256', 'ES256'],
          ...(behaviour.userinfo && { userinfo_endpoint: `${issuer}/userinfo` }),
          ...(behaviour.authentication && {
            token_endpoint_auth_methods_supported: [behaviour.authentication],
          }),
        });
      case '/keys':
        return answer(200, { keys: [jwk(rsa.publicKey, 'RS256'), jwk(ec.publicKey, 'ES256')] });
      case '/authorize': {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        // As Keycloak does.
        back.searchParams.set('session_state', crypto.randomUUID());
        const code = crypto.randomUUID();
        if (behaviour.refusal !== null) back.searchParams.set('error', behaviour.refusal);
        else back.searchParams.set('code', code);
        codes.set(code, url.searchParams);
        return response.writeHead(302, { location: back.href }).end();
      }
      case '/token': {
        const form = new URLSearchParams(await text(request));
        if (!isOurs(request.headers.authorization, form)) return answer(401, { error: 'invalid_client' });
        const code = form.get('code') ?? '';
        const given = codes.get(code);
        codes.delete(code);
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        const isRight =
          given?.get('code_challenge') === challenge &&
          given.get('redirect_uri') === form.get('redirect_uri');
        if (!given || !isRight) return answer(400, { error: 'invalid_grant' });
        return answer(200, { access_token: 'access', token_type: 'Bearer', id_token: tokenFor(given) });
      }
      case '/userinfo':
        return answer(200, behaviour.userinfo);
      default:
        return answer(404, {});
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  onTestFinished(close);
  return { issuer, behaviour, asked, secret, close };
}

function jwk(key: KeyObject, alg: string) {
  return { ...key.export({ format: 'jwk' }), use: 'sig', kid: alg, alg };
}

/** A compact JWS (RFC 7515); of `stranger`, by a key that says it is the provider's. */
function signed(algorithm: Algorithm, claims: object): string {
  const alg = algorithm === 'stranger' ? 'RS256' : algorithm;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg, kid: alg })}.${part(claims)}`;
  switch (algorithm) {
    case 'none':
      return `${content}.`;
    case 'ES256': {
      const key = { key: ec.privateKey, dsaEncoding: 'ieee-p1363' } as const;
      return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
    }
    default: {
      const { privateKey } = algorithm === 'stranger' ? stranger : rsa;
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
    }
  }
}
