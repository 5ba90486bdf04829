import { parseArgs } from 'node:util';
import { changeSources } from '../crashes/changed-sources.ts';
import { plantedLeak } from './planted.ts';

/**
 * `npm run oracle -- --worlds 20 --seed 7`: compares as many random worlds as asked for with Jira's rules, each second one
 * of two sites, with `--sites 2` all of them. Prints what was decided and what is wrong as JSON; what Casebook logs goes to
 * standard error.
 */
const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '2' },
    tickets: { type: 'string', default: '80' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    sites: { type: 'string' },
    leak: { type: 'string' },
    'until-found': { type: 'boolean', default: false },
  },
});
if (values.leak) changeSources(plantedLeak(values.leak));
// Only now: what is planted is in the modules that are loaded from here on.
const [{ runEpisode }, { createTally }] = await Promise.all([import('./episode.ts'), import('./tally.ts')]);

const tally = createTally();
const first = Number(values.seed);
const tickets = Number(values.tickets);
for (let nth = 1; nth <= Number(values.worlds); nth += 1) {
  const sites = Number(values.sites ?? (nth % 2 === 0 ? 2 : 1)) === 2 ? 2 : 1;
  await runEpisode({ seed: first + nth - 1, tickets, sites, tally, untilFound: values['until-found'] });
}

const { decisions, differences } = tally;
const report = {
  seed: first,
  all: Object.values(decisions).reduce((sum, count) => sum + count, 0),
  opened: tally.opened(),
  decisions,
  wrong: Object.fromEntries(
    [...Map.groupBy(differences, ({ way }) => way)].map(([way, list]) => [
      way,
      { count: list.length, examples: list.slice(0, 3) },
    ]),
  ),
};
console.log(JSON.stringify(report, null, 2));
process.exitCode = differences.length > 0 ? 1 : 0;
