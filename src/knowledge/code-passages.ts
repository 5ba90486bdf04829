import type { DocumentBlock } from '../domain/index.ts';
import { piecesOf } from './pieces.ts';

/** A name or a command says nothing by itself; a message with a frame or two is longer. In UTF-16 units. */
const MIN_LENGTH = 80;
/** A line of a stack trace: Java, JavaScript and .NET; Python; what goes on from one to the next. */
const FRAME =
  /^\s*(at\s+\S+\s?\(.*\)|at\s+\S+:\d+|at\s+[\w.<>`]+\(.*\).*|File ".*", line \d+.*|\.{3} \d+ (more|common frames omitted)|Caused by: .*|Traceback \(most recent call last\):)\s*$/;
const PYTHON_FRAME = /^\s*File "/;
/** Fewer frames are somebody quoting one. */
const MIN_FRAMES = 2;

/** What of some blocks is code or a stack trace, each by itself, long ones in pieces. */
export function codePassagesOf(blocks: readonly DocumentBlock[]): string[] {
  const leaves = blocks.flatMap(leavesOf);
  const code = leaves.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  const lines = leaves.flatMap(({ kind, text }) => (kind === 'code' ? [''] : text.split('\n')));
  return [...code, ...stackTraces(lines)]
    .filter((text) => text.trim().length >= MIN_LENGTH)
    .flatMap((text) => piecesOf([{ kind: 'code', text, parts: [] }]));
}

function leavesOf(block: DocumentBlock): DocumentBlock[] {
  return block.parts.length > 0 ? block.parts.flatMap(leavesOf) : [block];
}

/** Runs of frames with the message before; Python has a line of source after each, and the message at the end. */
function stackTraces(lines: readonly string[]): string[] {
  const traces: string[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    if (!FRAME.test(lines[i] as string)) continue;
    let frames = 1;
    let last = i;
    for (let next = i + 1; next < lines.length && next <= last + 2; next += 1) {
      if (!FRAME.test(lines[next] as string)) continue;
      frames += 1;
      last = next;
    }
    const end = PYTHON_FRAME.test(lines[last] as string) ? last + 3 : last + 1;
    if (frames >= MIN_FRAMES) traces.push(lines.slice(Math.max(0, i - 1), end).join('\n'));
    i = last + 1;
  }
  return traces;
}
