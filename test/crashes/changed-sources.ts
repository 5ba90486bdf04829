import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Makes a module something else than its file says. */
export interface SourceChange {
  /** The end of the file's path. */
  readonly file: string;
  /** What stands there, exactly, and what is to stand there instead. */
  readonly changes: readonly (readonly [string, string])[];
}

/** Changes modules that this thread loads from now on. */
export function changeSources(wanted: readonly SourceChange[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.startsWith('file:')) return loaded;
      const path = fileURLToPath(url);
      if (!wanted.some(({ file }) => path.endsWith(file))) return loaded;
      return { ...loaded, source: changedSource(path, String(loaded.source), wanted) };
    },
  });
}

/** What a module says after those of the changes that are of it. */
export function changedSource(path: string, source: string, wanted: readonly SourceChange[]): string {
  const here = wanted.filter(({ file }) => path.endsWith(file));
  return here
    .flatMap(({ changes }) => changes)
    .reduce((said, [right, wrong]) => {
      if (!said.includes(right)) throw new Error(`${path} no longer says "${right}"`);
      return said.replace(right, () => wrong);
    }, source);
}
