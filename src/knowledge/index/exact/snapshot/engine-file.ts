import type { CorpusStatistics } from '../../../centring/centring.ts';
import { createEngine, type Engine, type StoredEngine } from '../engine.ts';
import { openSnapshotFile, writeSnapshotFile } from './file.ts';
import { piecesOf, type Section, sectionsOf } from './sections.ts';

/**
 * Writes what an engine holds, beside whoever searches in it.
 *
 * @returns false where the engine was changed before the end or `goesOn` said so; the file is of no use then.
 */
export function writeEngine(
  path: string,
  head: object,
  engine: Engine,
  goesOn: () => boolean = () => true,
): Promise<boolean> {
  const moment = engine.moment();
  return writeSnapshotFile(
    path,
    head,
    sectionsOfEngine(engine),
    () => engine.moment() === moment && goesOn(),
  );
}

/**
 * An engine as it was written, with the head of its file.
 *
 * @param check throws where a head says that it is not the engine to be read.
 * @throws UnusableSnapshot
 */
export function readEngine<Head>(
  path: string,
  dimensions: number,
  statistics: Pick<CorpusStatistics, 'unrelated'> | null,
  check: (head: Head) => void = () => undefined,
): { readonly head: Head; readonly engine: Engine } {
  const file = openSnapshotFile<Head>(path);
  try {
    const { head, readVectors } = file;
    check(head);
    // What has its checksum is what we wrote, and the same code wrote it.
    const parts = file.parts() as Omit<StoredEngine, 'readVectors'>;
    return { head, engine: createEngine(dimensions, statistics?.unrelated, { ...parts, readVectors }) };
  } finally {
    file.close();
  }
}

function* sectionsOfEngine(engine: Engine): Generator<Section> {
  const { vectors, ...rest } = engine.parts();
  yield* sectionsOf(rest);
  yield { name: 'vectors', kind: 'vectors', pieces: piecesOfAll(vectors) };
}

function* piecesOfAll(arrays: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const array of arrays) yield* piecesOf(array);
}
