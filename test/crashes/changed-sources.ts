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
      const here = wanted.filter(({ file }) => path.endsWith(file));
      if (here.length === 0) return loaded;
      let source = String(loaded.source);
      for (const [right, wrong] of here.flatMap(({ changes }) => changes)) {
        if (!source.includes(right)) throw new Error(`${path} no longer says "${right}"`);
        source = source.replace(right, () => wrong);
      }
      return { ...loaded, source };
    },
  });
}
