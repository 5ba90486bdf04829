import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread, Worker } from 'node:worker_threads';
import { changeSources } from './changed-sources.ts';
import { type Death, PLAN_VARIABLE, type Step, type VictimPlan } from './plan.ts';
import { plantedBug } from './planted.ts';
import { quickLearning } from './quick-learning.ts';

/**
 * Loaded before a victim's own modules: counts what it does to files and database, and kills the process with SIGKILL
 * at the planned step. Timed kills from outside mostly hit the long stretches of computing; this hits the short ones
 * between two writes. Its threads load this too, for the sources; they write nothing.
 */

const { death, bug } = JSON.parse(process.env[PLAN_VARIABLE] as string) as VictimPlan;
changeSources([...quickLearning, ...(bug ? [plantedBug(bug)] : [])]);
const counts: Record<Step, number> = { append: 0, flush: 0, file: 0, commit: 0, row: 0, message: 0 };

/** How often each step was taken so far. */
export const stepsTaken = (): Readonly<Record<Step, number>> => counts;

/** Sizes of files at their last flush, by descriptor. */
const flushed = new Map<number, number>();

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more may happen here.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Counts a step; gives the plan where it is the last one. */
function due(step: Step): Death | null {
  counts[step] += 1;
  return isMainThread && death?.step === step && death.at === counts[step] ? death : null;
}

/** Leaves of a file's unflushed bytes what the plan says. */
function tear(fd: number, { kept, zeros }: Death): void {
  const { size } = fs.fstatSync(fd);
  const from = Math.min(size, flushed.get(fd) ?? 0);
  const stays = from + Math.floor((size - from) * kept);
  fs.ftruncateSync(fd, stays);
  if (zeros) fs.writeSync(fd, Buffer.alloc(size - stays));
}

type Method = (this: never, ...parameters: never[]) => unknown;

/** Replaces a method by one that counts each call as a step, where `isStep` says that it is one. */
function watch(
  owner: object,
  name: string,
  step: Step,
  isStep: (self: unknown, parameters: readonly unknown[]) => boolean = () => true,
): void {
  const original = Reflect.get(owner, name) as Method;
  Reflect.set(owner, name, function watched(this: never, ...parameters: never[]) {
    const planned = isStep(this, parameters) ? due(step) : null;
    if (planned && planned.when !== 'after') die();
    const result = original.apply(this, parameters);
    if (!planned) return result;
    return result instanceof Promise ? result.finally(die) : die();
  });
}

const FILE_CHANGES = ['rename', 'rm', 'unlink', 'truncate'];
for (const name of FILE_CHANGES) {
  watch(fs.promises, name, 'file');
  watch(fs, `${name}Sync`, 'file');
}
watch(fs, 'writeFileSync', 'file');
syncBuiltinESMExports();

const probe = await fs.promises.open(new URL(import.meta.url).pathname);
const FileHandle = Object.getPrototypeOf(probe) as Record<string, Method>;
await probe.close();
watch(FileHandle, 'truncate', 'file');

for (const name of ['appendFile', 'writeFile', 'write']) {
  const original = FileHandle[name] as (this: fs.promises.FileHandle, ...parameters: unknown[]) => unknown;
  Reflect.set(
    FileHandle,
    name,
    async function watched(this: fs.promises.FileHandle, ...parameters: unknown[]) {
      if (!flushed.has(this.fd)) flushed.set(this.fd, (await this.stat()).size);
      const planned = due('append');
      if (planned?.when === 'before') die();
      const result = await original.apply(this, parameters);
      if (planned?.when === 'torn') tear(this.fd, planned);
      if (planned) die();
      return result;
    },
  );
}

for (const name of ['datasync', 'sync']) {
  const original = FileHandle[name] as (this: fs.promises.FileHandle) => Promise<void>;
  Reflect.set(FileHandle, name, async function watched(this: fs.promises.FileHandle) {
    const planned = due('flush');
    if (planned?.when === 'torn' && (await this.stat()).isFile()) tear(this.fd, planned);
    if (planned && planned.when !== 'after') die();
    await original.call(this);
    const state = await this.stat();
    if (state.isFile()) flushed.set(this.fd, state.size);
    if (planned) die();
  });
}

const close = FileHandle.close as (this: fs.promises.FileHandle) => Promise<void>;
Reflect.set(FileHandle, 'close', function watched(this: fs.promises.FileHandle) {
  flushed.delete(this.fd);
  return close.call(this);
});

const isCommit = (self: unknown) => /^(commit|release)/i.test((self as StatementSync).sourceSQL);
const isRow = (self: unknown) => /^(insert|update|delete)/i.test((self as StatementSync).sourceSQL);
for (const name of ['run', 'all', 'get']) {
  watch(StatementSync.prototype, name, 'commit', isCommit);
  watch(StatementSync.prototype, name, 'row', isRow);
}
watch(DatabaseSync.prototype, 'exec', 'commit');
watch(Worker.prototype, 'emit', 'message', (_, [event]) => event === 'message');
