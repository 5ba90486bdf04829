import { describe, expect, test } from 'vitest';
import { runEpisode } from './episode.ts';
import { plantedBugs } from './planted.ts';

/** In CI 200 kills; elsewhere a taste of them. `npm run crash -- --kills N` runs any number. */
const [EPISODES, KILLS_PER_EPISODE] = process.env.CI ? [10, 20] : [1, 10];
/** A new folder has the most to write: few kills on each of several find a mistake sooner than many on one. */
const [EPISODES_PER_BUG, KILLS_PER_BUG] = [12, 5];
const PATIENCE_MS = 480_000;

describe('a Casebook that is killed again and again', () => {
  test.each(Array.from({ length: EPISODES }, (_, i) => i + 1))(
    `ends as an undisturbed one does: ${KILLS_PER_EPISODE} kills, seed %i`,
    async (seed) => {
      expect(await runEpisode({ seed, kills: KILLS_PER_EPISODE })).toEqual({
        kills: KILLS_PER_EPISODE,
        failure: null,
      });
    },
    PATIENCE_MS,
  );
});

describe('a mistake in the order of writing that shows only when a process ends between two writes', () => {
  test.each(Object.entries(plantedBugs))(
    '%s: is found',
    async (bug, { tasks, before }) => {
      expect(await runEpisode({ seed: 1, kills: 0, bug })).toEqual({ kills: 0, failure: null });
      let failure: string | null = null;
      for (let seed = 1; seed <= EPISODES_PER_BUG && failure === null; seed += 1)
        ({ failure } = await runEpisode({ seed, kills: KILLS_PER_BUG, tasks, before, bug }));
      expect(failure).toEqual(expect.any(String));
    },
    PATIENCE_MS,
  );
});
