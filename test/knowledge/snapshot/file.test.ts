import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openSnapshotFile,
  UnusableSnapshot,
  writeSnapshotFile,
} from '../../../src/knowledge/index/exact/snapshot/file.ts';
import { type Section, sectionsOf } from '../../../src/knowledge/index/exact/snapshot/sections.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const bytes = fc.uint8Array({ maxLength: 60 });
const strings = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 20 });
const parts = fc.record({
  words: strings,
  inner: fc.record({
    bytes,
    numbers: fc.uint32Array({ maxLength: 20 }),
    chains: fc.int32Array({ maxLength: 20 }),
    times: fc.float64Array({ maxLength: 20 }),
    deeper: fc.record({ names: strings }),
  }),
});
const vectors = fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 4 });

const sectionOf = (arrays: readonly Uint8Array[]): Section => ({
  name: 'vectors',
  kind: 'vectors',
  pieces: arrays,
});

/** All that can be read of a file. */
function contentOf(path: string) {
  const file = openSnapshotFile<{ of: string }>(path);
  try {
    const segments: Uint8Array[] = [];
    const read = file.parts();
    file.readVectors((segment) => {
      segments[segment] = new Uint8Array(16);
      return segments[segment];
    });
    return { head: file.head, parts: read, vectors: segments };
  } finally {
    file.close();
  }
}

async function written(folder: string, [made, arrays]: [object, readonly Uint8Array[]]): Promise<string> {
  const path = join(folder, `${Math.random()}.snapshot`);
  const sections = [...sectionsOf(made), sectionOf(arrays)];
  expect(await writeSnapshotFile(path, { of: 'test' }, sections, () => true)).toBe(true);
  return path;
}

test('what is written is read, for its owner alone', async () => {
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(parts, vectors, async (made, arrays) => {
      const path = await written(folder, [made, arrays]);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(contentOf(path)).toEqual({ head: { of: 'test' }, parts: made, vectors: arrays });
    }),
    { numRuns: 60 },
  );
});

test('numbers that nobody has are no strings', async () => {
  const ids: string[] = [];
  ids[3] = 'd';
  const path = await written(temporaryFolder(), [{ ids }, []]);
  expect(contentOf(path).parts).toEqual({ ids: ['', '', '', 'd'] });
});

test('what is longer than a slice comes back whole', async () => {
  const numbers = Uint32Array.from({ length: 700_000 }, (_, i) => i * 7919);
  const words = Array.from({ length: 9000 }, (_, i) => `word ${i} é`);
  const path = await written(temporaryFolder(), [{ numbers, words }, []]);
  expect(contentOf(path).parts).toEqual({ numbers, words });
});

test('a file with any byte changed, or cut anywhere, is not taken for a snapshot', async () => {
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(
      parts,
      vectors,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (made, arrays, at, change, isCut) => {
        const path = await written(folder, [made, arrays]);
        const content = readFileSync(path);
        const place = at % content.length;
        if (isCut) truncateSync(path, place);
        else {
          content[place] = (content[place] as number) ^ change;
          writeFileSync(path, content);
        }
        expect(() => contentOf(path)).toThrow(UnusableSnapshot);
      },
    ),
    { numRuns: 200 },
  );
});

test('a file that is given up in between is none', async () => {
  const path = join(temporaryFolder(), 'given-up.snapshot');
  const numbers = new Uint32Array(2_000_000);
  let asked = 0;
  const goesOn = () => ++asked < 3;
  expect(await writeSnapshotFile(path, {}, sectionsOf({ numbers }), goesOn)).toBe(false);
  expect(asked).toBe(3);
  expect(() => openSnapshotFile(path)).toThrow(UnusableSnapshot);
});
