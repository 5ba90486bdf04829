import { parseArgs } from 'node:util';
import { runEpisode } from './episode.ts';
import { victimPrograms } from './victim-programs.ts';

/** `npm run crash -- --kills 1000 --seed 7`: kills as many victims as asked for, and says how to repeat what fails. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    bug: { type: 'string' },
  },
});
const wanted = Number(values.kills);
const KILLS_PER_EPISODE = 10;

using programs = victimPrograms();
let kills = 0;
for (let seed = Number(values.seed); kills < wanted; seed += 1) {
  const bug = values.bug ? { bug: values.bug } : {};
  const report = await runEpisode({
    programs,
    seed,
    kills: Math.min(KILLS_PER_EPISODE, wanted - kills),
    ...bug,
  });
  kills += report.kills;
  if (report.failure) {
    console.error(`Seed ${seed}: ${report.failure}`);
    console.error(`Repeat it with: npm run crash -- --seed ${seed} --kills ${KILLS_PER_EPISODE}`);
    process.exitCode = 1;
    break;
  }
  console.log(`${kills} of ${wanted} killed; seed ${seed}: nothing lost.`);
}
