import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from 'cockatiel';
import { CasebookError } from '../../../domain/index.ts';

/** Whether calls reach Jira: `open` fails them at once, `half-open` lets one through as a trial. */
export interface CircuitReport {
  readonly state: 'closed' | 'open' | 'half-open';
  /** From when on the next call is a trial, in epoch milliseconds; null where the circuit is closed. */
  readonly trialAt: number | null;
}

export interface Circuit {
  /** @throws CasebookError `jira-circuit-open` without calling, while it is open; else whatever `call` throws. */
  run<T>(call: () => Promise<T>): Promise<T>;
  report(): CircuitReport;
}

/** Calls that must fail one after another, each of them after all its tries. */
export const FAILURES_TO_OPEN = 3;
export const TRIAL_AFTER_MS = 60_000;

/**
 * Spares a site that is down, and whoever waits for it: where calls failed one after another because the site was not
 * there (`jira-unavailable`), further ones fail at once, until one that is let through a minute later succeeds.
 */
export function createCircuit(): Circuit {
  let trialAt = 0;
  let reason = '';
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    halfOpenAfter: TRIAL_AFTER_MS,
  });
  breaker.onBreak((cause) => {
    trialAt = Date.now() + TRIAL_AFTER_MS;
    if ('error' in cause && cause.error instanceof CasebookError) reason = cause.error.detail;
  });

  return {
    async run(call) {
      try {
        // A site that refuses is there: its errors count as answers.
        const answered = await breaker.execute(() => call().catch(unlessUnavailable));
        if (answered instanceof Refused) throw answered.error;
        return answered;
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        const when = new Date(trialAt).toISOString();
        throw new CasebookError(
          'jira-circuit-open',
          `It is tried again at ${when}. The last failure: ${reason}`,
        );
      }
    },
    report() {
      if (breaker.state === CircuitState.Closed) return { state: 'closed', trialAt: null };
      const waits = breaker.state === CircuitState.Open && Date.now() < trialAt;
      return { state: waits ? 'open' : 'half-open', trialAt };
    },
  };
}

class Refused {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

function unlessUnavailable(error: unknown): Refused {
  if (error instanceof CasebookError && error.code === 'jira-unavailable') throw error;
  return new Refused(error);
}
