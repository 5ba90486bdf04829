import type { Random } from '../../src/demo/random.ts';
import type { Findings } from './checks.ts';
import { asInJira, differing, hereOf } from './equality.ts';
import type { Product } from './product.ts';
import { type Place, type Step, somewhere } from './step.ts';
import type { Delivery } from './webhooks.ts';

/** How webhooks come: late, twice, out of order or not at all; or at once, in the midst of whatever the product does. */
export const webhookSteps: Readonly<Record<string, Step>> = {
  'send webhooks': {
    weight: 7,
    async run(soak, random) {
      const place = somewhere(soak, random);
      const now: Delivery[] = [];
      let lost = 0;
      place.webhooks.send((kept) => {
        const later: Delivery[] = [];
        for (const delivery of kept) {
          const fate = random.weighted(fates);
          if (fate === 'lost') lost += 1;
          else if (fate === 'late') later.push(delivery);
          else now.push(delivery, ...(fate === 'twice' ? [delivery] : []));
        }
        shuffle(now, random);
        return { now, later };
      });
      // What is not taken at once is tried again, and lost at the fifth time.
      await place.webhooks.sent();
      const said = `${now.length} sent, ${lost} lost`;
      if (place.faulty) return { said: `${said}, while Jira fails` };
      return { said, findings: await untaken(place, soak.product) };
    },
  },
  'send webhooks at once': {
    weight: 2,
    async run(soak, random) {
      somewhere(soak, random).webhooks.flow();
      return { said: '' };
    },
  },
  'keep webhooks': {
    weight: 3,
    async run(soak, random) {
      somewhere(soak, random).webhooks.keep();
      return { said: '' };
    },
  },
};

const fates = [
  ['sent', 10],
  ['twice', 3],
  ['late', 3],
  ['lost', 2],
] as const;

/** Now and then. */
function shuffle(deliveries: Delivery[], random: Random): void {
  if (random.chance(0.5))
    deliveries.splice(0, deliveries.length, ...random.sample(deliveries, deliveries.length));
}

export const UNFETCHED = 'what webhooks told of is not fetched, though nothing is wrong';

/** Lets no webhook come from now on; whether all that came is fetched, as it is wherever Jira answers. */
export async function quiet({ webhooks, world, faulty }: Place, product: Product): Promise<boolean> {
  webhooks.keep();
  await webhooks.sent();
  return faulty ? product.hasTaken(world.site) : product.takes(world.site);
}

/** Notes what the product owes for what it took until now. */
export function noteTaken({ world, webhooks, owed }: Place): void {
  for (const told of webhooks.taken()) {
    if (world.undeliverable.has(told.id)) continue;
    const before = owed.get(told.id);
    owed.set(told.id, {
      ...told,
      deleted: told.deleted || before?.deleted === true,
      updated: Math.max(told.updated, before?.updated ?? 0),
    });
  }
}

/** Whether the product fetched what it owes for webhooks, however often Jira failed and whoever died meanwhile. */
export async function untaken(place: Place, product: Product): Promise<Findings> {
  const { world, owed } = place;
  if (!(await quiet(place, product))) return place.faulty ? [] : [UNFETCHED];
  noteTaken(place);
  const { tickets: stored, refused } = await product.read(hereOf(world));
  const all = [...owed.values()];
  owed.clear();
  return all.flatMap(({ id, deleted, updated }) => {
    const [ticket, here] = [world.company.ticket(id), stored.get(id)];
    if (!ticket) return deleted && here ? `a webhook told that ticket ${id} was deleted, and it is here` : [];
    // Shown again: gone in between, and nobody said that it is back.
    if (world.unannounced.get(id) === ticket.updated || world.isBroken(ticket) || refused.has(id)) return [];
    if (!here) return `a webhook told of ticket ${id}, ${ticket.key}, and it is not here`;
    if (here.updated < updated)
      return `a webhook told of ticket ${id}, ${ticket.key}, and it is older by ${updated - here.updated} ms`;
    return here.updated === ticket.updated ? differing(here, asInJira(ticket, world), ['stamped']) : [];
  });
}
