import { type Database, readFact } from '../../platform/database/index.ts';
import type { Calibration } from './calibration.ts';
import { shippedCalibration } from './shipped.ts';

const NAME = 'similar-calibration';

/** The calibration for an index: the installation's own where it has one for this embedder, else the shipped one. */
export async function readCalibration(database: Database, embedder: string): Promise<Calibration> {
  const kept = await readFact(database, NAME);
  const own: Calibration | null = kept === null ? null : JSON.parse(kept);
  return own?.embedder === embedder ? own : shippedCalibration;
}
