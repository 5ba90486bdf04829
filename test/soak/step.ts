import type { Random } from '../../src/demo/random.ts';
import type { VictimPlan } from '../crashes/plan.ts';
import type { Findings } from './checks.ts';
import type { Product } from './product.ts';
import type { Told, Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

export const MINUTE = 60_000;

/** A Jira, and what is between it and the product. */
export interface Place {
  readonly world: World;
  readonly webhooks: Webhooks;
  /** What its webhooks told of and the product took, by id. */
  readonly owed: Map<string, Told>;
  faulty: boolean;
}

/** Everything that a step works with. */
export interface Soak {
  /** The first site, and perhaps another. */
  readonly places: readonly [Place, ...Place[]];
  readonly product: Product;
  /** What a victim is started with; its task and death are the step's. */
  readonly victim: Omit<VictimPlan, 'task' | 'death'>;
  /** Issues as the first site gave them some time ago. */
  readonly exports: { readonly id: string; readonly line: string }[];
  /** Words that were erased. */
  readonly erased: string[];
}

/** One of the places: of a single one, nothing is drawn. */
export function somewhere({ places }: Soak, random: Random): Place {
  return places.length === 1 ? places[0] : random.pick(places);
}

export const nameOf = ({ world }: Place): string => world.site ?? 'first';

export interface Step {
  readonly weight: number;
  /** Only in a soak with kills. */
  readonly kills?: true;
  /** Does it, and says what it was and what was wrong then. */
  readonly run: (
    soak: Soak,
    random: Random,
  ) => Promise<{ readonly said: string; readonly findings?: Findings }>;
}
