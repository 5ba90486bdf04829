import { parseArgs } from 'node:util';
import { changeSources } from '../crashes/changed-sources.ts';
import { plantedBugs } from './planted.ts';
import { hurryWaits, quickTrials } from './quick-waits.ts';

/**
 * `npm run soak -- --steps 5000 --seed 7 --kills`: lives through that many steps, and says how to repeat what fails. With
 * `--only 3,17,20` those steps of the seed alone, with `--bug NAME` a product that has it, with `--trace` every step.
 */
const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    kills: { type: 'boolean', default: false },
    bug: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
hurryWaits();
const planted = values.bug === undefined ? null : plantedBugs[values.bug];
if (planted === undefined) throw new Error(`there is no planted bug "${values.bug}"`);
changeSources([...quickTrials, ...(planted ? [planted] : [])]);
const { runSoak } = await import('./soak.ts');

const [seed, kills] = [Number(values.seed), values.kills];
const wanted = values.only
  ? values.only.split(',').map(Number)
  : Array.from({ length: Number(values.steps) }, (_, i) => i + 1);
const said: string[] = [];
const started = performance.now();
const { failedAt, findings } = await runSoak({
  seed,
  kills,
  wanted,
  onStep(line) {
    said.push(line);
    if (values.trace || / compared: /.test(line)) console.log(line);
  },
});
if (failedAt === null) {
  console.log(
    `Seed ${seed}: equal after ${wanted.length} steps, ${Math.round((performance.now() - started) / 1000)} s.`,
  );
} else {
  if (!values.trace) console.error(said.slice(-60).join('\n'));
  console.error(
    `Seed ${seed}, step ${failedAt}: ${findings.length} findings\n${findings.slice(0, 10).join('\n')}`,
  );
  const more = [kills ? '--kills' : '', values.bug ? `--bug '${values.bug}'` : ''].join(' ');
  console.error(`Repeat it with: npm run soak -- --seed ${seed} --steps ${failedAt} ${more}`);
  process.exitCode = 1;
}
