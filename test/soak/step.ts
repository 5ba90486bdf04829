import type { Random } from '../../src/demo/random.ts';
import type { VictimPlan } from '../crashes/plan.ts';
import type { Findings } from './checks.ts';
import type { Product } from './product.ts';
import type { Told, Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

/** Everything that a step works with. */
export interface Soak {
  readonly world: World;
  readonly product: Product;
  readonly webhooks: Webhooks;
  /** What a victim is started with; its task and death are the step's. */
  readonly victim: Omit<VictimPlan, 'task' | 'death'>;
  /** Issues as Jira gave them some time ago. */
  readonly exports: { readonly id: string; readonly line: string }[];
  /** What webhooks told of and the product took, by id. */
  readonly owed: Map<string, Told>;
  /** Words that were erased. */
  readonly erased: string[];
  faulty: boolean;
}

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
