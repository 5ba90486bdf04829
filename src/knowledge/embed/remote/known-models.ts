import type { Prefixes } from './model.ts';

/** What is known of a model without asking for it. */
export interface KnownModel {
  readonly dimensions: number;
  readonly tokensPerText: number;
  /** Whether it gives shorter vectors on request (`dimensions`). */
  readonly adjustable?: true;
  readonly prefixes?: Prefixes;
}

/** From the documentation of OpenAI (embeddings guide) and the models' own cards. */
const models: Readonly<Record<string, KnownModel>> = {
  'text-embedding-3-small': { dimensions: 1536, tokensPerText: 8191, adjustable: true },
  'text-embedding-3-large': { dimensions: 3072, tokensPerText: 8191, adjustable: true },
  'text-embedding-ada-002': { dimensions: 1536, tokensPerText: 8191 },
  'nomic-embed-text': {
    dimensions: 768,
    // The model reads more; this is how Ollama serves it.
    tokensPerText: 2048,
    prefixes: { passage: 'search_document: ', query: 'search_query: ' },
  },
  'mxbai-embed-large': {
    dimensions: 1024,
    tokensPerText: 512,
    prefixes: { passage: '', query: 'Represent this sentence for searching relevant passages: ' },
  },
  'all-minilm': { dimensions: 384, tokensPerText: 256 },
  'bge-m3': { dimensions: 1024, tokensPerText: 8192 },
};

/** The model of that name, whatever its tag (`nomic-embed-text:v1.5`) and its owner (`openai/text-embedding-3-small`). */
export function knownModel(name: string): KnownModel | null {
  const bare = name.split('/').at(-1)?.split(':')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(models, bare) ? (models[bare] ?? null) : null;
}
