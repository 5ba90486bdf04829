import { describe, expect, test } from 'vitest';
import { runEpisode } from './episode.ts';
import { plantedBugs } from './planted.ts';

const KILLS_PER_EPISODE = 20;
/** In CI 200 kills; elsewhere a taste of them. `npm run crash -- --kills N` runs any number. */
const EPISODES = process.env.CI ? 10 : 1;
const PATIENCE_MS = 240_000;

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
  test.each(Object.keys(plantedBugs))(
    '%s: is found',
    async (bug) => {
      expect(await runEpisode({ seed: 1, kills: 0, bug })).toEqual({ kills: 0, failure: null });
      expect(await runEpisode({ seed: 1, kills: 60, bug })).toMatchObject({ failure: expect.any(String) });
    },
    PATIENCE_MS,
  );
});
