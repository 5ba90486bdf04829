import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './site.ts';
import { webhookBody } from './webhook-body.ts';

/** Whom an admin lets Jira tell. */
export interface WebhookTarget {
  readonly url: string;
  /** Signs the bodies; null for none. */
  readonly secret: string | null;
  /** The pause before the first repetition of what was not taken, in milliseconds; doubles with each. */
  readonly retryMs?: number;
  /** How often each delivery is sent though it was taken: Jira says that this can happen. Once unless given. */
  readonly times?: number;
}

export interface Delivery {
  readonly identifier: string;
  readonly event: string;
  readonly body: string;
  /** Answers in the order in which they came; null where there was none. */
  readonly answers: (number | null)[];
}

export interface RegisteredWebhook {
  /** Everything that was to be sent, in the order in which it happened. */
  readonly deliveries: readonly Delivery[];
  /** Keeps deliveries back from now on. */
  hold(): void;
  /** Sends what was kept back, in this order, and whatever comes from now on. */
  release(arrange?: (held: readonly Delivery[]) => readonly Delivery[]): void;
  /** Resolves when nothing is being sent or waits to be sent again. */
  settled(): Promise<void>;
  remove(): void;
}

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/: what is sent again, and how often at most. */
const AGAIN = new Set([408, 409, 425, 429]);
const MOST_TRIES = 5;

/** Sends what happens to tickets to a target, one delivery after the other, signed and named as Jira Cloud does it. */
export function registerWebhook(site: Site, target: WebhookTarget): RegisteredWebhook {
  const { url, secret, retryMs = 100, times = 1 } = target;
  const deliveries: Delivery[] = [];
  let held: Delivery[] | null = null;
  let sending: Promise<unknown> = Promise.resolve();
  const ended = new AbortController();

  async function post({ identifier, body }: Delivery, retries: number): Promise<number | null> {
    const signature = secret && createHmac('sha256', secret).update(body).digest('hex');
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=UTF-8',
          'user-agent': 'Atlassian Webhook HTTP Client',
          'x-atlassian-webhook-identifier': identifier,
          'x-atlassian-webhook-retry': String(retries),
          'x-atlassian-webhook-flow': 'Primary',
          ...(signature ? { 'x-hub-signature': `sha256=${signature}` } : {}),
        },
        signal: AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }

  async function deliver(delivery: Delivery): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES && !ended.signal.aborted; tries += 1) {
      if (tries > 0)
        await sleep(retryMs * 2 ** (tries - 1), undefined, { signal: ended.signal }).catch(() => undefined);
      const status = await post(delivery, tries);
      delivery.answers.push(status);
      if (status !== null && status < 500 && !AGAIN.has(status)) return;
    }
  }

  function send(delivery: Delivery): void {
    for (let time = 0; time < times; time += 1) sending = sending.then(() => deliver(delivery));
  }

  const stop = site.company.onHappening((happening) => {
    const body = webhookBody(happening, site);
    const delivery: Delivery = {
      identifier: randomUUID(),
      event: String(body.webhookEvent),
      body: JSON.stringify(body),
      answers: [],
    };
    deliveries.push(delivery);
    if (held) held.push(delivery);
    else send(delivery);
  });

  return {
    deliveries,
    hold() {
      held ??= [];
    },
    release(arrange = (all) => all) {
      const waiting = held ?? [];
      held = null;
      for (const delivery of arrange(waiting)) send(delivery);
    },
    async settled() {
      for (let last: unknown; last !== sending; ) {
        last = sending;
        await sending;
      }
    },
    remove() {
      stop();
      ended.abort();
    },
  };
}
