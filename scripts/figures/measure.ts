import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { machineHere } from '../../bench/machine.ts';
import type { AnyMeasurement } from './measurement.ts';
import { type FigureRecord, recordSchema } from './record.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What figures depend on: changes elsewhere, such as of the pages that show them, leave a commit what it is. */
const MEASURED = ['src', 'web', 'bench', 'evals', 'models', 'package.json', 'package-lock.json'];

/**
 * Runs a measurement, whose progress goes to standard error.
 *
 * @param more arguments after its own; where both name an option, these count.
 * @throws Error where the command fails, or tells what cannot be shown.
 */
export async function measure(
  name: string,
  measurement: AnyMeasurement,
  more: readonly string[] = [],
  run: (args: readonly string[]) => Promise<string> = runNpm,
): Promise<FigureRecord> {
  const [script, ...args] = [...measurement.command, ...more];
  const before = { load_before: loadavg()[0] as number, at: new Date(), ...commit() };
  const printed = await run(['run', '--silent', script as string, '--', ...args]);
  const result = measurement.kept(JSON.parse(printed));
  // What cannot be shown is not kept either.
  for (const lines of Object.values(measurement.regions)) lines(result);
  return recordSchema.parse({
    ...before,
    name,
    at: before.at.toISOString(),
    machine: { ...machineHere(), node: process.version },
    seconds: Math.round((Date.now() - before.at.getTime()) / 1000),
    command: ['npm', 'run', script, '--', ...args.map(withoutPath)].join(' '),
    result,
  });
}

async function runNpm(args: readonly string[]): Promise<string> {
  const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}`);
  return printed;
}

/** Where somebody keeps data or packages is nobody else's affair. */
const withoutPath = (argument: string) => (/^(~|\.{0,2}\/|[A-Za-z]:\\)/.test(argument) ? 'DIR' : argument);

function commit(): { commit: string; changed: boolean } {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short=12', 'HEAD'),
    changed: git('status', '--porcelain', '--', ...MEASURED) !== '',
  };
}
