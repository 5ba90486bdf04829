import { createHmac, timingSafeEqual } from 'node:crypto';

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks: WebSub's form of a signature. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/** Whether a header may be a signature at all: it costs nothing to look. */
export function looksSigned(header: string | undefined): header is string {
  return header !== undefined && SIGNATURE.test(header);
}

/**
 * Whether one of the secrets signs exactly these bytes. Every secret is tried, and compared in constant time, so that the
 * time an answer takes says nothing of either.
 */
export function isSigned(body: Buffer, header: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(SIGNATURE.exec(header)?.[1] ?? '', 'hex');
  const fits = secrets.map((secret) => {
    const expected = createHmac('sha256', secret).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return fits.includes(true);
}
