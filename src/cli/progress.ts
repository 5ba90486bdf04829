import type { Readable } from 'node:stream';
import {
  type Connection,
  followImport,
  followSync,
  type ImportEnd,
  type Progress,
  type Reading,
  type SyncEnd,
  settled,
} from '../client/index.ts';
import { paint, say } from './output.ts';
import { type Description, progressDisplay } from './progress-display.ts';

/** Tells a person why what came in is not all searchable by meaning yet. */
function sayTrouble({ indexing, trouble }: Pick<Progress, 'indexing' | 'trouble'>): void {
  if (trouble)
    say(
      paint('yellow', `${indexing.waiting} tickets wait for the index: ${trouble.detail} [${trouble.code}]`),
    );
}

/**
 * Begins a sync and follows it until its tickets are searchable, showing on standard error how far it is.
 *
 * @throws CasebookError where it cannot begin, or what it failed with.
 */
export async function syncAndFollow(api: Connection): Promise<SyncEnd> {
  const end = await syncToItsEnd(api, { path: '/api/sync', body: {} });
  if (end.error) throw end.error;
  return end;
}

/**
 * The same with whatever it ends.
 *
 * @param begins the request that begins it.
 * @throws CasebookError where it cannot begin.
 */
export async function syncToItsEnd(
  api: Connection,
  begins: { readonly path: string; readonly body: object },
): Promise<SyncEnd> {
  const show = progressDisplay(process.stderr);
  const end = await followSync(api, begins, (reading) => show(describe(reading), reading.over));
  sayTrouble(end);
  return end;
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
  const show = progressDisplay(stream);
  const end = await followImport(api, upload, (reading) => {
    const shown = describe(reading);
    show({ ...shown, done: shown.done * (reading.uploaded ? 1 : (upload.sent() ?? 0)) }, reading.over);
  });
  sayTrouble(end);
  return end;
}

/** Waits until everything that has come in is searchable. */
export async function indexSettled(api: Connection): Promise<Progress['indexing']> {
  const progress = await settled(api);
  sayTrouble(progress);
  return progress.indexing;
}

/**
 * How much of a reading is done, 0 to 1. Fetching and indexing overlap at paces of their own, and count half each: while
 * the index waits for what is fetched fast, what is indexed by then says little of the time that all will take.
 */
export function howFar({ run, indexing }: Pick<Reading, 'run' | 'indexing'>): number {
  if (run.announced === 0) return 0;
  return Math.min(1, (run.received + indexedOf(run, indexing)) / (2 * run.announced));
}

/** Tickets of the run that no longer wait for the index. */
const indexedOf = (run: Reading['run'], indexing: Reading['indexing']): number =>
  Math.max(0, run.received - indexing.waiting);

function describe({ run, indexing, embedded }: Reading): Description {
  const seconds = Math.max(0.001, (Date.now() - Date.parse(run.startedAt)) / 1000);
  const rate = indexedOf(run, indexing) / seconds;
  const total = run.announcedAll ? String(run.announced) : `${run.announced}+`;
  return {
    done: howFar({ run, indexing }),
    pace: `${Math.round(rate)} tickets/s`,
    counts:
      `fetched ${run.received}/${total} · accepted ${run.applied} · refused ${run.refused} · ` +
      `embedded ${embedded} · indexed ${indexing.indexed}`,
  };
}
