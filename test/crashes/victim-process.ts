import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../src/demo/random.ts';
import { type Death, PLAN_VARIABLE, STEPS, type VictimPlan, type VictimReport } from './plan.ts';

/** A victim that does not come to an end has failed. */
const PATIENCE_MS = 120_000;

/** So much that a short life clears nothing away: a tenth of a start would be that. */
const ROOM = ['--min-semi-space-size=64'];

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** What a victim runs. */
export interface Program {
  readonly file: string;
  /** Where what was compiled is kept, as `bin/casebook` has it: a victim would spend most of its life on compiling. */
  readonly compiled: string;
}

/** The sources as they lie: for a single victim, that is the quickest. */
const SOURCES: Program = { file: here('victim.ts'), compiled: here('../../node_modules/.cache/casebook') };

export interface End {
  readonly killed: boolean;
  readonly milliseconds: number;
  /** Of a victim that finished. */
  readonly report: VictimReport | null;
  readonly said: string;
}

/** Runs a victim to its end. @param killAfter milliseconds after which it is killed from outside. */
export async function runVictim(
  plan: VictimPlan,
  killAfter: number | null,
  { file, compiled }: Program = SOURCES,
): Promise<End> {
  const started = performance.now();
  const child = spawn(process.execPath, [...ROOM, '--import', here('death.ts'), file], {
    cwd: plan.folder.replace(/[^/\\]+$/, ''),
    env: { ...process.env, [PLAN_VARIABLE]: JSON.stringify(plan), NODE_COMPILE_CACHE: compiled },
  });
  let [printed, said] = ['', ''];
  child.stdout.on('data', (piece) => (printed += piece));
  child.stderr.on('data', (piece) => (said += piece));
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfter ?? PATIENCE_MS);
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  clearTimeout(timer);
  const milliseconds = performance.now() - started;
  const tooLong = killAfter === null && milliseconds >= PATIENCE_MS;
  return {
    killed: signal === 'SIGKILL' && !tooLong,
    milliseconds,
    report: code === 0 ? JSON.parse(printed) : null,
    said: tooLong ? `no end after ${PATIENCE_MS} ms` : said,
  };
}

/**
 * A moment within the steps that an undisturbed victim takes. Rare steps are as likely as frequent ones.
 *
 * @param within where it may die, as a number of steps from the first, by kind; null where it may at all that it takes.
 */
export function planDeath(
  random: Random,
  steps: VictimReport['steps'],
  within: Partial<VictimReport['steps']> | null = null,
): Death {
  const taken = STEPS.filter((name) => steps[name] > 0);
  const wanted = taken.filter((name) => !within || within[name] !== undefined);
  // One that finds its work done may take none of those.
  const step = random.pick(wanted.length > 0 ? wanted : taken);
  return {
    step,
    at: random.int(1, Math.min(steps[step], within?.[step] ?? Number.POSITIVE_INFINITY)),
    when: random.pick(['before', 'after', 'torn']),
    kept: random.pick([0, 1, random.next()]),
    zeros: random.chance(0.3),
  };
}
