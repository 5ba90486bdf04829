type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long an answer asks to be left alone, in milliseconds; null where it says nothing of it. A 429 that leaves
 * `Retry-After` out names the end of the limit: Jira and most others in `X-RateLimit-Reset`, OpenAI and its like for
 * requests and for tokens apart.
 */
export function askedToWait(status: number, headers: Headers): number | null {
  const header = (name: string) => [headers[name]].flat()[0]?.trim() ?? '';
  // Sent by OpenAI and Azure beside Retry-After, which says the same in whole seconds.
  const exact = header('retry-after-ms');
  if (/^\d+$/.test(exact)) return Number(exact);
  const asked = timeFromNow(header('retry-after'));
  if (asked !== null || status !== 429) return asked;
  const reset = timeFromNow(header('x-ratelimit-reset'));
  if (reset !== null) return reset;
  const limits = ['requests', 'tokens'].map((kind) => ({
    usedUp: header(`x-ratelimit-remaining-${kind}`) === '0',
    reset: timeFromNow(header(`x-ratelimit-reset-${kind}`)),
  }));
  const told = limits.filter(({ reset }) => reset !== null);
  const usedUp = told.filter((limit) => limit.usedUp);
  const waits = (usedUp.length > 0 ? usedUp : told).map(({ reset }) => reset ?? 0);
  return waits.length > 0 ? Math.max(...waits) : null;
}

/** Seconds since 1970 are greater than any wait that makes sense. */
const FIRST_EPOCH_SECONDS = 1_000_000_000;
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/**
 * Milliseconds from now: seconds or a date (RFC 9110, 10.2.3), seconds since 1970, or a duration such as `6m0s` or `20ms`;
 * null for anything else.
 */
export function timeFromNow(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    return seconds < FIRST_EPOCH_SECONDS ? seconds * 1000 : Math.max(0, seconds * 1000 - Date.now());
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text)
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
