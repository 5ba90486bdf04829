import { drawAccess } from '../oracle/random-access.ts';
import { type Step, somewhere } from './step.ts';

/** What decides who may see what changes, and no ticket counts as updated by it. The next sync asks for it. */
export const accessSteps: Readonly<Record<string, Step>> = {
  'change who may see what': {
    weight: 4,
    async run(soak, random) {
      const { world } = somewhere(soak, random);
      const chance = random.pick([0.02, 0.1, 0.4]);
      drawAccess(random, world.company, chance);
      return { said: `${chance} of schemes, roles, groups and accounts` };
    },
  },
};
