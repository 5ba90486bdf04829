import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

/** What somebody far away waits for before anything shows: half a second of a slow mobile network (3 Mbit/s). */
const MOST_BYTES = 200_000;

const built = new URL('../../web/dist/', import.meta.url);
const read = (path: string) => readFileSync(new URL(`.${path}`, built));

/** Scripts and modules that a page names, with all that those import at once; what is imported when it is wanted is not among them. */
function loadedBy(html: string): Set<string> {
  const loaded = new Set<string>();
  const waiting = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="(\/[^"]+\.js)"/g)].map(
    ([, path]) => path!,
  );
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    const imports = read(path)
      .toString()
      .matchAll(/\b(?:import|from)\s*(["'`])(\.[^"'`]+\.js)\1/g);
    for (const [, , name] of imports) waiting.push(new URL(name!, `file://${path}`).pathname);
  }
  return loaded;
}

test('the JavaScript of the start page weighs less than 200 KB', () => {
  const loaded = [...loadedBy(read('/index.html').toString())];
  const weights = loaded.map((path) => ({ path, bytes: gzipSync(read(path)).length }));
  expect(loaded.some((path) => /^\/assets\/index-/.test(path))).toBe(true);
  const sum = weights.reduce((all, { bytes }) => all + bytes, 0);
  const heaviest = weights
    .toSorted((one, other) => other.bytes - one.bytes)
    .map(({ path, bytes }) => `${path} ${kilobytes(bytes)}`);
  expect(sum, `${kilobytes(sum)} gzipped: ${heaviest.join(', ')}`).toBeLessThan(MOST_BYTES);
});

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
