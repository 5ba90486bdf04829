import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { endianness } from 'node:os';

/** Everything that decides what an engine's arrays hold for the same documents. */
const CODE = ['../', '../../conditions', '../../../terms', '../../../tickets', '../../../centring/'];
const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

let known: string | null = null;

/**
 * Names the code that makes an engine's arrays: what another version has written is not read. It is a digest of the code
 * itself, because nobody can forget to raise that; with it, what the code stands on: how words are stemmed, what is a
 * letter in Unicode, in which order bytes lie.
 */
export function madeBy(): string {
  known ??= digest();
  return known;
}

function digest(): string {
  const hash = createHash('sha256');
  for (const place of CODE)
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
