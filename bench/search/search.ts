import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Comparison, comparisonsOf } from './comparisons.ts';
import { describeData, makeDataSet } from './data-set.ts';
import { peers } from './engines.ts';
import { install } from './install.ts';
import { type Limit, limitsOf } from './limits.ts';
import { type Machine, measureMachine } from './machine.ts';
import { type EngineResult, type ModeResult, measureEngine } from './measure-engine.ts';
import { printSearch } from './print.ts';
import { nearestByForce } from './truth.ts';

export interface SearchBench {
  readonly machine: Machine;
  /** What was searched, and how. */
  readonly data: string;
  readonly results: readonly ModeResult[];
  readonly engines: readonly EngineResult[];
  readonly limits: readonly Limit[];
  readonly comparisons: readonly Comparison[];
  /** Peers that were not measured, and why. */
  readonly skipped: readonly { readonly engine: string; readonly n: number; readonly why: string }[];
}

const LARGE = 1_000_000;
/** Of the process that builds and of the one that searches: documents in this many seconds, and never less than that. */
const DOCUMENTS_PER_SECOND = 200;
const LEAST_SECONDS = 300;

/** `npm run bench -- search`: our search and others' over the same documents, one after the other on this machine. */
export async function runSearch(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '10000,100000' },
      peers: { type: 'string', default: 'all' },
      scratch: { type: 'string', default: join(tmpdir(), 'casebook-bench-search') },
      'mode-seconds': { type: 'string', default: '20' },
    },
  });
  // Ends as after an error: what this process started goes with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const sizes = values.sizes.split(',').map(Number);
  const bench = await benchSearch({
    sizes: values.large ? [...sizes, LARGE] : sizes,
    peerNames: chosenPeers(values.peers),
    scratch: resolve(values.scratch),
    modeSeconds: Number(values['mode-seconds']),
  });
  if (values.json) console.log(JSON.stringify(bench));
  else printSearch(bench);
}

function chosenPeers(choice: string): string[] {
  if (choice === 'none') return [];
  if (choice === 'all') return Object.keys(peers);
  const names = choice.split(',');
  const unknown = names.filter((name) => !peers[name]);
  if (unknown.length === 0) return names;
  console.error(
    `Unknown: ${unknown.join(', ')}. Peers are ${Object.keys(peers).join(', ')}; or all, or none.`,
  );
  process.exit(2);
}

async function benchSearch(asked: {
  sizes: readonly number[];
  peerNames: readonly string[];
  scratch: string;
  modeSeconds: number;
}): Promise<SearchBench> {
  const { sizes, peerNames, scratch, modeSeconds } = asked;
  const packages = join(scratch, 'packages');
  await mkdir(packages, { recursive: true });
  const machine = measureMachine();
  const missing = await installAll(packages, peerNames);

  const results: ModeResult[] = [];
  const engines: EngineResult[] = [];
  const limits: Limit[] = [];
  const skipped: { engine: string; n: number; why: string }[] = [];
  let described = '';
  for (const n of sizes) {
    const folder = join(scratch, `data-${n}`);
    try {
      say(`${n}: making documents and the true neighbours`);
      const data = await makeDataSet(folder, n);
      described = describeData(data);
      const truth = await nearestByForce(data);
      for (const engine of ['casebook', ...peerNames]) {
        const peer = peers[engine];
        const why = missing.get(engine) ?? tooMany(peer?.atMost, n);
        if (why) {
          say(`${n}: SKIPPED ${engine}: ${why}`);
          skipped.push({ engine, n, why });
          continue;
        }
        say(`${n}: ${engine}`);
        const limitSeconds = Math.max(LEAST_SECONDS, n / DOCUMENTS_PER_SECOND);
        const store = join(scratch, 'store');
        const python = peer?.python === true;
        const measured = await measureEngine({
          engine,
          python,
          data,
          truth,
          packages,
          store,
          limitSeconds,
          modeSeconds,
        });
        if (measured.engine.failure) say(`${n}: FAILED ${engine}: ${measured.engine.failure}`);
        engines.push(measured.engine);
        results.push(...measured.modes);
      }
      limits.push(...limitsOf(data, machine, results));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const comparisons = sizes.flatMap((n) => comparisonsOf(results, n));
  return { machine, data: described, results, engines, limits, comparisons, skipped };
}

/** Installs what peers need. Returns those that have to do without, with the reason. */
async function installAll(packages: string, names: readonly string[]): Promise<Map<string, string>> {
  const missing = new Map<string, string>();
  for (const name of names) {
    const { needs } = peers[name]!;
    try {
      await install(packages, needs);
    } catch (error) {
      missing.set(name, `cannot be installed: ${error instanceof Error ? error.message : error}`);
    }
  }
  return missing;
}

const tooMany = (atMost: number | undefined, n: number) =>
  atMost !== undefined && n > atMost
    ? `takes hours, or too much memory, beyond ${atMost} documents`
    : undefined;

/** Beside the result, which others may read. */
const say = (text: string) => console.error(text);
