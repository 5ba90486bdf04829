import { openAiDialect } from './dialects.ts';
import type { RemoteModel } from './model.ts';
import { needed, type RemoteSettings, spaceId, spaceOf } from './settings.ts';

/** What the small ones take (text-embeddings-inference: 32 texts). */
const LIMITS = { textsPerRequest: 32, tokensPerRequest: 16_000 };

/**
 * Any server that speaks OpenAI's embeddings: vLLM, llama.cpp, text-embeddings-inference, LiteLLM and others. Some serve
 * one model under whatever name: the id holds the host too. One on this machine may be a gateway to another: it is remote
 * all the same.
 */
export function openAiCompatibleModel(settings: RemoteSettings): RemoteModel {
  const baseUrl = needed(settings, 'CASEBOOK_EMBEDDING_BASE_URL', 'openai-compatible');
  const model = needed(settings, 'CASEBOOK_EMBEDDING_MODEL', 'openai-compatible');
  const apiKey = settings.CASEBOOK_EMBEDDING_API_KEY;
  const space = spaceOf(model, settings.CASEBOOK_EMBEDDING_DIMENSIONS);
  const { host } = new URL(baseUrl);
  return {
    name: `${host} ${model}`,
    id: spaceId('openai-compatible', `${host}/${model}`, space),
    ...space,
    ...LIMITS,
    remote: true,
    baseUrl,
    path: '/embeddings',
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    secret: apiKey ?? null,
    dialect: openAiDialect({ model, dimensions: space.asked, encoding: 'float' }),
  };
}
