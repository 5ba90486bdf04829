import type { Transaction } from 'kysely';
import type { Schema } from '../database/index.ts';
import type { Job, JobCount, JobState } from './job-queue.ts';

/**
 * Where jobs are kept: the part of the queue that has adapters. A store never calls handlers; it says which jobs are
 * due, and who may work on them. Every way to end an attempt names it, so that a worker whose lease was lost changes
 * nothing.
 */
export interface JobStore {
  /** Keeps a job, or finds the one with its key that waits or runs; returns the id. */
  add(job: NewJob, within?: Transaction<Schema>): Promise<string>;
  /** Takes up to `limit` due jobs, first those that ought to be first. Lapsed leases are failed attempts, and seen to before. */
  take(rules: QueueRules, limit: number): Promise<readonly TakenJob[]>;
  /** Holds the lease for another `leaseMs`; false where it was lost or the job was cancelled. */
  renew(job: TakenJob, rules: QueueRules): Promise<boolean>;
  saveProgress(job: TakenJob, progressJson: string): Promise<void>;
  complete(job: TakenJob): Promise<void>;
  /** Ends the attempt as failed: the job waits for its next one, or is dead after the last. */
  fail(job: TakenJob, message: string, rules: QueueRules): Promise<void>;

  find(id: string): Promise<Job | null>;
  list(filter: { queue?: string; state?: JobState; limit: number }): Promise<readonly Job[]>;
  cancel(id: string): Promise<boolean>;
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
  counts(): Promise<readonly JobCount[]>;
  /** Removes jobs that were done or cancelled before a time. */
  forget(endedBefore: number): Promise<void>;
  close(): Promise<void>;
}

export interface NewJob {
  readonly rules: QueueRules;
  readonly payloadJson: string;
  readonly key: string | null;
  readonly priority: number;
  readonly runAt: number;
}

/** A job under a lease. `attempt`, counted from 1, names the lease. */
export interface TakenJob {
  readonly id: string;
  readonly queue: string;
  readonly attempt: number;
  readonly payload: unknown;
}

/** A queue without its payload, with nothing left open. Times in milliseconds. */
export interface QueueRules {
  readonly name: string;
  readonly attempts: number;
  readonly backOffMs: number;
  readonly maxBackOffMs: number;
  readonly leaseMs: number;
}

/** How often `add` looks again where a job with its key ended between the two looks: more often is a fault. */
export const ADD_TRIES = 10;

/** What the errors of a job say about an attempt whose worker fell silent. */
export const LEASE_LOST = 'The worker fell silent: its lease was not renewed in time.';
