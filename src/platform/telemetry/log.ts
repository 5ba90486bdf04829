import { type Logger, pino } from 'pino';

export type { Logger };

/** The application's log: JSON lines on standard error, so that standard output stays free for results. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, redact: { paths: ['*.authorization', '*.secret', '*.token'] } },
    pino.destination(2),
  );
}
