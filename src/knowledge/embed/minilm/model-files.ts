import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CasebookError } from '../../../domain/index.ts';
import { outboundClient } from '../../../platform/http/index.ts';

export const MODEL = 'all-MiniLM-L6-v2';
/** The same weights in the layout that transformers.js reads. */
const REPOSITORY = `Xenova/${MODEL}`;
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];

/** Where Hugging Face sends for large files, wherever it is asked. */
const STORES = /\.(hf\.co|huggingface\.co)$/;
const MOST_REDIRECTS = 3;

interface FetchOptions {
  /** The model's own folder. */
  readonly folder: string;
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

/**
 * Fetches those of the model's files that its folder lacks, each whole or not at all. Where all are there, nothing is
 * asked of the network.
 *
 * @throws CasebookError `embedder-model-missing`, naming the folder and the file.
 */
export async function fetchModel({ folder, endpoint, signal }: FetchOptions): Promise<void> {
  for (const name of FILES) {
    const file = join(folder, name);
    if (existsSync(file)) continue;
    const address = `${endpoint}/${REPOSITORY}/resolve/main/${name}`;
    try {
      await mkdir(dirname(file), { recursive: true });
      await download(new URL(address), file, signal);
    } catch (error) {
      signal.throwIfAborted();
      const needed = `${folder} needs ${FILES.join(', ')}`;
      throw new CasebookError(
        'embedder-model-missing',
        `${needed}; ${address}: ${error instanceof Error ? error.message : String(error)}.`,
        { cause: error },
      );
    }
  }
}

async function download(address: URL, file: string, signal: AbortSignal): Promise<void> {
  const part = `${file}.part`;
  for (let redirects = 0, at = address; ; redirects += 1) {
    const client = outboundClient({ baseUrl: at.origin, headers: {} });
    try {
      const { status, body, location } = await client.stream(at.pathname + at.search);
      if (status === 200) {
        await pipeline(body, createWriteStream(part), { signal });
        return await rename(part, file);
      }
      body.destroy();
      if (status < 300 || status >= 400 || !location) throw new Error(`answered ${status}`);
      const next = new URL(location, at);
      if (redirects === MOST_REDIRECTS) throw new Error('redirects without end');
      if (next.host !== address.host && !(next.protocol === 'https:' && STORES.test(next.hostname)))
        throw new Error(`redirects to ${next.host}, which is not asked`);
      at = next;
    } finally {
      await client.close();
      await rm(part, { force: true });
    }
  }
}
