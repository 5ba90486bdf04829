import { createHash, randomUUID } from 'node:crypto';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../../../platform/data-folder/index.ts';
import type { Logger } from '../../../../platform/telemetry/index.ts';
import type { CorpusStatistics } from '../../../centring/centring.ts';
import { madeBy } from '../../made-by.ts';
import type { ChunkStore } from '../../store.ts';
import type { Engine } from '../engine.ts';
import { readEngine, writeEngine } from './engine-file.ts';
import { UnusableSnapshot } from './file.ts';

/** What an index is asked to be the same in, so that a snapshot of it may be used. */
export interface SnapshotOf {
  /** The generation's number. */
  readonly id: number;
  readonly dimensions: number;
  readonly embedder: string;
}

interface Head {
  /** Names the snapshot: the database knows the newest, so that none of another database or another time is taken. */
  readonly snapshot: string;
  readonly code: string;
  readonly generation: number;
  readonly embedder: string;
  readonly dimensions: number;
  /** Digest of the statistics that vectors were centred by. */
  readonly statistics: string;
  /** Up to which it holds the generation's changes. */
  readonly change: number;
}

/** The memory of an index, and what it is of. */
export interface Held {
  readonly engine: Engine;
  readonly statistics: CorpusStatistics | null;
  /** Up to which change the engine holds the generation. */
  readonly change: number;
}

/** Where the snapshot of one generation lies. Not for two writers at a time. */
export interface SnapshotPlace {
  /** The engine as the snapshot has it; null where there is none that may be used: then it is gone, and the log says why. */
  read(statistics: CorpusStatistics | null): Promise<Omit<Held, 'statistics'> | null>;
  /** Puts another in the place of the one before. Returns whether it could before the engine changed or `goesOn` said no. */
  write(held: Held, goesOn: () => boolean): Promise<boolean>;
  /** Removes it, durably. */
  remove(): Promise<void>;
}

/** Everything of ours that decides what an engine's arrays hold for the same documents. */
const MADE_BY = ['./exact/'];

/** Stays free on the disk: a segment of the lake, the database's log, and some more. */
const RESERVE_BYTES = 2 ** 28;

const NAME = /^generation-\d+\.snapshot(\.part)?$/;
const fileOf = (folder: string, generation: number) => join(folder, `generation-${generation}.snapshot`);

/** Whether a file of this name in the folder of snapshots is one. */
export const isSnapshotFile = (name: string) => NAME.test(name);

/** Removes the snapshots of all generations but one: of those that were given up while no process had them open. */
export async function keepSnapshotOf(
  generation: number,
  { folder, log }: { folder: string; log: Logger },
): Promise<void> {
  const kept = fileOf(folder, generation);
  for (const path of filesIn(folder).filter((each) => each !== kept))
    await rm(path, { force: true }).catch((err) =>
      log.warn({ err, path }, 'a snapshot that nobody needs cannot be removed'),
    );
}

/**
 * Removes all snapshots, durably, also those of generations that no process has open. Not while one is being written.
 *
 * @throws what the system says where one cannot be removed.
 */
export async function removeSnapshots(folder: string): Promise<void> {
  const paths = filesIn(folder);
  for (const path of paths) await rm(path, { force: true });
  if (paths.length > 0) await syncFolder(folder);
}

/** Everything that has a snapshot's name, but folders: none of these is ours. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => isSnapshotFile(entry.name) && !entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

export function snapshotPlace(
  copy: Pick<ChunkStore, 'nameCopy' | 'copyName'>,
  folder: string,
  generation: SnapshotOf,
  log: Logger,
): SnapshotPlace {
  const path = fileOf(folder, generation.id);
  const unfinished = `${path}.part`;
  // Now: once the files of this version were replaced by another's, what this process makes would get its name.
  const code = madeBy(MADE_BY);

  const headOf = (statistics: CorpusStatistics | null) => ({
    code,
    generation: generation.id,
    embedder: generation.embedder,
    dimensions: generation.dimensions,
    statistics: createHash('sha256').update(JSON.stringify(statistics)).digest('hex'),
  });

  async function remove(): Promise<void> {
    await copy.nameCopy(null);
    for (const each of filesIn(folder).filter((each) => each === path || each === unfinished))
      await rm(each, { force: true });
    if (existsSync(folder)) await syncFolder(folder);
  }

  return {
    remove,
    async read(statistics) {
      const there = lstatSync(path, { throwIfNoEntry: false });
      if (!there) return null;
      const began = performance.now();
      try {
        // Whatever else it is, a pipe say, may never be read to its end.
        if (!there.isFile()) throw new UnusableSnapshot('it is not a file');
        const expected = { ...headOf(statistics), snapshot: await copy.copyName() };
        const { head, engine } = readEngine<Head>(path, generation.dimensions, statistics, (found) => {
          for (const [what, value] of Object.entries(expected))
            if (found[what as keyof Head] !== value) throw new UnusableSnapshot(`it is of another ${what}`);
        });
        log.info(
          { milliseconds: Math.round(performance.now() - began) },
          'read the snapshot of the search index',
        );
        return { engine, change: head.change };
      } catch (error) {
        const reason = error instanceof UnusableSnapshot ? error.message : String(error);
        log.warn({ reason, path }, 'the snapshot of the search index cannot be used; the index is made anew');
        await remove().catch((err) => log.warn({ err }, 'it cannot be removed either'));
        return null;
      }
    },
    async write({ engine, statistics, change }, goesOn) {
      const began = engine.moment();
      const isSame = () => goesOn() && engine.moment() === began;
      const snapshot = randomUUID();
      try {
        await rm(unfinished, { force: true });
        await refuseFullDisk(folder, engine);
        if (!isSame()) return false;
        const head: Head = { ...headOf(statistics), snapshot, change };
        if (!(await writeEngine(unfinished, head, engine, isSame))) return false;
        if (!goesOn()) return false;
        await rename(unfinished, path);
        await syncFolder(folder);
        await copy.nameCopy(snapshot);
        return true;
      } finally {
        await rm(unfinished, { force: true });
      }
    },
  };
}

/**
 * What is written lies beside the one before until it is whole, and must not take what lake and database need.
 *
 * @throws Error where too little would stay free.
 */
async function refuseFullDisk(folder: string, engine: Engine): Promise<void> {
  const needed = Object.values(engine.bytes()).reduce((sum, bytes) => sum + bytes, RESERVE_BYTES);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed)
    throw new Error(
      `${folder} has ${bavail * bsize} bytes free; with what must stay free, ${needed} are needed.`,
    );
}
