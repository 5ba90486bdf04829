import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vectors of texts that are slow to embed, kept between runs in the system's temporary folder by what the text says. */
export interface VectorCache {
  get(text: string): Float32Array | undefined;
  put(entries: readonly (readonly [text: string, vector: Float32Array])[]): void;
}

const KEY_BYTES = 32;

/** @param name names the model and everything else that moves vectors. */
export function openVectorCache(name: string, dimensions: number): VectorCache {
  const folder = join(tmpdir(), 'casebook-evals');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.vectors`);
  const length = KEY_BYTES + dimensions * 4;
  const known = new Map<string, Float32Array>();
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    const whole = Math.floor(bytes.length / length);
    if (bytes.length > whole * length) truncateSync(file, whole * length);
    for (let at = 0; at < whole * length; at += length) {
      const vector = new Uint8Array(bytes.subarray(at + KEY_BYTES, at + length));
      known.set(bytes.toString('hex', at, at + KEY_BYTES), new Float32Array(vector.buffer));
    }
  }
  const keyOf = (text: string) => createHash('sha256').update(text);
  return {
    get: (text) => known.get(keyOf(text).digest('hex')),
    put(entries) {
      const records = entries.map(([text, vector]) => {
        known.set(keyOf(text).digest('hex'), vector);
        return Buffer.concat([
          keyOf(text).digest(),
          Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
        ]);
      });
      appendFileSync(file, Buffer.concat(records));
    },
  };
}
