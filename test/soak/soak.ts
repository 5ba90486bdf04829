import { join } from 'node:path';
import { demoCredentials } from '../../src/demo/index.ts';
import { createRandom } from '../../src/demo/random.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { damage, type Findings, lost, misled } from './checks.ts';
import { openProduct } from './product.ts';
import { somePersons } from './sight.ts';
import type { Soak } from './step.ts';
import { settle, steps } from './steps.ts';
import { openWebhooks } from './webhooks.ts';
import { openWorld } from './world.ts';

export interface SoakOptions {
  readonly seed: number;
  /** Which of the seed's steps, by their numbers from 1: the others are left out. */
  readonly wanted: readonly number[];
  readonly kills: boolean;
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
 * A Casebook and a Jira to which things happen, one after the other. The same seed gives the same steps, whichever of them
 * are wanted: what a step does depends on its number and on the state that it finds.
 */
export async function runSoak({ seed, wanted, kills, onStep = () => {} }: SoakOptions): Promise<SoakReport> {
  await using cleanup = new AsyncDisposableStack();
  const world = await openWorld(seed);
  cleanup.defer(() => world.close());
  const place = makeTemporaryFolder();
  cleanup.defer(() => place.remove());
  const folder = join(place.path, 'data');
  const jira = { baseUrl: world.jira.url, ...demoCredentials };
  const victim = { folder, file: '', jira, told: [], bug: null };
  const seeds = createRandom(seed);
  const product = await openProduct(
    folder,
    world.jira.url,
    somePersons(world.company, seeds.fork('persons')),
  );
  cleanup.defer(() => product.close());
  const webhooks = await openWebhooks(world, product.tell);
  cleanup.defer(() => webhooks.close());
  const soak: Soak = {
    world,
    product,
    webhooks,
    victim,
    owed: new Map(),
    exports: [],
    erased: [],
    faulty: false,
  };
  const keys = new Map<string, string>();
  const choices = Object.entries(steps)
    .filter(([, step]) => kills || !step.kills)
    .map((entry) => [entry, entry[1].weight] as const);

  for (const [position, number] of wanted.entries()) {
    const random = seeds.fork(number);
    const [name, step] = random.weighted(choices);
    const { said, findings = [] } = await step.run(soak, random);
    onStep(`${number} ${name}: ${said}`);
    const isLast = position === wanted.length - 1;
    if (findings.length === 0 && (isLast || number % COMPARED_EVERY === 0)) {
      findings.push(
        ...(await settle(soak, random)),
        ...(await misled(world, product, random)),
        ...(await lost(product, keys)),
      );
      await product.restart(async () => void findings.push(...(await damage(folder, soak.erased))));
      onStep(`${number} compared: ${world.company.tickets.length} tickets`);
    }
    if (findings.length > 0) return { failedAt: number, findings };
  }
  return { failedAt: null, findings: [] };
}
