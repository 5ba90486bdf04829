import type { Progress } from '../api/client.ts';

/** How far the tickets are on their way in: read first, then indexed; `total` is null where it is not known. */
export function wayOf({ run, indexing }: Progress): { text: string; done: number; total: number | null } {
  const reading = run?.state === 'running';
  const done = reading ? run.applied + run.duplicate + run.refused : indexing.indexed;
  const total = reading ? run.announced : indexing.live;
  const known = reading ? run.announcedAll : true;
  const text = `${reading ? 'Reading' : 'Indexing'} ${done.toLocaleString('en')} of ${known ? '' : 'at least '}${total.toLocaleString('en')}`;
  return { text, done, total: known && total > 0 ? total : null };
}
