import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { wordPieceTokenizer } from '../../src/knowledge/embed/static/wordpiece.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { testModels } from './test-data.ts';

const NAME = 'all-MiniLM-L6-v2';
const packages = new URL('../minilm/', import.meta.url).pathname;

/** Why MiniLM cannot be tested here, said aloud; null where its weights and transformers.js are there. */
export const miniLmMissing: { readonly what: 'weights' | 'packages'; readonly why: string } | null =
  whatIsMissing();
if (miniLmMissing !== null) console.warn(`SKIPPING tests of MiniLM: ${miniLmMissing.why}.`);

function whatIsMissing(): typeof miniLmMissing {
  if (testModels === null) return { what: 'weights', why: 'the folder of models is missing' };
  if (!existsSync(join(testModels, NAME)))
    return { what: 'weights', why: `${testModels} does not hold ${NAME}` };
  if (existsSync(join(packages, 'node_modules'))) return null;
  return { what: 'packages', why: '`npm ci --prefix test/minilm` installs what it runs on (474 MB)' };
}

/** A folder of models as a user has it: the weights, and transformers.js beside them. */
export function miniLmFolder(): { path: string; remove(): void } {
  const folder = makeTemporaryFolder();
  symlinkSync(join(testModels ?? '', NAME), join(folder.path, NAME));
  symlinkSync(join(packages, 'node_modules'), join(folder.path, 'node_modules'));
  return folder;
}

/** As much of onnxruntime-node as is used here. */
interface Runtime {
  readonly InferenceSession: { create(file: string): Promise<Session> };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => object;
}
interface Session {
  run(inputs: Record<string, object>): Promise<{ last_hidden_state: { data: Float32Array } }>;
  release(): Promise<void>;
}

/**
 * What sentence-transformers gives for a text, worked out by other means than the adapter's: tokens by Casebook's own
 * tokenizer, one text at a time, straight through onnxruntime.
 */
export async function miniLmReference(): Promise<{
  embed(text: string): Promise<Float64Array>;
  close(): Promise<void>;
}> {
  const folder = join(testModels ?? '', NAME);
  const require = createRequire(join(packages, 'package.json'));
  const { InferenceSession, Tensor } = require('onnxruntime-node') as Runtime;
  const session = await InferenceSession.create(join(folder, 'onnx/model.onnx'));
  const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8').trimEnd().split('\n');
  const tokenizer = wordPieceTokenizer({ vocabulary, unknown: '[UNK]', maxCharactersPerWord: 100 });
  return {
    async embed(text) {
      const tokens = [101, ...tokenizer.encode(text).slice(0, 254), 102];
      const tensor = (values: readonly number[]) =>
        new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
      const { last_hidden_state } = await session.run({
        input_ids: tensor(tokens),
        attention_mask: tensor(tokens.map(() => 1)),
        token_type_ids: tensor(tokens.map(() => 0)),
      });
      const sum = new Float64Array(384);
      for (const [i, value] of last_hidden_state.data.entries()) sum[i % 384]! += value;
      const length = Math.hypot(...sum);
      return sum.map((value) => value / length);
    },
    close: () => session.release(),
  };
}
