import { isLakeFile } from '../../ingest/index.ts';
import { isAdaptedModelFile, isSnapshotFile } from '../../knowledge/index.ts';
import { resetDemo } from '../../platform/data-folder/index.ts';

/** Removes what Casebook made in the folder of a demo company; what else lies there is left, and named. */
export function reset(folder: string) {
  return resetDemo(folder, { lake: isLakeFile, models: isAdaptedModelFile, snapshots: isSnapshotFile });
}
