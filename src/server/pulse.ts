import { randomUUID } from 'node:crypto';
import type { sampleEvent, Wire } from '../api/index.ts';
import { iso } from './present.ts';
import type { Jobs, Services, Status } from './services.ts';

export interface NumberedSample {
  readonly seq: number;
  readonly sample: Wire<typeof sampleEvent>;
}

/** How the pipeline fares, looked at for all who watch it together, and only while somebody does. */
export interface Pulse {
  /** Names this process in the ids of samples: those of another one say nothing here. */
  readonly id: string;
  /** Begins to look, and returns what ends that for whoever joined. @throws whatever the first look fails with. */
  join(): Promise<() => void>;
  /** The newest look. There is one as long as somebody has joined. */
  latest(): { readonly status: Status; readonly jobs: Jobs };
  /** Samples after one, oldest first. */
  samplesAfter(seq: number): readonly NumberedSample[];
  /** Resolves with the next look, whether it could be had or not. */
  next(): Promise<void>;
}

const EVERY_MS = 2000;
const KEPT_MS = 10 * 60_000;

export function createPulse(
  services: Pick<Services, 'status' | 'jobs'>,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): Pulse {
  let seq = 0;
  let samples: NumberedSample[] = [];
  let latest: { status: Status; jobs: Jobs } | null = null;
  let watching = 0;
  let timer: NodeJS.Timeout | undefined;
  let awaited = Promise.withResolvers<void>();

  async function look(): Promise<void> {
    const [status, jobs] = [await services.status(), await services.jobs()];
    const { records, embedded, indexing } = status;
    const at = Date.now();
    latest = { status, jobs };
    seq += 1;
    const { received: fetched, applied } = records;
    const sample = { at: iso(at), fetched, applied, embedded, indexed: indexing.indexed };
    samples = [...samples.filter((each) => Date.parse(each.sample.at) > at - KEPT_MS), { seq, sample }];
  }

  /** The next look begins when the one before has ended: a slow database is not asked faster than it answers. */
  function lookLater(): void {
    timer = setTimeout(async () => {
      await look().catch(onError);
      awaited.resolve();
      awaited = Promise.withResolvers();
      if (watching > 0) lookLater();
      else timer = undefined;
    }, everyMs).unref();
  }

  return {
    id: randomUUID().slice(0, 8),
    async join() {
      await look();
      watching += 1;
      if (timer === undefined) lookLater();
      return () => {
        watching -= 1;
      };
    },
    latest: () => latest as NonNullable<typeof latest>,
    samplesAfter: (after) => samples.filter((each) => each.seq > after),
    next: () => awaited.promise,
  };
}
