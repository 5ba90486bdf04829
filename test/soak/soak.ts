import { join } from 'node:path';
import { demoCredentials } from '../../src/demo/index.ts';
import { createRandom } from '../../src/demo/random.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { damage, type Findings, lost, misled } from './checks.ts';
import { hereOf } from './equality.ts';
import { openProduct, writeSites } from './product.ts';
import { settle } from './settle.ts';
import { someAccounts } from './sight.ts';
import type { Place, Soak, Step } from './step.ts';
import { steps } from './steps.ts';
import { openWebhooks } from './webhooks.ts';
import { openWorlds, type Words, type World } from './world.ts';

export interface SoakOptions {
  readonly seed: number;
  /** How many Jiras there are. */
  readonly sites: 1 | 2;
  /** Which of the seed's steps, by their numbers from 1: the others are left out. */
  readonly wanted: readonly number[];
  readonly kills: boolean;
  /** Steps by their names that come before those of the seed, and are compared at their end. */
  readonly opening?: readonly string[];
  /** Told of each step as it was done. */
  readonly onStep?: (line: string) => void;
}

export interface SoakReport {
  /** The step after which something was wrong; null where nothing was. */
  readonly failedAt: number | null;
  readonly findings: Findings;
}

/** Steps after which everything comes to rest and is compared. */
const COMPARED_EVERY = 120;

/**
 * A Casebook and a Jira or two to which things happen, one after the other. The same seed gives the same steps, whichever of them
 * are wanted: what a step does depends on its number and on the state that it finds.
 */
export async function runSoak({
  seed,
  sites,
  wanted,
  kills,
  opening = [],
  onStep = () => {},
}: SoakOptions): Promise<SoakReport> {
  await using cleanup = new AsyncDisposableStack();
  const words: Words = { issued: 0 };
  const worlds = await openWorlds(seed, sites, words);
  cleanup.defer(async () => void (await Promise.all(worlds.map((world) => world.close()))));
  const [first, ...further] = worlds as [World, ...World[]];
  const place = makeTemporaryFolder();
  cleanup.defer(() => place.remove());
  const folder = join(place.path, 'data');
  const jira = { baseUrl: first.jira.url, ...demoCredentials };
  const sitesFile = join(place.path, 'sites.json');
  writeSites(sitesFile, further);
  const victim = { folder, file: '', jira, sitesFile, told: [], bug: null };
  const seeds = createRandom(seed);
  // Where there are two sites, both have these accounts.
  const accounts = someAccounts(first.company, seeds.fork('persons'));
  const product = await openProduct(folder, { baseUrl: jira.baseUrl, sitesFile }, accounts);
  cleanup.defer(() => product.close());
  const placeOf = async (world: World): Promise<Place> => {
    const webhooks = await openWebhooks(world, product.tell);
    cleanup.defer(() => webhooks.close());
    return { world, webhooks, owed: new Map(), faulty: false };
  };
  const places: [Place, ...Place[]] = [await placeOf(first)];
  for (const world of further) places.push(await placeOf(world));
  const soak: Soak = { places, product, victim, exports: [], erased: [] };
  const keys = new Map<string, string>();
  const choices = Object.entries(steps)
    .filter(([, step]) => kills || !step.kills)
    .map((entry) => [entry, entry[1].weight] as const);

  const sequence = [
    ...opening.map((name, at) => ({ number: at - opening.length + 1, name })),
    ...wanted.map((number) => ({ number, name: null })),
  ];
  for (const [position, { number, name: given }] of sequence.entries()) {
    const random = seeds.fork(number);
    const [name, step] = given === null ? random.weighted(choices) : stepNamed(given);
    const { said, findings = [] } = await step.run(soak, random);
    onStep(`${number} ${name}: ${said}`);
    // The opening ends with number 0.
    const isLast = number === 0 || position === sequence.length - 1;
    if (findings.length === 0 && (isLast || (number > 0 && number % COMPARED_EVERY === 0))) {
      findings.push(
        ...(await settle(soak, random)),
        ...(await misled(words, product, random)),
        ...(await lost(product, keys)),
      );
      await product.restart(async () => void findings.push(...(await damage(folder, soak.erased))));
      onStep(`${number} compared: ${await counts(soak)}`);
    }
    if (findings.length > 0) return { failedAt: number, findings };
  }
  return { failedAt: null, findings: [] };
}

async function counts({ places, product }: Soak): Promise<string> {
  const each: string[] = [];
  for (const { world } of places) {
    const { refused } = await product.read(hereOf(world));
    const some = refused.size > 0 ? ` (${refused.size} refused for their keys)` : '';
    each.push(`${world.company.tickets.length} tickets${some}`);
  }
  return each.join(' and ');
}

function stepNamed(name: string): readonly [string, Step] {
  const step = steps[name];
  if (!step) throw new Error(`there is no step "${name}"`);
  return [name, step];
}
