import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createErasure, type Erasure } from '../../src/ingest/index.ts';
import { createTurns } from '../../src/platform/turns/index.ts';
import { type OpenIntake, openIntake } from './intake.ts';

export interface OpenErasure extends OpenIntake {
  readonly erasure: Erasure;
  readonly folder: string;
  /** Tickets that the index was told to forget. */
  readonly removed: string[];
  /** How often it was asked to, and so to remove its files. */
  removals(): number;
}

/** An intake with what erases from it. */
export async function openErasure(folder: string, location?: string): Promise<OpenErasure> {
  const open = await openIntake(folder, location);
  const removed: string[] = [];
  let removals = 0;
  const erasure = createErasure({
    ...open,
    lakeFolder: join(folder, 'lake'),
    index: {
      inTurn: createTurns(),
      async remove(ids) {
        removals += 1;
        removed.push(...ids);
      },
    },
    onChanged: () => {},
  });
  return { ...open, erasure, folder, removed, removals: () => removals };
}

/** What erases from an intake that no index stands behind. */
export function openErasureOver(open: OpenIntake): Erasure {
  return createErasure({
    ...open,
    lakeFolder: join(open.folder, 'lake'),
    index: { inTurn: createTurns(), remove: async () => {} },
    onChanged: () => {},
  });
}

/** The files below a folder that hold any of these words, and which. */
export function filesWith(folder: string, ...words: (string | RegExp)[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      return words
        .filter((word) =>
          typeof word === 'string' ? bytes.includes(word) : word.test(bytes.toString('latin1')),
        )
        .map((word) => `${entry.name}: ${word}`);
    });
}
