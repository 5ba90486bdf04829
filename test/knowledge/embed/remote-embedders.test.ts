import { afterAll, describe, expect, test } from 'vitest';
import { cosine, embedderContract } from '../../contracts/embedder.ts';
import { KEY } from '../../support/embedding-service.ts';
import { REMOTE, remoteEmbedders } from '../../support/remote-embedders.ts';

const { service, open } = await remoteEmbedders();
const inputs = () => service.seen.flatMap(({ body }) => body.input);

for (const name of REMOTE)
  embedderContract(name, () => {
    const { embedder } = open(name);
    afterAll(() => embedder.close?.());
    return embedder;
  });

describe('asks as the service documents it', () => {
  test('OpenAI, with its default model', async () => {
    const { embedder } = open('openai');
    expect([embedder.id, embedder.dimensions]).toEqual([
      `openai:${new URL(service.url).host}/text-embedding-3-small:1536`,
      1536,
    ]);
    await embedder.embed(['a text']);
    expect(service.seen[0]).toMatchObject({
      path: '/openai/v1/embeddings',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: { model: 'text-embedding-3-small', input: ['a text'], encoding_format: 'base64' },
    });
    expect(service.seen[0]?.body).not.toHaveProperty('dimensions');
  });

  test('OpenAI, with shorter vectors', async () => {
    const { embedder } = open('openai', {
      CASEBOOK_EMBEDDING_MODEL: 'text-embedding-3-large',
      CASEBOOK_EMBEDDING_DIMENSIONS: '256',
    });
    expect(embedder.id).toMatch(/text-embedding-3-large:256$/);
    expect((await embedder.embed(['a text']))[0]).toHaveLength(256);
    expect(service.seen[0]?.body).toMatchObject({ model: 'text-embedding-3-large', dimensions: 256 });
  });

  test('Azure OpenAI', async () => {
    await open('azure-openai', { AZURE_OPENAI_API_VERSION: '2023-05-15' }).embedder.embed(['a text']);
    expect(service.seen[0]).toMatchObject({
      path: '/azure/openai/deployments/search-deployment/embeddings?api-version=2023-05-15',
      headers: { 'api-key': KEY },
    });
    expect(service.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  test('a compatible server, without a key and with one', async () => {
    await open('openai-compatible').embedder.embed(['a text']);
    await open('openai-compatible', { CASEBOOK_EMBEDDING_API_KEY: KEY }).embedder.embed(['a text']);
    expect(service.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, `Bearer ${KEY}`]);
    expect(service.seen[0]?.body).toEqual({
      model: 'house-model',
      input: ['a text'],
      encoding_format: 'float',
    });
  });

  test('Ollama, with the prefixes of its model', async () => {
    const { embedder } = open('ollama');
    await embedder.embed(['a text']);
    await embedder.embed(['a text'], { as: 'query' });
    expect(service.seen.map(({ path, body }) => ({ path, ...body }))).toEqual([
      {
        path: '/ollama/api/embed',
        model: 'nomic-embed-text',
        input: ['search_document: a text'],
        truncate: false,
      },
      {
        path: '/ollama/api/embed',
        model: 'nomic-embed-text',
        input: ['search_query: a text'],
        truncate: false,
      },
    ]);
    expect(embedder.id).toMatch(/^ollama:nomic-embed-text:768:p[0-9a-f]{8}$/);
  });
});

describe('texts in requests', () => {
  test('many texts go in several requests, some at once, and come back in order', async () => {
    const { embedder } = open('openai-compatible', { CASEBOOK_EMBEDDING_CONCURRENCY: '2' });
    const texts = Array.from({ length: 101 }, (_, i) => `ticket number ${i}`);
    const vectors = await embedder.embed(texts);
    expect(service.seen.map(({ body }) => body.input.length).sort()).toEqual([32, 32, 32, 5]);
    for (const i of [0, 33, 100]) {
      const [alone] = await embedder.embed([texts[i] as string]);
      expect(cosine(vectors[i] as Float32Array, alone as Float32Array)).toBeCloseTo(1, 5);
    }
    expect(service.busiest()).toBeLessThanOrEqual(2);
  });

  test('long texts share a request only as far as its tokens go', async () => {
    const { embedder } = open('openai-compatible');
    await embedder.embed(Array.from({ length: 10 }, () => 'word '.repeat(4000)));
    // 6,667 tokens each at three bytes a token, 16,000 a request.
    expect(service.seen.map(({ body }) => body.input.length)).toEqual([2, 2, 2, 2, 2]);
  });

  test('empty texts are not sent', async () => {
    const { embedder } = open('openai');
    const vectors = await embedder.embed(['', ' \n', 'a text', '']);
    expect(vectors.map((vector) => vector.some((value) => value !== 0))).toEqual([false, false, true, false]);
    expect(inputs()).toEqual(['a text']);
    expect(await embedder.embed(['', ''])).toHaveLength(2);
    expect(service.seen).toHaveLength(1);
  });

  test('a text that is too long is cut between characters, and that is said', async () => {
    const { embedder, cut } = open('openai-compatible');
    const vectors = await embedder.embed(['short', '🚒é'.repeat(10_000), 'short too']);
    expect(cut).toEqual([1]);
    expect(vectors).toHaveLength(3);
    const sent = inputs().filter((text) => text.startsWith('🚒'));
    expect(sent.at(-1)?.length).toBeGreaterThan(1000);
    for (const text of sent) expect(text.isWellFormed()).toBe(true);
    await embedder.embed(['short']);
    expect(cut).toEqual([1]);
  });

  test('what a model is known not to read is not sent', async () => {
    const { embedder, cut } = open('ollama');
    await embedder.embed(['word '.repeat(2000)]);
    expect(Buffer.byteLength(inputs()[0] ?? '')).toBeLessThanOrEqual(2048 * 4);
    expect(cut).toEqual([1]);
  });

  test('one text that is refused is found, and the others are not to blame', async () => {
    const { embedder } = open('openai');
    service.trouble = ({ body }) =>
      body.input.some((text) => text.includes('poison'))
        ? { status: 400, body: { error: { message: 'The input was filtered.' } } }
        : null;
    const texts = Array.from({ length: 9 }, (_, i) => (i === 6 ? 'poison' : `text ${i}`));
    await expect(embedder.embed(texts)).rejects.toMatchObject({
      code: 'embedder-text-refused',
      detail: expect.stringContaining('The input was filtered.'),
    });
    expect(service.seen.at(-1)?.body.input).toEqual(['poison']);
  });

  test('a request that is refused with any text is the fault of the settings', async () => {
    const { embedder } = open('openai');
    service.trouble = () => ({ status: 400, body: { error: { message: 'Unsupported parameter' } } });
    await expect(embedder.embed(['a', 'b', 'c'])).rejects.toMatchObject({
      code: 'embedder-refused',
      detail: expect.stringContaining('Unsupported parameter'),
    });
    expect(service.seen).toHaveLength(2);
  });
});

test.each(['openai', 'azure-openai', 'openai-compatible'] as const)(
  '%s: vectors go where their index says, and no index is believed twice',
  async (name) => {
    const { embedder } = open(name);
    const [one, two] = (await embedder.embed(['one', 'two'])) as [Float32Array, Float32Array];
    service.faults.push('reversed');
    expect(await embedder.embed(['one', 'two'])).toEqual([one, two]);
    service.faults.push('same index twice');
    await expect(embedder.embed(['one', 'two'])).rejects.toMatchObject({ code: 'embedder-answer-invalid' });
  },
);
