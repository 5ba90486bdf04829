import { CasebookError, type ErrorCode } from '../domain/index.ts';
import type { Logger } from '../platform/telemetry/index.ts';

/** What any long work tells of its course. */
export interface Course {
  readonly kind: string;
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly error: { readonly code: string; readonly detail: string } | null;
}

/** Long work of which one runs at a time, in the background of whoever began it. */
export interface OneAtATime<Work extends Course> {
  /**
   * Begins, and returns at once; what `run` fails with is kept as the end of this work.
   *
   * @throws CasebookError `busy` of the options, where one is under way.
   */
  begin(facts: Omit<Work, Exclude<keyof Course, 'kind'>>, run: (signal: AbortSignal) => Promise<void>): Work;
  /** Changes what the one under way tells of itself. */
  note(change: Partial<Work>): void;
  /** The newest one of this process; null before the first. */
  latest(): Work | null;
  /** The one under way; null where none is. */
  running(): Work | null;
  /** Resolves when the one under way has ended. */
  ended(): Promise<void>;
  /** Asks the one under way to end as interrupted, and waits for it. */
  interrupt(): Promise<void>;
  /** What a second one is refused with. */
  refusal(): CasebookError;
}

/** @param name what one is called in the log and to people. */
export function oneAtATime<Work extends Course>(
  name: string,
  { busy, log }: { readonly busy: ErrorCode; readonly log: Logger },
): OneAtATime<Work> {
  let latest: Work | null = null;
  let current: { readonly end: Promise<void>; readonly abort: () => void } | null = null;

  const note = (change: Partial<Work> | Partial<Course>) => {
    latest = { ...(latest as Work), ...change };
  };
  const refusal = () => new CasebookError(busy, `One ${name} runs at a time.`);

  return {
    begin(facts, run) {
      if (current) throw refusal();
      const controller = new AbortController();
      const course = { state: 'running', startedAt: Date.now(), finishedAt: null, error: null };
      const begun = { ...facts, ...course } as unknown as Work;
      latest = begun;
      const end = run(controller.signal)
        .then(() => note({ state: 'succeeded' }))
        .catch((error) => {
          if (controller.signal.aborted) return note({ state: 'interrupted' });
          log.error({ err: error, kind: begun.kind }, `${name} failed`);
          const { code, detail } =
            error instanceof CasebookError ? error : new CasebookError('internal', String(error));
          note({ state: 'failed', error: { code, detail } });
        })
        .finally(() => {
          note({ finishedAt: Date.now() });
          current = null;
        });
      current = { end, abort: () => controller.abort(new Error(`The ${name} was interrupted.`)) };
      return latest;
    },
    note,
    latest: () => latest,
    running: () => current && latest,
    ended: async () => current?.end,
    async interrupt() {
      current?.abort();
      await current?.end;
    },
    refusal,
  };
}
