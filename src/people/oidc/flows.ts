import { createHash, randomBytes } from 'node:crypto';
import type { Checks } from './provider.ts';

/** A login at the provider that was begun here. */
export interface Flow {
  readonly checks: Checks;
  readonly redirectUri: string;
  /** Where in Casebook it leads to. */
  readonly next: string;
  /** The session that the browser had when it began; null where it had none. */
  readonly sessionBefore: string | null;
}

/** Logins that wait for their browser to come back, each under a secret that this browser alone holds. */
export interface Flows {
  /** Returns the secret: 256 random bits. */
  begin(flow: Flow): string;
  /** Each can be taken once. Null where there is none, or it was begun too long ago. */
  take(secret: string): Flow | null;
}

/** Long enough to find one's telephone for a second factor. */
export const FLOW_MS = 10 * 60_000;
/** Whoever begins more without an end costs no more memory; the oldest goes. */
const MOST_WAITING = 10_000;

export function createFlows(now: () => number): Flows {
  /** In the order of their beginning. A restart forgets them, and people begin again. */
  const waiting = new Map<string, { readonly flow: Flow; readonly begunAt: number }>();
  return {
    begin(flow) {
      const secret = randomBytes(32).toString('base64url');
      for (const [key, { begunAt }] of waiting) {
        if (waiting.size < MOST_WAITING && begunAt + FLOW_MS > now()) break;
        waiting.delete(key);
      }
      waiting.set(hashOf(secret), { flow, begunAt: now() });
      return secret;
    },
    take(secret) {
      const key = hashOf(secret);
      const found = waiting.get(key);
      waiting.delete(key);
      return found && found.begunAt + FLOW_MS > now() ? found.flow : null;
    },
  };
}

/** So that looking it up takes no time that tells of the secret. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
