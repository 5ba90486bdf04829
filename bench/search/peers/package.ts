import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package that the bench installed for a peer. What it is is the caller's word: the project does not know its types. */
export function peerPackage<T>(packages: string, peer: string, name: string): T {
  return createRequire(join(packages, peer, 'package.json'))(name);
}

/** The version of such a package. */
export function peerVersion(packages: string, peer: string, name: string): string {
  return JSON.parse(readFileSync(join(packages, peer, 'node_modules', name, 'package.json'), 'utf8')).version;
}
