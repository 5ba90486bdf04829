import { type Logger, pino } from 'pino';
import { plainLine } from './plain-line.ts';

export type { Logger };

/** Where the log goes. */
export interface LogStream {
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
  write(line: string): unknown;
}

/**
 * The application's log, on standard error, so that standard output stays free for results: JSON lines for machines,
 * and plain ones where a person sees them in a terminal.
 */
export function createLog(level: string, stream: LogStream = process.stderr): Logger {
  const options = { level, base: null, redact: { paths: ['*.authorization', '*.secret', '*.token'] } };
  if (stream.isTTY) return pino(options, { write: (line) => stream.write(plainLine(line)) });
  return pino(
    options,
    stream === process.stderr ? pino.destination(2) : { write: (line) => stream.write(line) },
  );
}
