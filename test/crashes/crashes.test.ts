import { afterAll, describe, expect, test } from 'vitest';
import { runEpisode } from './episode.ts';
import { victimPrograms } from './victim-programs.ts';

/** In CI 200 kills, in few folders, since the comparison at the end costs as much as several; elsewhere a taste of them. `npm run crash -- --kills N` runs any number. */
const [EPISODES, KILLS_PER_EPISODE] = process.env.CI ? [5, 40] : [1, 10];
const PATIENCE_MS = 900_000;

const programs = victimPrograms();
afterAll(() => programs[Symbol.dispose]());

describe('a Casebook that is killed again and again', () => {
  test.each(Array.from({ length: EPISODES }, (_, i) => i + 1))(
    `ends as an undisturbed one does: ${KILLS_PER_EPISODE} kills, seed %i`,
    async (seed) => {
      expect(await runEpisode({ programs, seed, kills: KILLS_PER_EPISODE })).toEqual({
        kills: KILLS_PER_EPISODE,
        failure: null,
      });
    },
    PATIENCE_MS,
  );
});
