import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { unitVector } from '../unit-vector.ts';
import type { Batch, BatchResult, ThreadData } from './thread.ts';

/** The thread in which transformers.js computes; see `thread.ts`. */

/** As much of transformers.js as is used here; its own types are not there where it is not installed. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; localModelPath: string };
  readonly AutoTokenizer: { from_pretrained(model: string): Promise<Tokenizer> };
  readonly AutoModel: { from_pretrained(model: string, options: object): Promise<Model> };
}
type Tokenizer = (
  texts: readonly string[],
  options: { padding: boolean; truncation: boolean; max_length: number },
) => Tokens;
interface Tokens {
  /** Texts times tokens, row by row. */
  readonly input_ids: { readonly dims: readonly number[]; readonly data: BigInt64Array };
  readonly attention_mask: { readonly data: BigInt64Array };
}
interface Model {
  (tokens: Tokens): Promise<{ readonly last_hidden_state: { readonly data: Float32Array } }>;
  dispose(): Promise<unknown>;
}

/** Of sentence-transformers for this model; it was trained on 128, and its positions would reach to 512. */
const MAX_TOKENS = 256;
const [UNKNOWN, START, END] = [100n, 101n, 102n];
/** What the tokenizer would take for its own marks; apart, they are read as text, in the very same tokens. */
const MARKS = /\[(CLS|SEP|MASK|PAD|UNK)\]/g;

const { runtime, folder, model: name, threads } = workerData as ThreadData;
const port = parentPort;
if (!port) throw new Error('this file is run as a thread');

const library: { default?: Transformers } & Transformers = await import(pathToFileURL(runtime).href);
const { env, AutoTokenizer, AutoModel } = library.default ?? library;
env.allowRemoteModels = false;
env.localModelPath = folder;
const tokenizer = await AutoTokenizer.from_pretrained(name);
const model = await AutoModel.from_pretrained(name, {
  dtype: 'fp32',
  session_options: { intraOpNumThreads: threads },
});

let last: Promise<void> = Promise.resolve();
port.on('message', (batch: Batch | null) => {
  last = last.then(async () => {
    if (!batch) {
      await model.dispose();
      return port.close();
    }
    port.postMessage(await answer(batch));
  });
});

async function answer({ number, texts }: Batch): Promise<BatchResult> {
  try {
    return { number, ...(await embed(texts)) };
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

async function embed(texts: readonly string[]) {
  const tokens = tokenizer(
    texts.map((text) => text.toWellFormed().replace(MARKS, '[ $1 ]')),
    { padding: true, truncation: true, max_length: MAX_TOKENS },
  );
  const cut = closeCutTexts(tokens);
  const { data: states } = (await model(tokens)).last_hidden_state;
  return { vectors: texts.map((_, row) => unitVector(meanOf(row, tokens, states))), cut };
}

/** Truncation takes the closing mark too, without which the vectors are other ones. Returns how many texts were cut. */
function closeCutTexts({ input_ids: { dims, data }, attention_mask }: Tokens): number {
  const [rows = 0, width = 0] = dims;
  let cut = 0;
  for (let row = 0; row < rows; row += 1) {
    const end = (row + 1) * width - 1;
    if (attention_mask.data[end] === 0n || data[end] === END) continue;
    data[end] = END;
    cut += 1;
  }
  return cut;
}

/** The mean of a text's states; zeros for a text of which the model knows nothing. */
function meanOf(row: number, tokens: Tokens, states: Float32Array): Float64Array {
  const [rows = 1, width = 0] = tokens.input_ids.dims;
  const dimensions = states.length / (rows * width);
  const sum = new Float64Array(dimensions);
  let known = false;
  for (let at = row * width; at < (row + 1) * width; at += 1) {
    if (tokens.attention_mask.data[at] === 0n) continue;
    const id = tokens.input_ids.data[at];
    known ||= id !== UNKNOWN && id !== START && id !== END;
    for (let i = 0; i < dimensions; i += 1) sum[i]! += states[at * dimensions + i]!;
  }
  return known ? sum : new Float64Array(dimensions);
}
