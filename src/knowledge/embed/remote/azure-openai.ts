import { openAiDialect } from './dialects.ts';
import type { RemoteModel } from './model.ts';
import { needed, type RemoteSettings, spaceId, spaceOf } from './settings.ts';

/** Azure limits tokens by the minute: smaller requests are refused less often. */
const LIMITS = { textsPerRequest: 128, tokensPerRequest: 60_000 };

/**
 * A deployment on Azure OpenAI. Its name can be anything, and another model can be put behind it: the id holds where it
 * lies, and the model where the settings say that.
 */
export function azureOpenAiModel(settings: RemoteSettings): RemoteModel {
  const baseUrl = needed(settings, 'AZURE_OPENAI_ENDPOINT', 'azure-openai');
  const apiKey = needed(settings, 'AZURE_OPENAI_API_KEY', 'azure-openai');
  const deployment = needed(settings, 'AZURE_OPENAI_DEPLOYMENT', 'azure-openai');
  const model = settings.CASEBOOK_EMBEDDING_MODEL ?? deployment;
  const space = spaceOf(model, settings.CASEBOOK_EMBEDDING_DIMENSIONS);
  const version = encodeURIComponent(settings.AZURE_OPENAI_API_VERSION);
  const place = [new URL(baseUrl).host, deployment, ...(model === deployment ? [] : [model])];
  return {
    name: `Azure OpenAI ${deployment}`,
    id: spaceId('azure-openai', place.join('/'), space),
    ...space,
    ...LIMITS,
    remote: true,
    baseUrl,
    path: `/openai/deployments/${encodeURIComponent(deployment)}/embeddings?api-version=${version}`,
    headers: { 'api-key': apiKey },
    secret: apiKey,
    dialect: openAiDialect({ model, dimensions: space.asked, encoding: 'base64' }),
  };
}
