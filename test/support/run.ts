import type { Run } from '../../src/domain/index.ts';

/** A run that has just begun, of which a test says what matters to it. */
export function madeUpRun(change: Partial<Run> = {}): Run {
  return {
    id: 1,
    kind: 'sync',
    state: 'running',
    startedAt: 0,
    finishedAt: null,
    announced: 0,
    announcedAll: false,
    received: 0,
    applied: 0,
    duplicate: 0,
    refused: 0,
    error: null,
    failures: [],
    ...change,
  };
}
