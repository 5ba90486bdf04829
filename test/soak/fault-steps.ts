import type { FaultRule } from '../../src/demo/index.ts';
import { nameOf, type Place, type Step, somewhere } from './step.ts';
import { noteTaken, untaken } from './webhook-steps.ts';

const kinds: readonly FaultRule['fault'][] = [
  { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'seconds' } },
  { kind: 'refusal', status: 429, wait: { seconds: 1, form: 'date' } },
  { kind: 'refusal', status: 429, wait: { seconds: 0.2, form: 'reset' } },
  { kind: 'refusal', status: 429 },
  { kind: 'refusal', status: 500 },
  { kind: 'refusal', status: 502 },
  { kind: 'refusal', status: 503, wait: { seconds: 1, form: 'seconds' } },
  { kind: 'refusal', status: 504 },
  { kind: 'slow', overMs: 300, pieces: 5 },
  { kind: 'drop', when: 'before-head' },
  { kind: 'drop', when: 'in-body' },
  { kind: 'truncated', contentLength: 'right' },
  { kind: 'truncated', contentLength: 'wrong' },
  { kind: 'page' },
];

/** What goes wrong at a site, while another goes on. */
export const faultSteps: Readonly<Record<string, Step>> = {
  'faults on': {
    weight: 3,
    async run(soak, random) {
      const place = somewhere(soak, random);
      const rules = random.sample(kinds, random.int(1, 4)).map(
        (fault): FaultRule => ({
          fault,
          share: random.pick([0.05, 0.2, 0.6]),
          seed: random.int(1, 1_000_000),
          ...(random.chance(0.5)
            ? { match: random.pick(['bulkfetch', 'search', 'serverInfo', '/comment']) }
            : {}),
        }),
      );
      place.world.jira.faults.set(rules);
      place.faulty = true;
      return { said: `${nameOf(place)}: ${JSON.stringify(rules)}` };
    },
  },
  'Jira goes away': {
    weight: 1,
    async run(soak, random) {
      const place = somewhere(soak, random);
      place.world.jira.faults.set([{ fault: { kind: 'refusal', status: 503 }, share: 1, seed: 1 }]);
      place.faulty = true;
      return { said: nameOf(place) };
    },
  },
  'faults off': {
    weight: 4,
    async run({ places, product }) {
      const faulty = places.filter((place) => place.faulty);
      const findings: string[] = [];
      for (const place of places) recover(place);
      for (const place of faulty) findings.push(...(await untaken(place, product)));
      return { said: faulty.map(nameOf).join(), findings };
    },
  },
  'give some no more': {
    weight: 1,
    async run(soak, random) {
      const place = somewhere(soak, random);
      const { world, owed } = place;
      noteTaken(place);
      for (const { id } of random.sample(world.company.tickets, 3)) {
        world.undeliverable.add(id);
        owed.delete(id);
      }
      return { said: [...world.undeliverable].map(world.named).join(' ') };
    },
  },
};

/** Has Jira do what it is told to. */
export function recover(place: Place): void {
  // Of those that it did not give nobody knows.
  noteTaken(place);
  place.world.jira.faults.set([]);
  place.world.undeliverable.clear();
  place.faulty = false;
}
