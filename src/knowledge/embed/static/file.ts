import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';

/** A static model as it lies in memory. Token `t` has the vector `scales[t] * rows[t * dimensions … (t + 1) * dimensions]`. */
export interface StaticModel {
  /** `<name>@<first 12 hex digits of the SHA-256 of the file>` */
  readonly id: string;
  readonly dimensions: number;
  /** Token `t` is `vocabulary[t]`; pieces that continue a word start with `##`. */
  readonly vocabulary: readonly string[];
  /** The token that stands for a word the vocabulary cannot spell. */
  readonly unknown: string;
  readonly maxCharactersPerWord: number;
  /** One factor per token: quantisation step times the token's weight. Zero: the token says nothing. */
  readonly scales: Float32Array;
  /** `vocabulary.length * dimensions` values in [-127, 127], token by token. */
  readonly rows: Int8Array;
  /** What it was trained on from; null for one that ships with Casebook. */
  readonly origin: ModelOrigin | null;
}

export const MAGIC = 'CBSTATIC';
export const FORMAT_VERSION = 1;
/** Magic (8 bytes), format version and header length (uint32, little-endian). */
export const PREFIX_BYTES = 16;

const originSchema = z.object({
  /** The id of the model that it was trained on from. */
  base: z.string(),
  /** How many tickets it learned from, and when the newest of them changed (ISO 8601). */
  tickets: z.int().nonnegative(),
  newest: z.string(),
});
export type ModelOrigin = z.infer<typeof originSchema>;

const headerSchema = z.object({
  name: z.string().min(1),
  dimensions: z.int().positive(),
  vocabularySize: z.int().positive(),
  vocabularyBytes: z.int().positive(),
  bodySha256: z.string().regex(/^[0-9a-f]{64}$/),
  termFrequency: z.literal('1+ln'),
  tokenizer: z.object({
    type: z.literal('bert-uncased'),
    unknown: z.string(),
    maxCharactersPerWord: z.int().positive(),
  }),
  origin: originSchema.optional(),
});
/** What stands at the head of a model file, in JSON. */
export type ModelHeader = z.infer<typeof headerSchema>;

/**
 * Reads a model file; its form is laid down in `models/static/MODEL_CARD.md`. Every byte is under a checksum, so a
 * damaged file is refused rather than searched with.
 *
 * @throws CasebookError `model-unreadable`, naming the file and what is wrong with it.
 */
export function readModelFile(path: string): StaticModel {
  const fail = (reason: string, cause?: unknown) =>
    new CasebookError('model-unreadable', `${path}: ${reason}.`, { cause });

  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (cause) {
    throw fail((cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause), cause);
  }

  if (file.length < PREFIX_BYTES || file.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw fail('not a Casebook model (it does not start with CBSTATIC; is it a Git LFS pointer?)');
  const version = file.readUInt32LE(8);
  if (version !== FORMAT_VERSION)
    throw fail(`format version ${version}; this Casebook reads version ${FORMAT_VERSION}`);
  const bodyStart = PREFIX_BYTES + file.readUInt32LE(12);
  if (bodyStart > file.length) throw fail('truncated in its header');

  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(JSON.parse(file.toString('utf8', PREFIX_BYTES, bodyStart)));
  } catch (cause) {
    throw fail('its header cannot be read', cause);
  }

  const { vocabularySize: size, vocabularyBytes, dimensions } = header;
  const scalesStart = bodyStart + Math.ceil(vocabularyBytes / 4) * 4;
  const rowsStart = scalesStart + size * Float32Array.BYTES_PER_ELEMENT;
  const end = rowsStart + size * dimensions;
  if (file.length !== end) throw fail(`${file.length} bytes long where its header promises ${end}`);
  if (sha256(file.subarray(bodyStart)) !== header.bodySha256)
    throw fail('damaged: its checksum does not agree with its content');

  const vocabulary = file.toString('utf8', bodyStart, bodyStart + vocabularyBytes).split('\n');
  if (vocabulary.length !== size) throw fail(`${vocabulary.length} tokens where its header promises ${size}`);

  return {
    id: `${header.name}@${sha256(file).slice(0, 12)}`,
    dimensions,
    vocabulary,
    unknown: header.tokenizer.unknown,
    maxCharactersPerWord: header.tokenizer.maxCharactersPerWord,
    // A copy: a view would need the file's bytes to start at a multiple of four.
    scales: new Float32Array(new Uint8Array(file.subarray(scalesStart, rowsStart)).buffer),
    rows: new Int8Array(file.buffer, file.byteOffset + rowsStart, size * dimensions),
    origin: header.origin ?? null,
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
