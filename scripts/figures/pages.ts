import { readFileSync } from 'node:fs';
import { NOT_MEASURED } from './aims.ts';
import { table, whole } from './markdown.ts';
import type { AnyMeasurement } from './measurement.ts';
import { pages } from './measurements.ts';
import { type FigureRecord, readRecord } from './record.ts';
import { fillRegions } from './regions.ts';

/** The pages whose figures are measured, by file name under `docs/`, filled from `docs/figures`. A test fails when they are stale. */
export function figurePages(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pages).map(([name, measurements]) => {
      const page = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
      return [name, fillRegions(page, (region) => regionLines(region, measurements, readRecord))];
    }),
  );
}

/**
 * `aims` is all aims of the page; `NAME` what a measurement shows first, with when and where it was measured; `NAME/part`
 * what else it shows.
 *
 * @throws Error where there is no such region.
 */
export function regionLines(
  region: string,
  measurements: Readonly<Record<string, AnyMeasurement>>,
  recordOf: (name: string) => FigureRecord | null,
): readonly string[] {
  if (region === 'aims') return aimLines(measurements, recordOf);
  const [name = '', part = ''] = region.split('/');
  const measurement = measurements[name];
  const lines = measurement?.regions[part];
  if (!measurement || !lines) throw new Error(`There are no figures named ${region}.`);
  const record = recordOf(name);
  if (!record) {
    const { minutes } = measurement;
    return [`Not measured yet: \`npm run figures -- ${name}\` takes about ${minutesOf(minutes)}.`, ''];
  }
  return [...lines(record.result), ...(part === '' ? [provenance(record), ''] : [])];
}

function aimLines(
  measurements: Readonly<Record<string, AnyMeasurement>>,
  recordOf: (name: string) => FigureRecord | null,
): readonly string[] {
  const rows = Object.entries(measurements).flatMap(([name, measurement]) => {
    const record = recordOf(name);
    const aims = measurement.aims(record?.result ?? null);
    return aims.map(({ what, aim, outcome }) => {
      const beside = record && outcome !== NOT_MEASURED && wasBusy(record) ? ' beside other work' : '';
      return [what, aim, `${outcome}${beside}`, `\`${name}\``];
    });
  });
  return table(['', 'aim', 'outcome', 'measured by'], rows);
}

/** Whether other work took time from a measurement of time. */
const wasBusy = ({ command, load_before, machine }: FigureRecord) =>
  command.startsWith('npm run bench') && load_before >= machine.cores / 4;

/** When, where, and by what. */
function provenance(record: FigureRecord): string {
  const { at, commit, changed, machine, load_before, seconds, command } = record;
  const { processor, cores, memory_gb, node } = machine;
  return [
    `\`${command}\`, ${at.slice(0, 10)}, commit ${commit}${changed ? ' with changes' : ''}, in ${minutesOf(seconds / 60)};`,
    `${whole(cores)} cores of ${processor}, ${memory_gb} GB, Node ${node.slice(1)}; load before ${load_before.toFixed(1)}${wasBusy(record) ? ': **other work stood beside**' : ''}.`,
  ].join('\n');
}

export function minutesOf(minutes: number): string {
  if (minutes < 1) return `${whole(minutes * 60)} seconds`;
  return minutes < 1.5 ? 'a minute' : `${whole(minutes)} minutes`;
}
