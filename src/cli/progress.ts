import { progressAnswer, type Wire } from '../api/index.ts';
import { CasebookError, type ErrorCode, errorCatalogue } from '../domain/index.ts';
import type { Connection } from './connection.ts';
import { paint } from './output.ts';

type SyncProgress = Wire<typeof progressAnswer>;

const POLL_MS = 200;
/** Where no terminal redraws a line, one line in this time. */
const PLAIN_LINE_MS = 2000;

/**
 * Follows a sync until its tickets are searchable, showing on standard error how far it is.
 *
 * @throws CasebookError what the sync failed with.
 */
export async function followSync(
  api: Connection,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<SyncProgress> {
  const display = stream.isTTY ? redrawnLine(stream) : plainLines(stream);
  for (;;) {
    const progress = progressAnswer.parse(await api.get('/api/sync'));
    const { run, indexing } = progress;
    const over = run?.state !== 'running';
    const done = over && (indexing.waiting === 0 || run?.state !== 'succeeded');
    display(describe(progress), done);
    if (done) {
      if (run?.state === 'failed' || run?.state === 'interrupted') throw failureOf(run.error);
      return progress;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function describe({ run, embedded, indexing }: SyncProgress): string {
  if (!run) return 'waiting';
  const seconds = Math.max(0.001, (Date.now() - Date.parse(run.startedAt)) / 1000);
  // Fetching and indexing overlap; the slower of the two tells when all is done.
  const finished = Math.min(run.received, Math.max(0, run.received - indexing.waiting));
  const rate = finished / seconds;
  const total = run.announcedAll ? String(run.announced) : `${run.announced}+`;
  const left = run.announced - finished;
  const eta = left > 0 && rate > 0 ? ` · ETA ${Math.ceil(left / rate)} s` : '';
  return (
    `fetched ${run.received}/${total} · accepted ${run.applied} · refused ${run.refused} · embedded ${embedded} texts · ` +
    `indexed ${indexing.indexed} · ${Math.round(rate)} tickets/s${eta}`
  );
}

function redrawnLine(stream: NodeJS.WriteStream): (text: string, last: boolean) => void {
  return (text, last) => {
    const width = (stream.columns || 80) - 1;
    stream.write(`\r\u001b[2K${paint('dim', text.slice(0, width), stream)}${last ? '\n' : ''}`);
  };
}

function plainLines(stream: NodeJS.WriteStream): (text: string, last: boolean) => void {
  let next = 0;
  return (text, last) => {
    if (!last && Date.now() < next) return;
    next = Date.now() + PLAIN_LINE_MS;
    stream.write(`${text}\n`);
  };
}

function failureOf(error: { code: string; detail: string } | null): CasebookError {
  if (error && error.code in errorCatalogue) return new CasebookError(error.code as ErrorCode, error.detail);
  return new CasebookError('internal', 'The sync ended before it was done.');
}
