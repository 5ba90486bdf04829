import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { endianness } from 'node:os';

/** What every copy of an index rests on: words, fields and vectors are read from tickets by these. */
const COMMON = ['./conditions', '../terms', '../tickets', '../centring/'];
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

const known = new Map<string, string>();

/**
 * Names the code that makes a copy of an index, such as an engine's arrays: what another version has written is not read.
 * It is a digest of the code itself, because nobody can forget to raise that; with it, what the code stands on: how words
 * are stemmed, what is a letter in Unicode, in which order bytes lie.
 *
 * @param own where that code lies beside what all share, from this folder: a folder, ending in a slash, or a file without
 *   its ending.
 */
export function madeBy(own: readonly string[]): string {
  const key = own.join(' ');
  const digest = known.get(key) ?? digestOf([...own, ...COMMON]);
  known.set(key, digest);
  return digest;
}

function digestOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places)
    for (const name of namesAt(place))
      hash.update(name).update(readFileSync(new URL(place + name, import.meta.url)));
  hash.update(readFileSync(createRequire(import.meta.url).resolve('stemmer')));
  hash.update(`${process.versions.unicode} ${endianness()}`);
  return hash.digest('hex').slice(0, 16);
}

/** The files of a folder, or the ending of one file. */
function namesAt(place: string): string[] {
  if (!place.endsWith('/')) return [EXTENSION];
  return readdirSync(new URL(place, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(EXTENSION))
    .sort();
}
