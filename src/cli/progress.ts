import type { Readable } from 'node:stream';
import { importAnswer, progressAnswer, type Wire } from '../api/index.ts';
import { CasebookError } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { paint, say } from './output.ts';
import { type Description, failureOf, progressDisplay } from './progress-display.ts';

type Progress = Wire<typeof progressAnswer>;
type Run = NonNullable<Progress['run']>;

/** How a sync ended: its run, and the index behind it. */
export interface SyncOutcome {
  readonly run: Run;
  readonly indexing: Progress['indexing'];
}

/** Whether there is nothing to wait for: all is indexed or set aside, or what keeps it from that does not pass by itself. */
export function indexingOver({ indexing, trouble }: Progress): boolean {
  return indexing.waiting === indexing.setAside || trouble?.retry === false;
}

/** Tells a person why what came in is not all searchable by meaning yet. */
function sayTrouble({ indexing, trouble }: Progress): void {
  if (trouble)
    say(
      paint('yellow', `${indexing.waiting} tickets wait for the index: ${trouble.detail} [${trouble.code}]`),
    );
}

const POLL_MS = 200;

/**
 * Begins a sync and follows it until its tickets are searchable, showing on standard error how far it is.
 *
 * @param begins the request that begins it; the plain sync where nothing is said.
 * @throws CasebookError where it cannot begin, or what it failed with.
 */
export async function syncAndFollow(
  api: Connection,
  stream: NodeJS.WriteStream = process.stderr,
  begins: { readonly path: string; readonly body: object } = { path: '/api/sync', body: {} },
): Promise<SyncOutcome> {
  const before = progressAnswer.parse(await api.get('/api/sync'));
  await api.post(begins.path, begins.body);
  const show = progressDisplay(stream);
  for (;;) {
    const progress = progressAnswer.parse(await api.get('/api/sync'));
    const { run, indexing, embedded } = progress;
    if (!run) throw new CasebookError('internal', 'The sync that was begun is not there.');
    const over = run.state !== 'running' && (run.state !== 'succeeded' || indexingOver(progress));
    show(describe(run, indexing, embedded - before.embedded), over);
    if (over) {
      if (run.state !== 'succeeded') throw failureOf(run.error);
      sayTrouble(progress);
      return { run, indexing };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** How an import ended: what became of its records, and the index behind it. */
export interface ImportEnd {
  readonly answer: Wire<typeof importAnswer>;
  readonly indexing: Progress['indexing'];
}

/**
 * Uploads a file and follows it until its tickets are searchable, showing on standard error how far it is. `sent`
 * says how much of the file has been read, 0 to 1; null where its size is not known.
 *
 * @throws CasebookError what the import failed with.
 */
export async function importAndFollow(
  api: Connection,
  upload: { readonly path: string; readonly body: Readable; readonly sent: () => number | null },
  stream: NodeJS.WriteStream = process.stderr,
): Promise<ImportEnd> {
  const before = progressAnswer.parse(await api.get('/api/sync'));
  let answer: ImportEnd['answer'] | null = null;
  const uploading = api.upload(upload.path, upload.body).then((given) => {
    answer = importAnswer.parse(given);
  });
  const show = progressDisplay(stream);
  for (;;) {
    const pause = new Promise<void>((resolve) => setTimeout(resolve, POLL_MS));
    await Promise.race(answer ? [pause] : [uploading, pause]);
    const progress = progressAnswer.parse(await api.get('/api/sync'));
    const { run, indexing, embedded } = progress;
    const over = answer !== null && indexingOver(progress);
    if (run && run.id !== before.run?.id) {
      const shown = describe(run, indexing, embedded - before.embedded);
      show({ ...shown, done: shown.done * (answer ? 1 : (upload.sent() ?? 0)) }, over);
    }
    if (answer && over) {
      sayTrouble(progress);
      return { answer, indexing };
    }
  }
}

/** Waits until everything that has come in is searchable. */
export async function indexSettled(api: Connection): Promise<Progress['indexing']> {
  for (;;) {
    const progress = progressAnswer.parse(await api.get('/api/sync'));
    if (progress.indexing.waiting === 0 || progress.trouble?.retry === false) {
      sayTrouble(progress);
      return progress.indexing;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function describe(run: Run, indexing: Progress['indexing'], embedded: number): Description {
  const seconds = Math.max(0.001, (Date.now() - Date.parse(run.startedAt)) / 1000);
  // Fetching and indexing overlap: a ticket is done when it is neither to come nor waiting for the index.
  const finished = Math.max(0, run.received - indexing.waiting);
  const rate = finished / seconds;
  const total = run.announcedAll ? String(run.announced) : `${run.announced}+`;
  return {
    done: run.announced > 0 ? Math.min(1, finished / run.announced) : 0,
    pace: `${Math.round(rate)} tickets/s`,
    counts:
      `fetched ${run.received}/${total} · accepted ${run.applied} · refused ${run.refused} · ` +
      `embedded ${embedded} · indexed ${indexing.indexed}`,
  };
}
