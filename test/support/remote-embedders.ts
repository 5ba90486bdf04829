import { afterAll, beforeEach } from 'vitest';
import { openEmbedders } from '../../src/knowledge/embed/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { settingsFor, startEmbeddingService } from './embedding-service.ts';

export const REMOTE = ['openai', 'azure-openai', 'openai-compatible', 'ollama'] as const;

/** An embedding service for the tests of a file, each of which finds it as new, and embedders that ask it. */
export async function remoteEmbedders() {
  const service = await startEmbeddingService();
  afterAll(() => service.close());
  beforeEach(() => {
    service.seen.length = 0;
    service.faults.length = 0;
    service.trouble = () => null;
  });

  /** An embedder that asks the service, notes its waits instead of waiting, and how many texts it had to cut. */
  function open(name: (typeof REMOTE)[number], more: Record<string, string> = {}, now = Date.now) {
    const waits: number[] = [];
    const cut: number[] = [];
    const { config } = loadConfig({ ...settingsFor(name, service.url), ...more });
    const embedders = openEmbedders({
      settings: config,
      modelsFolder: '/nowhere',
      adaptedFolder: '/nowhere',
      onCut: (texts) => cut.push(texts),
      wait: async (ms) => void waits.push(ms),
      now,
    });
    const { chosen: embedder } = embedders;
    return { embedder, embedders, waits, cut };
  }

  return { service, open };
}
