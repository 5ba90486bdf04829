import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package that the bench installed for a peer. What it is is the caller's word: the project does not know its types. */
export function peerPackage<T>(packages: string, peer: string, name: string): T {
  return createRequire(join(packages, peer, 'package.json'))(name);
}
