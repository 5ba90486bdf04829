import type { DemoTicket } from '../../src/demo/company/model.ts';
import type { Random } from '../../src/demo/random.ts';
import { type Findings, gaps, inequalities } from './checks.ts';
import { hereOf } from './equality.ts';
import { recover } from './fault-steps.ts';
import { wronglyShown } from './sight.ts';
import { MINUTE, type Place, type Soak } from './step.ts';
import { untaken } from './webhook-steps.ts';
import { LONGEST_LAG_MS } from './world.ts';

/** Brings everything to rest by what is documented, and holds it against Jira, site by site. */
export async function settle(soak: Soak, random: Random): Promise<Findings> {
  const { places, product } = soak;
  /** What is wrong at any of the sites. */
  const ofEach = async (look: (place: Place) => Promise<Findings>) =>
    (await Promise.all(places.map(look))).flat();

  for (const place of places) {
    recover(place);
    // What was not sent until now never is.
    place.webhooks.drop();
    const unfetched = await untaken(place, product);
    if (unfetched.length > 0) return unfetched;
    place.world.pass(LONGEST_LAG_MS + 11 * MINUTE);
  }
  const bound = new Map(places.map((place) => [place, place.world.bound()]));
  const read = await product.sync();
  if (read.state !== 'succeeded') return [`a sync without faults ended as ${JSON.stringify(read)}`];
  const missed = await ofEach((place) => gaps(place.world, product, bound.get(place)!));
  if (missed.length > 0) return missed;
  await product.redriveTakenKeys();
  do {
    const run = await product.verify({ acceptRemovals: true });
    if (run.state !== 'succeeded') return [`a comparison without faults ended as ${JSON.stringify(run)}`];
    // What left Jira may have let go of a key; what comes in for it was read some time ago.
  } while (await product.redriveTakenKeys());
  const unequal = await ofEach(({ world }) => inequalities(world, product, ['stamped', 'placed']));
  if (unequal.length > 0) return unequal.map((each) => `after a comparison: ${each}`);
  for (const { world } of places) world.unannounced.clear();
  if (places.some(({ world }) => world.silent)) await product.sync({ full: true });
  for (const { world } of places) world.silent = false;
  // What was refused for a key that its project had before has come in by now.
  await product.redriveTakenKeys();
  await product.verify({ dryRun: true });
  const different = [
    ...(await ofEach((place) => wronglyListed(place, soak))),
    ...(await ofEach(({ world }) => inequalities(world, product, ['stamped', 'placed', 'shown']))),
    ...(await ofEach((place) => wronglyRefused(place, soak))),
  ];
  if (different.length > 0) return different;
  // Who may see what is asked with a sync: since the last one projects may have got other keys.
  await product.sync();
  const shown: Findings = [];
  for (const { world } of places) shown.push(...(await wronglyShown(world, product, random)));
  return shown;
}

/** What the ledger says to differ, of tickets that are equal. */
async function wronglyListed({ world }: Place, { product }: Soak): Promise<Findings> {
  const { refused } = await product.read(hereOf(world));
  const idAtJira = (id: string) => id.slice(world.named('').length);
  // Of a broken one the state before is here, and older it is; so is one that was moved to where its key is taken.
  const isOlder = (id: string) => refused.has(id) || world.isBroken(world.company.ticket(id) as DemoTicket);
  return ((await product.check(world.site))?.named ?? [])
    .filter(({ id }) => !isOlder(idAtJira(id)))
    .map((each) => `the ledger, of a ticket that is equal: ${JSON.stringify(each)}`);
}

/** A ticket is refused for its key only while another site's has that, and nobody loses a key to another site. */
async function wronglyRefused({ world }: Place, { places, product }: Soak): Promise<Findings> {
  const { tickets, refused } = await product.read(hereOf(world));
  const elsewhere = new Set<unknown>();
  for (const other of places)
    if (other.world !== world)
      for (const { placed } of (await product.read(hereOf(other.world))).tickets.values())
        elsewhere.add(placed.key);
  return [
    ...[...refused].flatMap((id) => {
      const ticket = world.company.ticket(id);
      if (!ticket || elsewhere.has(ticket.key)) return [];
      return `ticket ${world.named(id)} is refused for ${ticket.key}, which no other site's ticket has`;
    }),
    ...[...tickets.values()]
      .filter(({ id, placed }) => placed.key === id)
      .map(({ id }) => `ticket ${id} has lost its key`),
  ];
}
