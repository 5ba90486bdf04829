import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake that the crash test must find, made in the victim's sources as they are loaded. */
interface PlantedBug {
  /** The end of the file's path. */
  readonly file: string;
  /** What stands there, exactly, and what is to stand there instead. */
  readonly changes: readonly (readonly [string, string])[];
}

/** Mistakes in the order in which things become durable: harmless until a process ends between two of them. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  'tickets are committed before their lines are in the lake': {
    file: '/src/ingest/intake.ts',
    changes: [
      ['let seq = fresh.length > 0 ? await lake.append(fresh) : 0;', 'let seq = lake.lastSeq + 1;'],
      [
        'return commitBatch(database, judged, lake.lastSeq);',
        `const counts = await commitBatch(database, judged, lake.lastSeq + fresh.length);
         if (fresh.length > 0) await lake.append(fresh);
         return counts;`,
      ],
    ],
  },
  'the checkpoint moves before its tickets are taken': {
    file: '/src/ingest/sync.ts',
    changes: [
      [
        'let announced = -1;',
        `let announced = -1;
         if (source.scope !== null && position !== null)
           await database.insertInto('checkpoints').values({ scope: source.scope, position })
             .onConflict((conflict) => conflict.column('scope').doUpdateSet({ position })).execute();`,
      ],
    ],
  },
};

/** Makes the modules that are loaded from now on have the bug. */
export function plant(name: string): void {
  const bug = plantedBugs[name];
  if (!bug) throw new Error(`there is no planted bug "${name}"`);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.startsWith('file:') || !fileURLToPath(url).endsWith(bug.file)) return loaded;
      let source = String(loaded.source);
      for (const [right, wrong] of bug.changes) {
        if (!source.includes(right)) throw new Error(`${bug.file} no longer says "${right}"`);
        source = source.replace(right, () => wrong);
      }
      return { ...loaded, source };
    },
  });
}
