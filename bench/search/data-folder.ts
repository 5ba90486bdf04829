import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Query } from './engine.ts';

/** A document as it lies in the folder: its number is its position, its vector the one at this position. */
export interface BenchDocument {
  readonly id: number;
  readonly text: string;
  /** True for 5 % of the documents. */
  readonly five: boolean;
  /** True for 0.1 % of the documents. */
  readonly rare: boolean;
}

export interface DocumentGroup {
  readonly documents: readonly BenchDocument[];
  /** One after the other. */
  readonly vectors: Float32Array;
}

/**
 * The documents and queries of one size, as files that every engine's process reads, in whatever language:
 * `documents.jsonl`, `vectors.f32` (rows of little-endian float32), and for both kinds of queries `words.json` /
 * `tickets.json` (a list of texts) with `words.f32` / `tickets.f32`.
 */
export interface DataFolder {
  readonly path: string;
  readonly dimensions: number;
  readonly count: number;
}

export const QUERY_KINDS = ['words', 'tickets'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** The documents in order, in groups, so that a million need not fit into memory. */
export async function* groupsOf(
  { path, dimensions }: DataFolder,
  size: number,
): AsyncGenerator<DocumentGroup> {
  const file = await open(join(path, 'vectors.f32'));
  try {
    let documents: BenchDocument[] = [];
    const take = async () => {
      const vectors = new Float32Array(documents.length * dimensions);
      await file.read(new Uint8Array(vectors.buffer));
      const group = { documents, vectors };
      documents = [];
      return group;
    };
    for await (const line of createInterface(createReadStream(join(path, 'documents.jsonl')))) {
      documents.push(JSON.parse(line));
      if (documents.length === size) yield await take();
    }
    if (documents.length > 0) yield await take();
  } finally {
    await file.close();
  }
}

export function rowOf(vectors: Float32Array, position: number, dimensions: number): Float32Array {
  return vectors.subarray(position * dimensions, (position + 1) * dimensions);
}

export async function queriesOf({ path, dimensions }: DataFolder, kind: QueryKind): Promise<Query[]> {
  const texts: string[] = JSON.parse(await readFile(join(path, `${kind}.json`), 'utf8'));
  const vectors = new Float32Array(new Uint8Array(await readFile(join(path, `${kind}.f32`))).buffer);
  return texts.map((text, position) => ({ text, vector: rowOf(vectors, position, dimensions) }));
}
