import { type Asker, CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { createRefusing, createTurns } from '../../platform/turns/index.ts';
import type { OpenGeneration } from '../generations.ts';
import type { SignalWeights } from '../index/weights.ts';
import type { Calibration } from './calibration.ts';
import {
  type CalibrationOutcome,
  type CalibrationRequest,
  calibrate,
  isOutdated,
  readCalibration,
  resetCalibration,
} from './calibrations.ts';
import { type SimilarResult, similarTickets } from './similar.ts';
import { type TriageRequest, type TriageResult, triage } from './triage.ts';

/** Which tickets are one matter, over the index that is active when it is asked. */
export interface Duplicates {
  /** The tickets that are most probably duplicates of one. @throws CasebookError `ticket-not-found`. */
  similarTickets(request: { asker: Asker; key: string; limit: number }): Promise<SimilarResult>;
  /**
   * For each of the newest tickets the earlier one that it is most probably a duplicate of. One at a time: side by side
   * they would take as long, and hold up everybody else more.
   *
   * @throws the signal's reason.
   */
  triage(request: TriageRequest): Promise<TriageResult>;
  /**
   * Learns anew how probably pairs are duplicates.
   *
   * @throws CasebookError `too-few-duplicates`, `calibration-running`; the signal's reason.
   */
  calibrate(request: CalibrationRequest): Promise<CalibrationOutcome>;
  /** What signals count for in the index that is active. */
  weights(): Promise<SignalWeights>;
  /** Whether probabilities or weights were learned here that are of another index than the active one. */
  isOutdated(): Promise<boolean>;
  /** Returns to the shipped calibration. @throws CasebookError `calibration-running`. */
  resetCalibration(): Promise<void>;
}

export function createDuplicates({
  database,
  active,
}: {
  readonly database: Database;
  readonly active: () => Pick<OpenGeneration, 'index' | 'generation'>;
}): Duplicates {
  const triageTurn = createTurns();
  const calibrating = createRefusing(
    () => new CasebookError('calibration-running', 'One calibration is learned at a time.'),
  );

  /** By embedder. Every search asks for it, and it changes here alone. */
  const read = new Map<string, Promise<Calibration>>();
  function calibrationFor(embedder: string): Promise<Calibration> {
    const known = read.get(embedder) ?? readCalibration(database, embedder);
    read.set(embedder, known);
    known.catch(() => read.delete(embedder));
    return known;
  }
  const changing = <T>(change: () => Promise<T>) => calibrating(() => change().finally(() => read.clear()));

  async function target() {
    const now = active();
    return { database, active: now, calibration: await calibrationFor(now.generation.embedder) };
  }

  return {
    similarTickets: async (request) => similarTickets(await target(), request),
    triage: (request) => triageTurn(async () => triage(await target(), request)),
    calibrate: (request) => changing(async () => calibrate(await target(), request)),
    isOutdated: () => isOutdated(database, active().generation.embedder),
    weights: async () => (await calibrationFor(active().generation.embedder)).signals,
    resetCalibration: () => changing(() => resetCalibration(database)),
  };
}
