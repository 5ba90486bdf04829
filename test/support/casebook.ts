import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const launcher = new URL('../../bin/casebook', import.meta.url).pathname;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A clean environment: what the machine's own settings say must not reach a test. Nor does a server begin to read Jira by itself
 * when a quarter of an hour is over.
 */
function environment(extra: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NO_COLOR: '1', JIRA_SYNC_SCHEDULE: 'never', ...extra };
}

/** Runs `bin/casebook` as a user would, to its end; `input` is all that comes in on standard input. */
export async function casebook(
  parameters: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Promise<Finished> {
  const child = spawn(process.execPath, [launcher, ...parameters], { env: environment(env) });
  if (input !== undefined) child.stdin.end(input);
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout: await stdout, stderr: await stderr };
}

/** Starts `bin/casebook` with a channel, as it starts itself under an older Node. */
export function runLauncher(parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [launcher, ...parameters], {
    env: environment({}),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

export interface Running {
  /** The JSON value that it printed when it was ready. */
  readonly ready: { readonly url: string; readonly [name: string]: unknown };
  /** The id of its process. */
  readonly pid: number;
  /** What it wrote to standard error, once it has ended. */
  readonly said: Promise<string>;
  /** Ends it as Ctrl-C does, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once, where it still runs. */
  kill(): Promise<void>;
}

/** Starts a serving command with `--json` and waits until it says that it is ready. The caller kills it in the end. */
export async function startCasebook(
  parameters: readonly string[],
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(process.execPath, [launcher, ...parameters, '--json'], { env: environment(env) });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const errors = text(child.stderr);
  const stop = async () => {
    child.kill('SIGINT');
    return exited;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  let printed = '';
  for await (const line of createInterface(child.stdout)) {
    printed += line;
    if (line === '}')
      return { ready: JSON.parse(printed), pid: child.pid as number, said: errors, stop, kill };
  }
  throw new Error(`casebook ${parameters.join(' ')} ended before it was ready:\n${await errors}`);
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const piece of stream) all += piece;
  return all;
}
