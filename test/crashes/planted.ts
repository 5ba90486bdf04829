import type { SourceChange } from './changed-sources.ts';
import type { Task, VictimReport } from './plan.ts';

/** A mistake that the crash test must find, in the victim's sources. */
interface PlantedBug extends SourceChange {
  /** What victims are at where it shows. */
  readonly tasks: readonly Task[];
  /** Where victims die, as a number of steps from the first: near the two writes that changed places. */
  readonly within: Partial<VictimReport['steps']>;
  /** A seed that finds it early, to begin with. */
  readonly first: number;
  /** What is done before, undisturbed. */
  readonly before?: Task;
}

/** Mistakes in the order in which things become durable: harmless until a process ends between two of them. */
export const plantedBugs: Readonly<Record<string, PlantedBug>> = {
  'tickets are committed before their lines are in the lake': {
    file: '/src/ingest/intake.ts',
    tasks: ['sync'],
    within: { append: 4, flush: 5 },
    first: 1,
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
    tasks: ['sync'],
    within: { append: 8, flush: 8, commit: 30 },
    first: 1,
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
  'a model is chosen before its file is there': {
    file: '/src/knowledge/adapt/adaptations.ts',
    tasks: ['adapt'],
    within: { append: 1, flush: 1 },
    first: 1,
    before: 'sync',
    changes: [
      ['if (taken) await putModel(folder, outcome.model, model);', ''],
      ['if (!taken) return;', 'if (!taken) return;\n    await putModel(folder, outcome.model, model);'],
    ],
  },
};

export function plantedBug(name: string): SourceChange {
  const bug = plantedBugs[name];
  if (!bug) throw new Error(`there is no planted bug "${name}"`);
  return bug;
}
