import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { RegisteredWebhook } from '../../src/demo/index.ts';
import type { World } from './world.ts';

export const SECRET = 'a secret of the admin';

export type Delivery = RegisteredWebhook['deliveries'][number];

/** What becomes of deliveries that were kept. */
export interface Arrangement {
  /** In this order; what stands here twice is sent twice. */
  readonly now: readonly Delivery[];
  /** What stands in neither is never sent. */
  readonly later: readonly Delivery[];
}

/** What the product owes for a webhook that it took: the issue in a state no older than it was when this was sent. */
export interface Told {
  readonly id: string;
  readonly deleted: boolean;
  readonly updated: number;
}

/** The demo Jira's webhooks, on their way to a product that comes and goes. */
export interface Webhooks {
  /** Sends what was kept and, from now on, what happens when it happens. */
  flow(): void;
  /** Keeps what happens from now on. */
  keep(): void;
  /** Sends some of what was kept. */
  send(arrange: (kept: readonly Delivery[]) => Arrangement): void;
  /** Never sends what was kept. */
  drop(): void;
  /** Resolves when nothing is being sent any more. */
  sent(): Promise<void>;
  /** What the product took since this was last asked; not what was broken at any time, which it need not understand. */
  taken(): Told[];
  close(): Promise<void>;
}

/**
 * Registers an address that stays while the product is started again. It begins with keeping.
 *
 * @param take hands a request to the product, and gives the status of its answer; throws where there is no product.
 */
export async function openWebhooks(
  { jira, company, site }: World,
  take: (site: World['site'], headers: IncomingHttpHeaders, body: Buffer) => Promise<number>,
): Promise<Webhooks> {
  const road = createServer(async (request, response) => {
    const body = await buffer(request);
    response.statusCode = await take(site, request.headers, body).catch(() => 503);
    response.end();
  });
  await new Promise<void>((resolve) => road.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(road.address() as AddressInfo).port}/`;
  const registered = jira.registerWebhook({ url, secret: SECRET, retryMs: 10 });
  registered.hold();
  /** In the order of deliveries, or newer. */
  const told: Told[] = [];
  const broken = new Set<string>();
  const stop = company.onHappening(({ kind, ticket: { id, updated, key } }) => {
    told.push({ id, updated, deleted: kind === 'deleted' });
    if (company.breakage(key)) broken.add(id);
  });
  const asked = new Set<Delivery>();
  let late: readonly Delivery[] = [];
  let flowing = false;

  function send(arrange: (kept: readonly Delivery[]) => Arrangement): void {
    registered.release((held) => {
      const { now, later } = arrange([...late, ...held]);
      late = later;
      for (const delivery of now) {
        const at = registered.deliveries.indexOf(delivery);
        const before = told[at] as Told;
        told[at] = { ...before, updated: company.ticket(before.id)?.updated ?? before.updated };
      }
      return now;
    });
    if (!flowing) registered.hold();
  }

  return {
    flow() {
      flowing = true;
      send((kept) => ({ now: kept, later: [] }));
    },
    keep() {
      flowing = false;
      registered.hold();
    },
    send,
    drop() {
      flowing = false;
      send(() => ({ now: [], later: [] }));
    },
    sent: () => registered.settled(),
    taken() {
      const fresh = registered.deliveries.flatMap((delivery, at) =>
        delivery.answers.includes(202) && !asked.has(delivery) ? [[delivery, told[at] as Told] as const] : [],
      );
      for (const [delivery] of fresh) asked.add(delivery);
      return fresh.map(([, each]) => each).filter(({ id }) => !broken.has(id));
    },
    async close() {
      stop();
      registered.remove();
      await registered.settled();
      road.closeAllConnections();
      await new Promise((resolve) => road.close(resolve));
    },
  };
}
