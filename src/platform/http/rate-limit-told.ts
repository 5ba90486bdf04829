import { timeFromNow } from './asked-to-wait.ts';

/** What an answer says of the limit that its request counted towards. */
export interface RateLimitTold {
  /** Little is left of it. */
  readonly isNear: boolean;
  /** Requests that are left; null where nothing is said. */
  readonly remaining: number | null;
  /** When there are more, in milliseconds from now; null where nothing is said. */
  readonly resetMs: number | null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Reads `X-RateLimit-NearLimit`, `-Remaining` and `-Reset`, as Jira Cloud sends them with any answer. */
export function rateLimitTold(headers: Headers): RateLimitTold {
  const header = (name: string) => [headers[`x-ratelimit-${name}`]].flat()[0]?.trim() ?? '';
  const remaining = header('remaining');
  return {
    isNear: header('nearlimit').toLowerCase() === 'true',
    remaining: /^\d+$/.test(remaining) ? Number(remaining) : null,
    resetMs: timeFromNow(header('reset')),
  };
}
