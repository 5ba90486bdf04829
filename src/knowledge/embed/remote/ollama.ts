import { ollamaDialect } from './dialects.ts';
import type { RemoteModel } from './model.ts';
import { type RemoteSettings, spaceId, spaceOf } from './settings.ts';

/** It computes one request after the other: small ones let queries in between. */
const LIMITS = { textsPerRequest: 16, tokensPerRequest: 16_000 };
const HERE = /^(localhost|127(\.\d+){3}|\[::1\])$/;
/** Models of this name run in Ollama's own cloud, whichever machine is asked. */
const CLOUD = /[-:]cloud$/;

/** Ollama, on this machine or another. Its names and tags mean the same model wherever it runs. */
export function ollamaModel(settings: RemoteSettings): RemoteModel {
  const model = settings.CASEBOOK_EMBEDDING_MODEL ?? 'nomic-embed-text';
  const { OLLAMA_BASE_URL: baseUrl } = settings;
  const space = spaceOf(model, settings.CASEBOOK_EMBEDDING_DIMENSIONS);
  return {
    name: `Ollama ${model}`,
    id: spaceId('ollama', model, space),
    ...space,
    ...LIMITS,
    remote: !HERE.test(new URL(baseUrl).hostname) || CLOUD.test(model),
    baseUrl,
    path: '/api/embed',
    headers: {},
    secret: null,
    dialect: ollamaDialect({ model }),
  };
}
