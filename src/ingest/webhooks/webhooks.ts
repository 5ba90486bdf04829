import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CasebookError, type SiteName } from '../../domain/index.ts';
import { type Database, transact } from '../../platform/database/index.ts';
import type { JobContext, JobQueue, Queue } from '../../platform/jobs/index.ts';
import type { Logger } from '../../platform/telemetry/index.ts';
import type { Intake } from '../intake.ts';
import { ISSUES_PER_FETCH, type JiraSourceOptions } from '../sources/jira/source.ts';
import {
  countWaiting,
  type Delivered,
  forgetDeliveries,
  keepDelivery,
  type LastDelivery,
  lastDelivery,
  letGo,
  putBack,
  waitingIssues,
} from './deliveries.ts';
import { readEvent } from './event.ts';
import { fetchIssues } from './fetch.ts';
import { isSigned, looksSigned } from './signature.ts';

/** A request that says to be a webhook of Jira's. */
export interface WebhookRequest {
  /** `X-Atlassian-Webhook-Identifier`. */
  readonly identifier: string | undefined;
  /** `X-Hub-Signature`. */
  readonly signature: string | undefined;
  /** Exactly as it came. */
  readonly body: Buffer;
}

export interface WebhookState {
  /** Whether any is taken. */
  readonly taken: boolean;
  /** Null before the first. */
  readonly last: LastDelivery | null;
  /** Issues to be fetched. */
  readonly waiting: number;
  /** Why they could not be fetched last; null where they could. */
  readonly trouble: CasebookError | null;
}

/** A site says by itself when something happened. */
export interface Webhooks {
  /**
   * Looks whether a request can be a webhook, before its body is there.
   *
   * @throws CasebookError `webhook-signature`; `webhook-not-configured` where the first site has no secret. A further one
   * without a secret refuses every signature, as one does that there is not: nobody is to learn by it how sites are called.
   */
  admit(signature: string | undefined): void;
  /**
   * Stores what a webhook says, and that its issues are to be fetched, durably before it resolves.
   *
   * @throws CasebookError as `admit` does.
   */
  receive(request: WebhookRequest): Promise<Delivered>;
  state(): Promise<WebhookState>;
  /** Goes on with what an earlier process left. */
  resume(): Promise<void>;
  /** Ends after the request in hand. What waits is fetched by the next process. */
  stop(): Promise<void>;
}

export interface WebhookParts {
  readonly database: Database;
  /** Which site it is; absent: the first. */
  readonly site?: SiteName;
  readonly intake: Pick<Intake, 'take' | 'openReader'>;
  readonly jobs: Pick<JobQueue, 'enqueue' | 'handle' | 'wake'>;
  readonly log: Logger;
  /** Any of them signs; none: nothing is taken. */
  readonly secrets: readonly string[];
  /** Where issues are fetched, and which. @throws CasebookError where nothing can be. */
  readonly jira: () => Promise<JiraSourceOptions>;
  /** Called when issues were taken in: there may be work for the index. */
  readonly onApplied: () => void;
}

const MOST_BACK_OFF_MS = 5 * 60_000;

/** A job says only that there is something to fetch. Tried for a working day; the next delivery or start begins anew. */
const queueOf = (site: SiteName): Queue<Record<string, never>> => ({
  // One each: a site that is away keeps no other's issues from being fetched.
  name: site === null ? 'jira-webhooks' : `jira-webhooks-${site}`,
  payload: z.strictObject({}),
  attempts: 100,
  maxBackOffMs: MOST_BACK_OFF_MS,
});

/** An issue that alone makes Jira's answer unreadable is left to the sync after so many tries. */
const MOST_ATTEMPTS = 5;

const LONGEST_IDENTIFIER = 255;

const FORGET_EVERY_MS = 3_600_000;

export function createWebhooks(parts: WebhookParts): Webhooks {
  const { database, site = null, jobs, log, secrets, jira, onApplied } = parts;
  const fetching = queueOf(site);
  let stopping = false;
  let working: Promise<void> = Promise.resolve();
  let trouble: CasebookError | null = null;
  /** How often a job has begun to look what waits. What is stored before the next look needs one job for all of it. */
  let looks = 0;
  const process = randomUUID();
  const keyOf = (look: number) => `${process} ${look}`;
  /** The job that failed and tries again later. Until it does, others leave everything to it. */
  let resting: { readonly job: string; readonly until: number } | null = null;

  let forgotAt = Number.NEGATIVE_INFINITY;

  /** With deliveries, not with fetches: most that Jira says can name no issue, and Jira can be away for days. */
  async function forgetOld(now: number): Promise<void> {
    if (Math.abs(now - forgotAt) < FORGET_EVERY_MS) return;
    forgotAt = now;
    await forgetDeliveries(database, site, now);
  }

  function admit(signature: string | undefined): asserts signature is string {
    if (secrets.length === 0 && site === null)
      throw new CasebookError('webhook-not-configured', 'CASEBOOK_JIRA_WEBHOOK_SECRET is not set.');
    admitSigned(signature);
  }

  async function receive({ identifier, signature, body }: WebhookRequest): Promise<Delivered> {
    admit(signature);
    if (!isSigned(body, signature, secrets)) throw notSigned();
    const event = readEvent(body);
    const known = identifier && identifier.length <= LONGEST_IDENTIFIER ? identifier : namedByBody(body);
    const before = looks;
    const delivered = await transact(database, async (tx) => {
      const outcome = await keepDelivery(tx, site, known, event, Date.now());
      if (outcome === 'stored') await jobs.enqueue(fetching, {}, { key: keyOf(before), within: tx });
      return outcome;
    });
    await forgetOld(Date.now()).catch((err) => log.warn({ err }, 'old deliveries stay for another hour'));
    if (delivered !== 'stored') return delivered;
    // The job of that key has looked meanwhile, perhaps before this was committed.
    if (looks !== before) await jobs.enqueue(fetching, {}, { key: keyOf(looks) });
    jobs.wake(fetching);
    return delivered;
  }

  async function work({ id, attempt }: JobContext): Promise<void> {
    looks += 1;
    if (resting && resting.job !== id && Date.now() < resting.until) return;
    resting = null;
    try {
      await fetchAll();
      trouble = null;
    } catch (error) {
      if (stopping) return;
      trouble = error instanceof CasebookError ? error : new CasebookError('internal', String(error));
      if (attempt < (fetching.attempts ?? 1)) resting = { job: id, until: Date.now() + MOST_BACK_OFF_MS };
      throw error;
    }
  }

  /** Fetches until nothing waits: of many deliveries about an issue, the first fetch serves all that are there. */
  async function fetchAll(): Promise<void> {
    while (!stopping) {
      const waiting = await waitingIssues(database, site, ISSUES_PER_FETCH);
      if (waiting.length === 0) return;
      try {
        await fetchIssues(parts, await jira(), waiting);
      } catch (error) {
        if (!(error instanceof CasebookError) || error.code !== 'jira-answer-invalid') throw error;
        await setAside(waiting, error);
        continue;
      }
      await letGo(database, waiting);
      onApplied();
    }
  }

  /** One issue can spoil the answer for all that were asked for with it: from now on each is asked for alone. */
  async function setAside(
    waiting: Awaited<ReturnType<typeof waitingIssues>>,
    error: CasebookError,
  ): Promise<void> {
    await putBack(database, waiting);
    if (!waiting.some(({ attempts }) => attempts > 0)) return;
    const given = waiting.filter(({ attempts }) => attempts >= MOST_ATTEMPTS);
    for (const { issueId } of given)
      log.error({ err: error, issue: issueId }, 'an issue cannot be fetched; it is left to the next sync');
    await letGo(database, given);
    throw error;
  }

  jobs.handle(fetching, (_, context) => {
    working = work(context);
    return working;
  });

  return {
    admit,
    receive,
    async state() {
      return {
        taken: secrets.length > 0,
        last: await lastDelivery(database, site),
        waiting: await countWaiting(database, site),
        trouble,
      };
    },
    async resume() {
      // A job of its own: one of an earlier process can rest, or be held by a lease until that runs out.
      if ((await countWaiting(database, site)) > 0) await jobs.enqueue(fetching, {}, { key: keyOf(looks) });
    },
    async stop() {
      stopping = true;
      await working.catch(() => undefined);
    },
  };
}

/** Of a site that there is not: it answers as one does to a signature of another secret, and takes as long. */
export const webhooksOfNoSite: Pick<Webhooks, 'admit' | 'receive'> = {
  admit: admitSigned,
  async receive({ signature, body }) {
    admitSigned(signature);
    isSigned(body, signature, []);
    throw notSigned();
  },
};

function admitSigned(signature: string | undefined): asserts signature is string {
  if (!looksSigned(signature))
    throw new CasebookError('webhook-signature', 'The header X-Hub-Signature holds no signature by SHA-256.');
}

const notSigned = () =>
  new CasebookError('webhook-signature', 'The signature is of another secret, or of another body.');

/** Jira names its deliveries. What signs them and leaves out the name is known by what it says. */
function namedByBody(body: Buffer): string {
  return `sha256 ${createHash('sha256').update(body).digest('hex')}`;
}
