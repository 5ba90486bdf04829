import { parseArgs } from 'node:util';
import { changeSources } from '../crashes/changed-sources.ts';
import { plantedBugs } from './planted.ts';
import { hurryWaits, quickTrials } from './quick-waits.ts';

/**
 * `npm run soak -- --steps 5000 --seed 7 --kills`: lives through that many steps, and says how to repeat what fails. With
 * `--only 3,17,20` those steps of the seed alone, with `--opening 'sync,delete,verify'` these before them, with `--bug NAME` a product that has it, with `--trace` every step.
 * Two Jiras are read, with `--sites 1` one.
 */
const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    sites: { type: 'string', default: '2' },
    only: { type: 'string' },
    opening: { type: 'string' },
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
const sites = values.sites === '1' ? 1 : 2;
const wanted = values.only
  ? values.only.split(',').map(Number)
  : Array.from({ length: Number(values.steps) }, (_, i) => i + 1);
const said: string[] = [];
const started = performance.now();
const { failedAt, findings } = await runSoak({
  seed,
  sites,
  kills,
  wanted,
  opening: values.opening?.split(',') ?? [],
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
  const chosen = (name: 'sites' | 'bug' | 'opening') => (values[name] ? `--${name} '${values[name]}'` : '');
  const more = [kills ? '--kills' : '', chosen('sites'), chosen('bug'), chosen('opening')].join(' ').trim();
  console.error(`Repeat it with: npm run soak -- --seed ${seed} --steps ${Math.max(0, failedAt)} ${more}`);
  process.exitCode = 1;
}
