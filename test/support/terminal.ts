import { spawn, spawnSync } from 'node:child_process';

const launcher = new URL('../../bin/casebook', import.meta.url).pathname;

/** Whether a terminal can be made here: by `script` of util-linux. */
export const hasTerminals = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

/** What a person waits for, and what is typed then. */
type Step = readonly [waitsFor: string, types: string];

/**
 * Runs `bin/casebook` in a terminal of so many columns, and types.
 *
 * @returns what stood on the terminal, without styles, and the exit code.
 */
export async function inTerminal(
  parameters: readonly string[],
  steps: readonly Step[],
  { width = 80, env = {} }: { readonly width?: number; readonly env?: Record<string, string> } = {},
): Promise<{ readonly screen: string; readonly code: number | null }> {
  const quoted = [process.execPath, launcher, ...parameters].map(
    (one) => `'${one.replaceAll("'", "'\\''")}'`,
  );
  const command = `stty cols ${width} rows 40; exec ${quoted.join(' ')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TERM: 'xterm', NO_COLOR: '1', ...env },
  });
  let [screen, from] = ['', 0];
  const left = [...steps];
  child.stdout.on('data', (piece) => {
    screen += piece;
    const [step] = left;
    const at = step ? screen.indexOf(step[0], from) : -1;
    if (!step || at < 0) return;
    from = at + step[0].length;
    left.shift();
    child.stdin.write(step[1]);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor is not what is read.
  return { screen: screen.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n'), code };
}
