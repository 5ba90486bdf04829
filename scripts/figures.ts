import { parseArgs } from 'node:util';
import { measure } from './figures/measure.ts';
import { measurements } from './figures/measurements.ts';
import { figurePages, minutesOf } from './figures/pages.ts';
import { writeRecord } from './figures/record.ts';
import { writePages } from './reference/write.ts';

/**
 * `npm run figures [-- NAME… [-- OPTION…]]`: measures what the docs stand on, keeps it in `docs/figures` and fills the pages.
 * Options after a second `--` go to the measurement, whose own they replace.
 */
const given = process.argv.slice(2);
const end = given.includes('--') ? given.indexOf('--') : given.length;
const { positionals, values } = parseArgs({
  args: given.slice(0, end),
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false }, render: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !measurements[name]);
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are ${Object.keys(measurements).join(', ')}.`);
  process.exit(2);
}
if (values.list) list();
else if (values.render) writePages(figurePages());
else await measureAll();

function list(): void {
  for (const [name, { about, command, minutes, long }] of Object.entries(measurements)) {
    const [script, ...args] = command;
    console.log(`${name}: ${about}; ${minutesOf(minutes)}${long ? ', and only where it is named' : ''}`);
    console.log(`    npm run ${script} -- ${args.join(' ')}`);
  }
}

/** One after the other: they would count as load of each other. What fails leaves the figures that were there. */
async function measureAll(): Promise<void> {
  const names =
    positionals.length > 0
      ? positionals
      : Object.entries(measurements).flatMap(([name, { long }]) => (long ? [] : name));
  for (const name of names) {
    const measurement = measurements[name]!;
    console.error(`${name}: ${measurement.about}; about ${minutesOf(measurement.minutes)}`);
    try {
      writeRecord(await measure(name, measurement, given.slice(end + 1)));
      writePages(figurePages());
    } catch (error) {
      console.error(`FAILED ${name}:`, error);
      process.exitCode = 1;
    }
  }
}
