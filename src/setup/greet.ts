import { z } from 'zod';
import { CasebookError, type ErrorCode } from '../domain/index.ts';
import { isUntrustedCertificate, type OutboundAnswer, outboundClient } from '../platform/http/index.ts';

/** What a site says of itself to whoever asks. */
export interface Greeting {
  readonly baseUrl: string;
  /** How far the site's clock is before ours, in milliseconds, by the `Date` of its answer, which has whole seconds; null without one. */
  readonly clockAheadMs: number | null;
  /** How long it took to answer, in milliseconds. */
  readonly answeredInMs: number;
}

/** Clocks that are kept by the network differ by less than a second; this is one that nobody keeps. */
export const CLOCK_IS_OFF_MS = 60_000;

/** Somebody waits at the terminal. */
const PATIENCE_MS = 10_000;

const tenantInfo = z.looseObject({ cloudId: z.string() });
const serverInfo = z.looseObject({ baseUrl: z.string(), version: z.string() });

/**
 * Finds out whether a Jira answers at an address, without saying who asks: a token goes to nobody who is not one.
 *
 * @throws CasebookError `jira-host-unknown`, `network-unreachable`, `jira-untrusted`, `jira-unavailable`, `jira-not-there`.
 */
export async function greet(baseUrl: string): Promise<Greeting> {
  const ask = outboundClient({ baseUrl, headers: {}, retries: 1, timeoutMs: PATIENCE_MS });
  try {
    const begun = Date.now();
    const answer = await ask.json({ method: 'GET', path: '/rest/api/3/serverInfo' });
    const ended = Date.now();
    if (!isJira(answer) && !(await isAtlassianSite(baseUrl, answer)))
      throw new CasebookError('jira-not-there', describe(baseUrl, answer));
    const date = Date.parse(String(answer.headers.date));
    return {
      baseUrl,
      answeredInMs: ended - begun,
      clockAheadMs: Number.isNaN(date) ? null : ahead(date, begun, ended),
    };
  } catch (error) {
    if (error instanceof CasebookError) throw error;
    throw new CasebookError(reachError(error), `${baseUrl}: ${(error as Error).message}.`, { cause: error });
  } finally {
    await ask.close();
  }
}

/** `Date` is cut to the second, and was said at some moment between two of ours: nothing within these counts. */
function ahead(date: number, begun: number, ended: number): number {
  if (date > ended) return date - ended;
  return date + 1000 < begun ? date + 1000 - begun : 0;
}

function isJira({ status, body }: OutboundAnswer): boolean {
  return status === 200 && serverInfo.safeParse(body).success;
}

/** A site that shows nothing to strangers still says which one it is. */
async function isAtlassianSite(baseUrl: string, { status }: OutboundAnswer): Promise<boolean> {
  if (status !== 401 && status !== 403) return false;
  const { origin } = new URL(baseUrl);
  const ask = outboundClient({ baseUrl: origin, headers: {}, retries: 1, timeoutMs: PATIENCE_MS });
  try {
    return tenantInfo.safeParse((await ask.json({ method: 'GET', path: '/_edge/tenant_info' })).body).success;
  } finally {
    await ask.close();
  }
}

function describe(baseUrl: string, { status, body, headers }: OutboundAnswer): string {
  if (status >= 300 && status < 400)
    return `${baseUrl} leads elsewhere, to ${headers.location ?? 'nowhere'}.`;
  const what = body === undefined ? 'something that is no JSON' : 'something else than Jira does';
  return `${baseUrl} answered ${status} with ${what}.`;
}

/** By the codes of Node for what went wrong before there was an answer. */
function reachError(error: unknown): ErrorCode {
  if (isUntrustedCertificate(error)) return 'jira-untrusted';
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (code === 'ENOTFOUND') return 'jira-host-unknown';
    // No name server answers, or there is no way out of this machine.
    if (code === 'EAI_AGAIN' || code === 'ENETUNREACH' || code === 'ENETDOWN') return 'network-unreachable';
  }
  return 'jira-unavailable';
}
