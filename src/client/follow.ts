import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { importAnswer, progressAnswer, type Wire } from '../api/index.ts';
import { CasebookError } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { failureOf } from './failure.ts';

export type Progress = Wire<typeof progressAnswer>;
type Run = NonNullable<Progress['run']>;

/** How far work is that was begun. */
export interface Reading {
  readonly run: Run;
  readonly indexing: Progress['indexing'];
  /** Pieces of text embedded since it began. */
  readonly embedded: number;
  /** The last reading. */
  readonly over: boolean;
}

/** How work ended: what it came to, the index behind it, and what keeps that from going on. */
export interface SyncEnd {
  readonly run: Run;
  readonly indexing: Progress['indexing'];
  readonly trouble: Progress['trouble'];
  /** What it failed with; of several sites the others were read all the same. */
  readonly error: CasebookError | null;
}
export interface ImportEnd extends Omit<SyncEnd, 'run' | 'error'> {
  readonly answer: Wire<typeof importAnswer>;
}

const POLL_MS = 200;

/**
 * Begins a sync, or another run that `begins` asks for, and follows it until its tickets are searchable.
 *
 * @throws CasebookError where it cannot begin.
 */
export async function followSync(
  api: Connection,
  begins: { readonly path: string; readonly body: object },
  onReading: (reading: Reading) => void,
): Promise<SyncEnd> {
  const before = await read(api);
  await api.post(begins.path, begins.body);
  for (;;) {
    const progress = await read(api);
    const { run, indexing, embedded, trouble } = progress;
    if (!run) throw new CasebookError('internal', 'The sync that was begun is not there.');
    // Where some sites failed, others came in.
    const brought = run.state === 'succeeded' || run.failures.length > 0;
    const over = run.state !== 'running' && (!brought || isIndexingOver(progress));
    onReading({ run, indexing, embedded: embedded - before.embedded, over });
    if (over) {
      const error = run.state === 'succeeded' ? null : failureOf(run.error);
      return { run, indexing, trouble, error };
    }
    await setTimeout(POLL_MS);
  }
}

/**
 * Uploads a file and follows it until its tickets are searchable.
 *
 * @throws CasebookError what the import failed with.
 */
export async function followImport(
  api: Connection,
  upload: { readonly path: string; readonly body: Readable },
  onReading: (reading: Reading & { readonly uploaded: boolean }) => void,
): Promise<ImportEnd> {
  const before = await read(api);
  let answer: ImportEnd['answer'] | null = null;
  const uploading = api.upload(upload.path, upload.body).then((given) => {
    answer = importAnswer.parse(given);
  });
  for (;;) {
    const pause = setTimeout(POLL_MS);
    await Promise.race(answer ? [pause] : [uploading, pause]);
    const progress = await read(api);
    const { run, indexing, embedded, trouble } = progress;
    const over = answer !== null && isIndexingOver(progress);
    if (run && run.id !== before.run?.id)
      onReading({ run, indexing, embedded: embedded - before.embedded, uploaded: answer !== null, over });
    if (answer && over) return { answer, indexing, trouble };
  }
}

/** Waits until everything that has come in is searchable, or what keeps it from that does not pass by itself. */
export async function settled(api: Connection): Promise<Progress> {
  for (;;) {
    const progress = await read(api);
    if (progress.indexing.waiting === 0 || progress.trouble?.retry === false) return progress;
    await setTimeout(POLL_MS);
  }
}

async function read(api: Connection): Promise<Progress> {
  return progressAnswer.parse(await api.get('/api/sync'));
}

/** Whether there is nothing to wait for: all is indexed or set aside, or what keeps it from that does not pass by itself. */
function isIndexingOver({ indexing, trouble }: Progress): boolean {
  return indexing.waiting === indexing.setAside || trouble?.retry === false;
}
