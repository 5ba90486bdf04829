import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks: WebSub's form of a signature. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/** Whether a header may be a signature at all: it costs nothing to look. */
export function looksSigned(header: string | undefined): header is string {
  return header !== undefined && SIGNATURE.test(header);
}

/** The secret now, and the one before it. */
const MOST_SECRETS = 2;

/** Secrets that nobody has. */
const DECOYS = Array.from({ length: MOST_SECRETS }, () => randomBytes(32).toString('hex'));

/**
 * Whether one of the secrets signs exactly these bytes. Every secret is tried, and compared in constant time, so that the
 * time an answer takes says nothing of any, nor of how many there are: two at most, or none.
 */
export function isSigned(body: Buffer, header: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(SIGNATURE.exec(header)?.[1] ?? '', 'hex');
  const tried = [...secrets, ...DECOYS.slice(secrets.length)];
  const fits = tried.map((secret) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return fits.includes(true);
}
