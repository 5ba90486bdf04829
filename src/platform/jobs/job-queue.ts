import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../database/index.ts';

/**
 * Work that is done later, at least once, by whichever process takes it. Words used here:
 *
 * - **queue**: jobs of one kind, with the shape of their payload and their rules; **job**: one piece of work;
 * - **lease**: the right to work on a job, renewed while the handler runs; who dies loses it, and the job is taken again;
 * - **attempt**: one time that a handler got the job; **dead**: the last attempt failed, and a person must decide;
 * - **schedule**: a job put in again and again; runs that were missed become one.
 */
export interface JobQueue {
  /**
   * Puts a job in and returns its id. With `key`, and while a job of the queue with that key waits or runs, nothing is
   * put in and that job's id is returned. With `within`, the job exists if and when that transaction commits.
   *
   * @throws CasebookError `job-invalid` where the payload does not fit the queue.
   */
  enqueue<P>(queue: Queue<P>, payload: P, options?: EnqueueOptions): Promise<string>;
  /** Says that a transaction of the caller's has committed jobs of this queue: they are looked for at once. */
  wake(queue: { readonly name: string }): void;
  /** Says who works on a queue in this process; at most one handler each. Jobs without one wait. */
  handle<P>(queue: Queue<P>, handler: Handler<P>): void;
  /**
   * Puts a job in whenever `cron` (five fields) comes due in `timeZone`, once over all processes. Naming a schedule
   * again replaces it; one that did not change keeps what it has missed.
   *
   * @throws CasebookError `job-invalid` naming the expression, time zone or place in the payload.
   */
  schedule<P>(schedule: Schedule<P>): Promise<void>;
  /** Returns whether there was such a schedule. */
  unschedule(name: string): Promise<boolean>;

  find(id: string): Promise<Job | null>;
  /** First those that have not ended, the newest first; then the others, as they ended, the last first. At most `limit`. */
  list(filter: { queue?: string; state?: JobState; limit: number }): Promise<readonly Job[]>;
  /**
   * Ends a job that waits or runs; the handler of one that runs is told through its signal, at the latest when its
   * lease is renewed. The key is free at once. Returns whether there was anything to end.
   */
  cancel(id: string): Promise<boolean>;
  /** Gives a dead job one more attempt. False where it is not dead or its key is in use again. */
  retry(id: string): Promise<boolean>;
  /** Removes a dead job. False where it is not dead. */
  discard(id: string): Promise<boolean>;
  /** How many jobs there are; ended ones are forgotten after a week, dead ones never. */
  counts(): Promise<readonly JobCount[]>;

  /** Begins to take jobs and to watch the schedules. */
  start(): void;
  /** Resolves when no handler of this process runs and no job is due for one. */
  settled(): Promise<void>;
  /**
   * Takes no more jobs and waits for the handlers that run; those that need longer than `graceMs` (10 s) are told
   * through their signal, and what they then throw counts as a failed attempt.
   */
  stop(graceMs?: number): Promise<void>;
}

/** One kind of work. Times are in milliseconds. */
export interface Queue<P> {
  /** Letters, digits and dashes. */
  readonly name: string;
  /** Checked when a job is put in, and again when it is taken: releases may differ in between. */
  readonly payload: z.ZodType<P, P>;
  /** How often a job is tried before it is dead. Default 5. */
  readonly attempts?: number;
  /** The least pause after the first failure; doubles with each, up to `maxBackOffMs`. Defaults 1 s and 1 h. */
  readonly backOffMs?: number;
  readonly maxBackOffMs?: number;
  /** How long a worker may be silent before its job is taken by another. At least 10 s; default 60 s. */
  readonly leaseMs?: number;
  /** Jobs at once in one process. Default 1. */
  readonly concurrency?: number;
}

export interface EnqueueOptions {
  readonly key?: string;
  /** Greater ones are taken first; among equals, those that are due longest. Default 0. */
  readonly priority?: number;
  /** Not before this time, in epoch milliseconds. */
  readonly runAt?: number;
  readonly within?: Transaction<Schema>;
}

/** Does the work; resolving ends the job, throwing fails the attempt. May be called again for the same job. */
export type Handler<P> = (payload: P, context: JobContext) => Promise<void>;

export interface JobContext {
  readonly id: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** Aborts when the job was cancelled, its lease was lost, or the process stops. */
  readonly signal: AbortSignal;
  /** Says how far the work is, as JSON; each call is a write to the database. */
  progress(value: unknown): Promise<void>;
}

export interface Schedule<P> {
  readonly name: string;
  readonly queue: Queue<P>;
  readonly payload: P;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** An IANA name, such as Europe/Berlin. */
  readonly timeZone: string;
}

export const JOB_STATES = ['waiting', 'running', 'done', 'dead', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface Job {
  readonly id: string;
  readonly queue: string;
  readonly state: JobState;
  readonly payload: unknown;
  readonly key: string | null;
  readonly priority: number;
  readonly runAt: number;
  /** Attempts begun so far. */
  readonly attempts: number;
  /** What the handler said last; null before it said anything. */
  readonly progress: unknown;
  /** What went wrong, oldest first. */
  readonly errors: readonly JobError[];
  readonly endedAt: number | null;
}

export interface JobError {
  readonly attempt: number;
  readonly at: number;
  readonly message: string;
}

export interface JobCount {
  readonly queue: string;
  readonly state: JobState;
  readonly jobs: number;
}
