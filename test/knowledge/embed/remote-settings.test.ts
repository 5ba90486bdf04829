import { describe, expect, test } from 'vitest';
import { openEmbedders } from '../../../src/knowledge/embed/index.ts';
import { loadConfig } from '../../../src/platform/config/index.ts';
import { KEY } from '../../support/embedding-service.ts';
import { remoteEmbedders } from '../../support/remote-embedders.ts';

const { service, open } = await remoteEmbedders();

test('every space has an id of its own', () => {
  const ids = [
    open('openai'),
    open('openai', { CASEBOOK_EMBEDDING_DIMENSIONS: '512' }),
    open('openai', { CASEBOOK_EMBEDDING_MODEL: 'text-embedding-3-large' }),
    open('azure-openai'),
    open('azure-openai', { AZURE_OPENAI_DEPLOYMENT: 'other' }),
    open('openai-compatible'),
    open('openai-compatible', { CASEBOOK_EMBEDDING_BASE_URL: 'http://127.0.0.1:1/v1' }),
    open('ollama'),
    open('ollama', { CASEBOOK_EMBEDDING_MODEL: 'nomic-embed-text:v1' }),
  ].map(({ embedder }) => embedder.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['ollama', {}, false],
  ['ollama', { OLLAMA_BASE_URL: 'http://[::1]:11434' }, false],
  ['ollama', { OLLAMA_BASE_URL: 'http://gpu.example:11434' }, true],
  ['ollama', { OLLAMA_BASE_URL: 'http://127.0.0.1.example:11434' }, true],
  ['ollama', { CASEBOOK_EMBEDDING_MODEL: 'bge-m3:567m-cloud' }, true],
  ['openai', {}, true],
  ['azure-openai', {}, true],
  // It may be a gateway to another machine.
  ['openai-compatible', {}, true],
] as const)('%s with %o: texts leave this machine: %s', (name, settings, remote) => {
  expect(open(name, settings).embedder.remote).toBe(remote);
});

test.each([
  ['openai', { OPENAI_API_KEY: '' }, 'OPENAI_API_KEY is not set'],
  ['azure-openai', { AZURE_OPENAI_ENDPOINT: '' }, 'AZURE_OPENAI_ENDPOINT is not set'],
  ['azure-openai', { CASEBOOK_EMBEDDING_MODEL: '' }, 'CASEBOOK_EMBEDDING_DIMENSIONS is not set'],
  ['openai-compatible', { CASEBOOK_EMBEDDING_MODEL: '' }, 'CASEBOOK_EMBEDDING_MODEL is not set'],
  ['openai-compatible', { CASEBOOK_EMBEDDING_BASE_URL: '' }, 'CASEBOOK_EMBEDDING_BASE_URL is not set'],
  ['ollama', { CASEBOOK_EMBEDDING_MODEL: 'unheard-of' }, 'CASEBOOK_EMBEDDING_DIMENSIONS is not set'],
  ['ollama', { CASEBOOK_EMBEDDING_DIMENSIONS: '512' }, 'nomic-embed-text gives 768'],
  ['openai', { CASEBOOK_EMBEDDING_DIMENSIONS: '2000' }, 'text-embedding-3-small gives 1536 or fewer'],
] as const)('%s with %o does not open', (name, settings, detail) => {
  expect(() => open(name, settings)).toThrow(
    expect.objectContaining({ code: 'embedder-not-configured', detail: expect.stringContaining(detail) }),
  );
});

describe('an embedder is found again by its id', () => {
  test('with another model and length than the settings choose now', async () => {
    const { embedder } = open('openai', { CASEBOOK_EMBEDDING_DIMENSIONS: '512' });
    const { embedders } = open('openai', { CASEBOOK_EMBEDDING_MODEL: 'text-embedding-3-large' });
    const found = await embedders.find(embedder.id);
    expect([found?.id, found?.dimensions]).toEqual([embedder.id, 512]);
    expect(await embedders.find(embedder.id)).toBe(found);
    expect(await found?.embed(['a text'])).toEqual(await embedder.embed(['a text']));
  });

  test('on this machine, whatever the settings choose now', async () => {
    const { embedders } = open('openai', { OLLAMA_BASE_URL: `${service.url}/ollama` });
    const { config } = loadConfig();
    const shipped = openEmbedders({
      settings: config,
      modelsFolder: '/nowhere',
      adaptedFolder: '/nowhere',
      onCut: () => {},
    }).chosen;
    for (const { id } of [open('ollama').embedder, shipped]) expect((await embedders.find(id))?.id).toBe(id);
  });

  test('on another machine only where the settings still choose that service', async () => {
    const elsewhere = { OPENAI_BASE_URL: 'https://api.openai.com/v1' };
    const { id } = open('openai', elsewhere).embedder;
    expect(id).toBe('openai:text-embedding-3-small:1536');
    const same = open('openai', { ...elsewhere, CASEBOOK_EMBEDDING_MODEL: 'text-embedding-3-large' });
    expect((await same.embedders.find(id))?.id).toBe(id);
    expect(await open('ollama', { ...elsewhere, OPENAI_API_KEY: KEY }).embedders.find(id)).toBeNull();
  });

  test("but not in its cloud where the settings choose that service's models on this machine", async () => {
    const { id, remote } = open('ollama', { CASEBOOK_EMBEDDING_MODEL: 'nomic-embed-text:cloud' }).embedder;
    expect(remote).toBe(true);
    const here = { OLLAMA_BASE_URL: `${service.url}/ollama` };
    expect(await open('ollama', here).embedders.find(id)).toBeNull();
    const another = { CASEBOOK_EMBEDDING_MODEL: 'mxbai-embed-large:cloud' };
    expect((await open('ollama', another).embedders.find(id))?.id).toBe(id);
  });

  test('and not where nobody knows it', async () => {
    const { embedders } = open('openai');
    for (const id of [
      'casebook-static-256@000000000000',
      'hashing-a-16',
      'minilm:all-MiniLM-L6-v2:384',
      'openai:x',
    ])
      expect(await embedders.find(id)).toBeNull();
  });
});
