import type { DemoTicket } from '../../src/demo/company/model.ts';
import type { Random } from '../../src/demo/random.ts';
import { happen } from './changes.ts';
import { type Findings, gaps } from './checks.ts';
import { hereOf } from './equality.ts';
import type { Run } from './product.ts';
import { nameOf, type Place, type Soak, type Step, somewhere } from './step.ts';

/** What a run may fail with where Jira does what it is told to. */
const EXCUSED = ['jira-unavailable', 'jira-circuit-open', 'jira-answer-invalid'];

type Bounds = ReadonlyMap<Place, Map<string, number>>;

export function excuse({ places }: Soak, run: Run): Findings {
  const isFaulty = places.some(({ faulty }) => faulty);
  if (run.state === 'succeeded' || (isFaulty && EXCUSED.includes(run.error?.code ?? ''))) return [];
  if (run.error?.code === 'removals-refused') return [];
  return [`a run ended as ${run.state}: ${JSON.stringify(run.error)}`];
}

/** Now and then has things happen between the requests of what follows. */
function expectChanges(soak: Soak, random: Random): string {
  if (random.chance(0.5)) return '';
  const count = random.int(1, 5);
  const happened: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const own = random.fork(i);
    const { world } = somewhere(soak, random);
    world.meanwhile.push({ requests: random.int(1, 30), happen: () => happened.push(happen(world, own)) });
  }
  return `, ${count} changes meanwhile`;
}

const boundOf = ({ places }: Soak): Bounds => new Map(places.map((place) => [place, place.world.bound()]));

/** What happens only between the requests of a reading does not happen after it. */
function endChanges({ places }: Soak): void {
  for (const { world } of places) world.meanwhile.length = 0;
}

/** Those that it is to read, of several: all, or one that is named. */
function asked(soak: Soak, random: Random) {
  if (soak.places.length === 1 || random.chance(0.7)) return { places: soak.places, request: {} };
  const place = somewhere(soak, random);
  return { places: [place], request: { sites: [nameOf(place)] } };
}

/** Those of the places that a run has read to the end: one that is away keeps no other from it. */
function readToTheEnd(places: readonly Place[], run: Run): readonly Place[] {
  if (run.state === 'succeeded') return places;
  return EXCUSED.includes(run.error?.code ?? '') ? places.filter(({ faulty }) => !faulty) : [];
}

/** What was not delivered has been noted, and is not asked for again but by a comparison. */
function forgive({ world }: Place, bound: Map<string, number>): void {
  for (const id of world.undeliverable) {
    const ticket = world.company.ticket(id);
    if (ticket) world.unannounced.set(id, ticket.updated);
    bound.delete(id);
  }
}

const outcome = (run: Run) =>
  run.state === 'succeeded'
    ? `${run.received} read`
    : `${run.error?.code}: ${run.error?.detail.slice(0, 60)}`;

/** Reads from Jira, some of it while things go on happening there. */
async function reading(soak: Soak, random: Random, more: Readonly<Record<string, unknown>> = {}) {
  const said = expectChanges(soak, random);
  const { places, request } = asked(soak, random);
  const bound = boundOf(soak);
  const run = await soak.product.sync({ ...request, ...more });
  endChanges(soak);
  const findings = excuse(soak, run);
  return { said: `${outcome(run)}${said}`, bound, findings, read: readToTheEnd(places, run) };
}

/** Reads, and holds what was read against what a search was bound to find. */
async function incremental(soak: Soak, random: Random, more: Readonly<Record<string, unknown>> = {}) {
  const { said, bound, findings, read } = await reading(soak, random, more);
  for (const place of read) {
    const own = bound.get(place)!;
    forgive(place, own);
    findings.push(...(await gaps(place.world, soak.product, own)));
  }
  return { said, findings };
}

async function compared(soak: Soak, random: Random) {
  const said = expectChanges(soak, random);
  const quiet = said === '';
  const { places, request } = asked(soak, random);
  const bound = boundOf(soak);
  const before = new Map(
    soak.places.map((place) => [
      place,
      {
        all: new Set(place.world.company.tickets.map(({ id }) => id)),
        unannounced: [...place.world.unannounced],
      },
    ]),
  );
  const run = await soak.product.verify({ ...request, acceptRemovals: true });
  endChanges(soak);
  const findings = excuse(soak, run);
  for (const place of readToTheEnd(places, run)) {
    const { world } = place;
    const own = bound.get(place)!;
    const { all, unannounced } = before.get(place)!;
    // Shown again: the list had it. Those that Jira still fails to give stay away.
    const listed = unannounced.filter(
      ([id, updated]) =>
        updated <= world.now() - world.lagMs && world.company.ticket(id)?.updated === updated,
    );
    for (const [id, updated] of listed) {
      const ticket = world.company.ticket(id) as DemoTicket;
      if (world.undeliverable.has(id) || world.isBroken(ticket) || !quiet) continue;
      world.unannounced.delete(id);
      own.set(id, updated);
    }
    forgive(place, own);
    findings.push(...(await gaps(world, soak.product, own)));
    const { tickets } = await soak.product.read(hereOf(world));
    for (const id of tickets.keys())
      if (!all.has(id) && !world.company.ticket(id))
        findings.push(`ticket ${world.named(id)} was not at Jira, and is still here`);
  }
  return { said: `${outcome(run)}${said}`, findings };
}

export const readingSteps: Readonly<Record<string, Step>> = {
  sync: { weight: 22, run: (soak, random) => incremental(soak, random) },
  'sync everything': { weight: 2, run: (soak, random) => incremental(soak, random, { full: true }) },
  'sync some': {
    weight: 2,
    async run(soak, random) {
      const request = random.chance(0.5) ? { maxIssues: random.int(1, 30) } : { statusCategory: 'Done' };
      const { said, bound, findings, read } = await reading(soak, random, request);
      for (const place of read) forgive(place, bound.get(place)!);
      return { said: `${JSON.stringify(request)} ${said}`, findings };
    },
  },
  verify: { weight: 3, run: compared },
};
