import { CasebookError, type ErrorCode, errorCatalogue, type Refusal, type Run } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { runById } from './runs.ts';
import { type FileOptions, fileSource } from './sources/file/file-source.ts';
import type { FileFormat } from './sources/file/format.ts';
import type { Bytes } from './sources/file/input.ts';
import type { Sync } from './sync.ts';

export type ImportOptions = FileOptions;

/** What became of a file. */
export interface ImportOutcome {
  readonly run: Run;
  readonly format: FileFormat;
  /** Records of other projects than those asked for; they do not count as received. */
  readonly skipped: number;
  /** The first few refusals, so that a person sees what is wrong without another question. */
  readonly refusals: readonly PlacedRefusal[];
}

export interface PlacedRefusal extends Refusal {
  /** Where in the file the record began, such as `line 17`. */
  readonly place: string | null;
}

/** Takes tickets from files. */
export interface Import {
  /**
   * Takes all tickets of a file, and resolves when every record of it has been disposed of. While it is taken, it is
   * the sync's newest run.
   *
   * @throws CasebookError `import-format` and `sync-running` before anything is taken; later `import-damaged`,
   * `import-expands` or `import-interrupted`, and what was taken before stays.
   */
  take(input: Bytes, options: ImportOptions): Promise<ImportOutcome>;
}

const SHOWN_REFUSALS = 10;

/**
 * How long the next piece may take, in milliseconds. While an import is under way no sync runs; one whose sender stands
 * still must not hold it for ever. Networks and people's pipelines pause for seconds; TCP notices a peer that is gone
 * after minutes or hours, and one that is only silent never.
 */
const LONGEST_SILENCE = 5 * 60_000;

export interface ImportParts {
  readonly database: Database;
  readonly sync: Sync;
  /** Called when a file turned out to be one, before the first of its tickets is taken. */
  readonly onBegin: () => Promise<void>;
  /** In milliseconds; after so long without a piece of the file, its import ends. */
  readonly longestSilence?: number;
}

export function createImport({
  database,
  sync,
  onBegin,
  longestSilence = LONGEST_SILENCE,
}: ImportParts): Import {
  return {
    async take(input, options) {
      const source = await fileSource(uninterrupted(input, longestSilence), options);
      await onBegin();
      const { id } = await sync.start(source);
      await sync.settled();
      const run = await runById(database, id);
      if (run.state !== 'succeeded') throw failureOf(run);
      return {
        run,
        format: source.format,
        skipped: source.skipped,
        refusals: await firstRefusals(database, id),
      };
    },
  };
}

/** An upload whose sender goes away, or stands still, fails in many words; they mean one thing. */
async function* uninterrupted(input: Bytes, longestSilence: number): AsyncGenerator<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(longestSilence, iterator.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw new CasebookError('import-interrupted', String(error), { cause: error });
  } finally {
    // Not waited for: where a piece is still awaited, it comes after that.
    iterator.return?.()?.catch(() => undefined);
  }
}

async function within<T>(milliseconds: number, piece: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`Nothing came for ${milliseconds / 1000} seconds.`)),
    milliseconds,
  );
  try {
    return await Promise.race([piece, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf({ error, received }: Run): CasebookError {
  if (error && error.code in errorCatalogue) return new CasebookError(error.code as ErrorCode, error.detail);
  return new CasebookError('import-interrupted', `Casebook was stopped after ${received} records.`);
}

function firstRefusals(database: Database, runId: number): Promise<PlacedRefusal[]> {
  return database
    .selectFrom('dead_letters')
    .select(['place', 'rule', 'reason'])
    .where('run_id', '=', runId)
    .orderBy('id')
    .limit(SHOWN_REFUSALS)
    .execute();
}
