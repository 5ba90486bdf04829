import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openVectorCache } from './vector-cache.ts';

/** What of transformers.js is used here: it is not among the project's own packages. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly AutoTokenizer: { from_pretrained(name: string): Promise<Tokenizer> };
  readonly AutoModel: { from_pretrained(name: string, options: { dtype: string }): Promise<Model> };
}
type Tokenizer = (texts: string[], options: object) => Promise<{ input_ids: Tensor; attention_mask: Tensor }>;
type Model = (inputs: object) => Promise<{ last_hidden_state: { data: Float32Array } }>;
interface Tensor {
  readonly data: BigInt64Array;
  readonly dims: readonly [texts: number, tokens: number];
}

const NAME = 'all-MiniLM-L6-v2';
const DIMENSIONS = 384;
/** What sentence-transformers cuts texts to for this model. */
const TOKENS = 256;
const SEPARATOR = 102n;
const BATCH = 8;

export interface MiniLm {
  readonly dimensions: number;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

/**
 * The sentence-transformers model that many start with, at full precision, as a yardstick.
 *
 * @param models a folder with `all-MiniLM-L6-v2/onnx/model.onnx`.
 * @param runtime a folder with a package.json whose packages hold `@huggingface/transformers`.
 * @returns null where either is not there.
 */
export async function loadMiniLm(models: string, runtime: string): Promise<MiniLm | null> {
  if (!existsSync(join(models, NAME, 'onnx', 'model.onnx'))) return null;
  if (!existsSync(join(runtime, 'node_modules', '@huggingface', 'transformers'))) return null;
  const cache = openVectorCache(`${NAME}-fp32-${TOKENS}`, DIMENSIONS);
  let loaded: Promise<(texts: string[]) => Promise<Float32Array[]>> | null = null;

  async function load() {
    const entry = createRequire(join(runtime, 'package.json')).resolve('@huggingface/transformers');
    const { env, AutoTokenizer, AutoModel } = (await import(pathToFileURL(entry).href)) as Transformers;
    env.allowRemoteModels = false;
    env.localModelPath = models;
    const tokenizer = await AutoTokenizer.from_pretrained(NAME);
    const model = await AutoModel.from_pretrained(NAME, { dtype: 'fp32' });
    return async (texts: string[]) => {
      const inputs = await tokenizer(texts, { padding: true, truncation: true, max_length: TOKENS });
      closeCutTexts(inputs);
      const { last_hidden_state } = await model(inputs);
      return meanPool(last_hidden_state.data, inputs.attention_mask);
    };
  }

  return {
    dimensions: DIMENSIONS,
    async embed(texts) {
      const missing = [...new Set(texts)].filter((text) => !cache.get(text));
      // Texts of like length together: the shorter ones of a batch are padded.
      missing.sort((a, b) => a.length - b.length);
      if (missing.length > 0)
        console.error(`MiniLM: ${missing.length} texts to embed (kept for the next run)`);
      for (let start = 0; start < missing.length; start += BATCH) {
        loaded ??= load();
        const batch = missing.slice(start, start + BATCH);
        const vectors = await (await loaded)(batch);
        cache.put(batch.map((text, position) => [text, vectors[position] as Float32Array]));
      }
      return texts.map((text) => cache.get(text) as Float32Array);
    },
  };
}

/** Truncation here drops the closing token that the model knows; it goes back in as the last one. */
function closeCutTexts({ input_ids, attention_mask }: { input_ids: Tensor; attention_mask: Tensor }): void {
  const [texts, tokens] = input_ids.dims;
  for (let text = 0; text < texts; text += 1) {
    const last =
      text * tokens + attention_mask.data.subarray(text * tokens, (text + 1) * tokens).lastIndexOf(1n);
    input_ids.data[last] = SEPARATOR;
  }
}

/** Means over the tokens that are not padding, made unit length. */
function meanPool(states: Float32Array, { data: mask, dims: [texts, tokens] }: Tensor): Float32Array[] {
  return Array.from({ length: texts }, (_, text) => {
    const vector = new Float32Array(DIMENSIONS);
    for (let token = 0; token < tokens; token += 1) {
      if (mask[text * tokens + token] === 0n) continue;
      const offset = (text * tokens + token) * DIMENSIONS;
      for (let i = 0; i < DIMENSIONS; i += 1)
        vector[i] = (vector[i] as number) + (states[offset + i] as number);
    }
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  });
}
