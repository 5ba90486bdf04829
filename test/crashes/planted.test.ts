import { expect, test } from 'vitest';
import { runEpisode } from './episode.ts';
import { plantedBugs } from './planted.ts';

/** A new folder has the most to write: few kills on each of several find a mistake sooner than many on one. */
const [EPISODES, KILLS] = [12, 2];
const PATIENCE_MS = 480_000;

/** In the order of writing, so that it shows only when a process ends between two writes. */
test.each(Object.entries(plantedBugs))(
  'a planted mistake is found: %s',
  async (bug, { tasks, within, before, first }) => {
    expect(await runEpisode({ seed: first, kills: 0, tasks, bug })).toEqual({ kills: 0, failure: null });
    let failure: string | null = null;
    for (let seed = first; seed < first + EPISODES && failure === null; seed += 1)
      ({ failure } = await runEpisode({ seed, kills: KILLS, tasks, within, before, bug }));
    expect(failure).toEqual(expect.any(String));
  },
  PATIENCE_MS,
);
