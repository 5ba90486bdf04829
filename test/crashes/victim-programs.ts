import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { changedSource, type SourceChange } from './changed-sources.ts';
import { plantedBug } from './planted.ts';
import type { Program } from './victim-process.ts';

/**
 * Victims in a few files each, sound or with a planted bug, built when one is first asked for. Of most lives, half would
 * go by with loading nearly 2,000 modules, where there is nothing to die at.
 */
export interface VictimPrograms extends Disposable {
  of(bug: string | null): Promise<Program>;
}

export function victimPrograms(): VictimPrograms {
  const place = makeTemporaryFolder();
  const built = new Map<string | null, Promise<Program>>();
  async function program(bug: string | null): Promise<Program> {
    const folder = join(place.path, String(built.size));
    await bundle(folder, bug === null ? null : plantedBug(bug));
    return { file: join(folder, ENTRY), compiled: join(folder, 'compiled') };
  }
  return {
    of(bug) {
      const known = built.get(bug) ?? program(bug);
      built.set(bug, known);
      return known;
    },
    [Symbol.dispose]: () => place.remove(),
  };
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const DEATH = here('death.ts');
const ENTRY = 'victim.mjs';

async function bundle(outDir: string, bug: SourceChange | null): Promise<void> {
  const planted: string[] = [];
  const asItLies: Plugin = {
    name: 'as-it-lies',
    enforce: 'pre',
    resolveId: (name) =>
      // Loaded before, and asked by the victim what it counted: there is one of it.
      name.endsWith('/death.ts') ? { id: pathToFileURL(DEATH).href, external: true } : null,
    transform(code, id) {
      const wrong = bug ? changedSource(id, code, [bug]) : code;
      if (wrong !== code) planted.push(id);
      return inItsPlace(wrong, id);
    },
  };
  await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    plugins: [asItLies],
    ssr: { noExternal: true },
    build: {
      ...{ ssr: here('victim.ts'), outDir, target: 'node24', copyPublicDir: false },
      // What is no part of an installation as it comes.
      rolldownOptions: {
        external: ['@huggingface/transformers', 'pg-native'],
        output: { entryFileNames: ENTRY },
      },
    },
  });
  if (bug && planted.length !== 1) throw new Error(`the bug stands in ${planted.length} modules`);
}

/** A module finds the files that lie beside it, threads among them, from wherever it is run. */
function inItsPlace(code: string, id: string): string {
  return code
    .replaceAll('import.meta.url', () => JSON.stringify(pathToFileURL(id).href))
    .replaceAll('import.meta.filename', () => JSON.stringify(id));
}
