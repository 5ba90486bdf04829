import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Job, Report } from './worker.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const DRIVER = fileURLToPath(new URL('./peers/driver.py', import.meta.url));
/** For a process that was told to end, in milliseconds. */
const GRACE = 5000;
const PREFIX = 'REPORT ';

/**
 * Does a job in a process of its own, so that memory is its own and a crash hurts nobody else. Ends it after `seconds`.
 * Returns what it told until then, and why it ended early, if it did.
 */
export async function doJob(
  job: Job,
  { python, seconds }: { python: boolean; seconds: number },
): Promise<{ reports: Report[]; failure: string | null }> {
  const [command, args] = python
    ? [join(job.packages, 'python/bin/python'), [DRIVER]]
    : [process.execPath, [...process.execArgv, WORKER]];
  const child = spawn(command, [...args, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const endGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
  };
  const endWithUs = () => endGroup('SIGTERM');
  process.once('exit', endWithUs);
  let late = false;
  let killing: NodeJS.Timeout | undefined;
  const limit = setTimeout(() => {
    late = true;
    endGroup('SIGTERM');
    killing = setTimeout(() => endGroup('SIGKILL'), GRACE);
  }, seconds * 1000);

  const reports: Report[] = [];
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith(PREFIX)) reports.push(JSON.parse(line.slice(PREFIX.length)));
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000);
  });
  try {
    const [code, signal] = await once(child, 'close');
    if (late) return { reports, failure: `not done after ${seconds} s` };
    return { reports, failure: code === 0 ? null : `ended with ${code ?? signal}: ${lastLines(complaint)}` };
  } finally {
    clearTimeout(limit);
    clearTimeout(killing);
    process.off('exit', endWithUs);
  }
}

const lastLines = (text: string) => text.trim().split('\n').slice(-6).join(' | ');
