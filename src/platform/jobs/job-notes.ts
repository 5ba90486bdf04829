import { type Database, inGroups } from '../database/index.ts';
import type { Job, JobError } from './job-queue.ts';
import { LEASE_LOST } from './job-store.ts';

/** Progress and errors of jobs whose store keeps neither. */
export interface JobNotes {
  saveProgress(id: string, progressJson: string): Promise<void>;
  addError(id: string, error: JobError): Promise<void>;
  of(ids: readonly string[]): Promise<ReadonlyMap<string, Note>>;
  remove(ids: readonly string[]): Promise<void>;
}

export interface Note {
  readonly progress: unknown;
  readonly errors: readonly JobError[];
}

/** Ids in one statement: far below what either database takes. */
const GROUP = 1000;

export function createJobNotes(database: Database): JobNotes {
  const put = (id: string, values: { progress_json: string } | { errors_json: string }) =>
    database
      .insertInto('job_notes')
      .values({ job_id: id, ...values })
      .onConflict((conflict) => conflict.column('job_id').doUpdateSet(values))
      .execute();

  async function of(ids: readonly string[]): Promise<Map<string, Note>> {
    if (ids.length === 0) return new Map();
    const rows = await database.selectFrom('job_notes').selectAll().where('job_id', 'in', ids).execute();
    return new Map(
      rows.map(({ job_id, progress_json, errors_json }) => [
        job_id,
        {
          progress: progress_json === null ? null : JSON.parse(progress_json),
          errors: JSON.parse(errors_json),
        },
      ]),
    );
  }

  return {
    of,
    async saveProgress(id, progress_json) {
      await put(id, { progress_json });
    },
    async addError(id, error) {
      // Only who holds the lease writes here: nothing comes between reading and writing.
      const errors = (await of([id])).get(id)?.errors ?? [];
      await put(id, { errors_json: JSON.stringify([...errors, error]) });
    },
    async remove(ids) {
      for await (const group of inGroups(ids, GROUP))
        await database.deleteFrom('job_notes').where('job_id', 'in', group).execute();
    },
  };
}

/**
 * A job with what was noted about it. A failed attempt that nobody noted is one whose worker fell silent;
 * `startedAt` is the nearest to a time that is known of it.
 */
export function withNotes(
  job: Omit<Job, 'progress' | 'errors'>,
  note: Note | undefined,
  startedAt: number,
): Job {
  const failed = job.state === 'waiting' || job.state === 'dead' ? job.attempts : job.attempts - 1;
  const noted = new Map((note?.errors ?? []).map((error) => [error.attempt, error]));
  const errors = Array.from(
    { length: Math.max(0, failed, ...noted.keys()) },
    (_, i) => noted.get(i + 1) ?? { attempt: i + 1, at: startedAt, message: LEASE_LOST },
  );
  return { ...job, progress: note?.progress ?? null, errors };
}
