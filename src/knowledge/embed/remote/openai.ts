import { openAiDialect } from './dialects.ts';
import type { RemoteModel } from './model.ts';
import { needed, type RemoteSettings, spaceId, spaceOf } from './settings.ts';

/** Documented for the embeddings endpoint, with room for what the estimate of tokens misses. */
const LIMITS = { textsPerRequest: 256, tokensPerRequest: 200_000 };

/** OpenAI's own service, or what stands in for it at another address. */
export function openAiModel(settings: RemoteSettings): RemoteModel {
  const apiKey = needed(settings, 'OPENAI_API_KEY', 'openai');
  const model = settings.CASEBOOK_EMBEDDING_MODEL ?? 'text-embedding-3-small';
  const { OPENAI_BASE_URL: baseUrl } = settings;
  const space = spaceOf(model, settings.CASEBOOK_EMBEDDING_DIMENSIONS);
  const { hostname, host } = new URL(baseUrl);
  return {
    name: `OpenAI ${model}`,
    id: spaceId('openai', hostname.endsWith('.openai.com') ? model : `${host}/${model}`, space),
    ...space,
    ...LIMITS,
    remote: true,
    baseUrl,
    path: '/embeddings',
    headers: { authorization: `Bearer ${apiKey}` },
    secret: apiKey,
    dialect: openAiDialect({ model, dimensions: space.asked, encoding: 'base64' }),
  };
}
