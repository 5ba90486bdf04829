import { CasebookError, type ErrorCode, errorCatalogue, type Refusal, type Run } from '../domain/index.ts';
import type { Database } from '../platform/database/index.ts';
import { runById } from './runs.ts';
import { type FileOptions, fileSource } from './sources/file/file-source.ts';
import type { Bytes } from './sources/file/input.ts';
import type { FileFormat } from './sources/file/recognise.ts';
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

export interface ImportParts {
  readonly database: Database;
  readonly sync: Sync;
  /** Called when a file turned out to be one, before the first of its tickets is taken. */
  readonly onBegin: () => Promise<void>;
}

export function createImport({ database, sync, onBegin }: ImportParts): Import {
  return {
    async take(input, options) {
      const source = await fileSource(uninterrupted(input), options);
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

/** An upload whose sender goes away fails in many words; they mean one thing. */
async function* uninterrupted(input: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch (error) {
    throw new CasebookError('import-interrupted', String(error), { cause: error });
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
