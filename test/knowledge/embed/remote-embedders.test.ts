import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openEmbedders } from '../../../src/knowledge/embed/index.ts';
import { loadConfig } from '../../../src/platform/config/index.ts';
import { cosine, embedderContract } from '../../contracts/embedder.ts';
import { KEY, settingsFor, startEmbeddingService } from '../../support/embedding-service.ts';

const NAMES = ['openai', 'azure-openai', 'openai-compatible', 'ollama'] as const;

const service = await startEmbeddingService();
afterAll(() => service.close());
beforeEach(() => {
  service.seen.length = 0;
  service.faults.length = 0;
  service.trouble = () => null;
});

/** An embedder that asks the service, notes its waits instead of waiting, and how many texts it had to cut. */
function open(name: (typeof NAMES)[number], more: Record<string, string> = {}, now = Date.now) {
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

const inputs = () => service.seen.flatMap(({ body }) => body.input);

for (const name of NAMES)
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

describe.each(NAMES)('%s in trouble', (name) => {
  test('waits as long as it is asked to, and goes on', async () => {
    const { embedder, waits } = open(name);
    service.faults.push({ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, 'cut');
    expect(await embedder.embed(['a text'])).toHaveLength(1);
    expect(service.seen).toHaveLength(4);
    expect(waits[0]).toBeGreaterThanOrEqual(7000);
    expect(waits[0]).toBeLessThan(8000);
  });

  test('gives up in the end, and says that it may pass', async () => {
    const { embedder, waits } = open(name);
    service.trouble = () => ({ status: 500, body: { error: { message: 'out of memory' } } });
    await expect(embedder.embed(['a text'])).rejects.toMatchObject({
      code: 'embedder-unavailable',
      detail: expect.stringMatching(/500 after 6 tries.*out of memory/),
    });
    expect(waits).toHaveLength(5);
  });

  test('lets somebody who searches wait for one more try alone', async () => {
    const { embedder } = open(name);
    service.trouble = () => ({ status: 503 });
    await expect(embedder.embed(['a text'], { as: 'query' })).rejects.toMatchObject({
      code: 'embedder-unavailable',
    });
    expect(service.seen).toHaveLength(2);
  });

  test.each([
    ['html', 'embedder-answer-invalid', /not JSON/],
    ['one vector less', 'embedder-answer-invalid', /1 vectors for 2 texts/],
    ['one dimension less', 'embedder-dimensions-differ', /gives \d+ dimensions, expected were \d+/],
    ['no number', 'embedder-answer-invalid', /number/],
  ] as const)('catches %s', async (fault, code, detail) => {
    const { embedder } = open(name);
    service.trouble = () => fault;
    await expect(embedder.embed(['one', 'two'])).rejects.toMatchObject({
      code,
      detail: expect.stringMatching(detail),
    });
  });

  test('is given up at once with the signal', async () => {
    const { embedder } = open(name);
    service.trouble = () => 'silent';
    const controller = new AbortController();
    const asked = embedder.embed(['a text'], { signal: controller.signal });
    const reason = new Error('nobody waits any more');
    setTimeout(() => controller.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
    await expect(embedder.embed(['a text'], { signal: controller.signal })).rejects.toBe(reason);
    expect(service.seen).toHaveLength(1);
  });

  test('ends with its closing', async () => {
    const { embedder } = open(name);
    service.trouble = () => 'silent';
    const asked = expect(embedder.embed(['a text'])).rejects.toMatchObject({ code: 'embedder-unavailable' });
    await expect.poll(() => service.seen.length).toBe(1);
    await embedder.close?.();
    await asked;
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

test('limits that OpenAI tells for requests and tokens apart are kept', async () => {
  const { embedder, waits } = open('openai');
  service.faults.push({
    status: 429,
    headers: {
      'x-ratelimit-remaining-requests': '4999',
      'x-ratelimit-reset-requests': '12ms',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '1m2.5s',
    },
  });
  await embedder.embed(['a text']);
  expect(waits[0]).toBeGreaterThanOrEqual(62_500);
  expect(waits[0]).toBeLessThan(70_000);
});

test('an account without money is not one that is asked too often: it is asked once', async () => {
  const { embedder, waits } = open('openai');
  service.trouble = () => ({
    status: 429,
    body: { error: { message: 'You exceeded your current quota.', code: 'insufficient_quota' } },
  });
  await expect(embedder.embed(['a text'])).rejects.toMatchObject({
    code: 'embedder-quota-spent',
    detail: expect.stringContaining('You exceeded your current quota.'),
  });
  expect([service.seen.length, waits]).toEqual([1, []]);
  await expect(embedder.embed(['who?'], { as: 'query' })).rejects.toMatchObject({
    code: 'embedder-quota-spent',
  });
  expect(service.seen).toHaveLength(1);
});

describe('after a failure', () => {
  const query = { as: 'query' } as const;

  test('queries fail at once for a while, then one asks again', async () => {
    let time = 0;
    const { embedder } = open('openai', {}, () => time);
    service.trouble = () => ({ status: 503 });
    await expect(embedder.embed(['who?'], query)).rejects.toMatchObject({ code: 'embedder-unavailable' });
    const asked = service.seen.length;
    time = 14_999;
    await expect(embedder.embed(['who?'], query)).rejects.toMatchObject({ code: 'embedder-unavailable' });
    expect(service.seen).toHaveLength(asked);
    service.trouble = () => null;
    time = 15_000;
    expect(await embedder.embed(['who?'], query)).toHaveLength(1);
  });

  test('what is indexed asks all the same, and queries too once that was answered', async () => {
    const { embedder } = open('openai', {}, () => 0);
    service.trouble = () => ({ status: 503 });
    await expect(embedder.embed(['a text'])).rejects.toMatchObject({ code: 'embedder-unavailable' });
    service.trouble = () => null;
    expect(await embedder.embed([''])).toHaveLength(1);
    await expect(embedder.embed(['who?'], query)).rejects.toMatchObject({ code: 'embedder-unavailable' });
    expect(await embedder.embed(['a text'])).toHaveLength(1);
    expect(await embedder.embed(['who?'], query)).toHaveLength(1);
  });

  test('of one text alone queries go on', async () => {
    const { embedder } = open('openai');
    service.trouble = ({ body }) =>
      body.input[0] === 'poison' ? { status: 400, body: { error: { message: 'No.' } } } : null;
    await expect(embedder.embed(['poison'])).rejects.toMatchObject({ code: 'embedder-text-refused' });
    expect(await embedder.embed(['who?'], query)).toHaveLength(1);
  });
});

test.each([
  ['openai', { OPENAI_API_KEY: 'sk-wrong' }, /401.*Incorrect API key/],
  [
    'openai',
    { CASEBOOK_EMBEDDING_MODEL: 'no-such', CASEBOOK_EMBEDDING_DIMENSIONS: '8' },
    /404.*does not exist/,
  ],
  ['azure-openai', { AZURE_OPENAI_DEPLOYMENT: 'no-such' }, /404.*deployment.*does not exist/],
  ['azure-openai', { AZURE_OPENAI_API_KEY: 'wrong' }, /401/],
  ['openai-compatible', { CASEBOOK_EMBEDDING_API_KEY: 'wrong' }, /401/],
  [
    'ollama',
    { CASEBOOK_EMBEDDING_MODEL: 'no-such', CASEBOOK_EMBEDDING_DIMENSIONS: '8' },
    /404.*does not exist/,
  ],
] as const)('%s with %o is refused once, and the key is not repeated', async (name, settings, detail) => {
  const { embedder } = open(name, settings);
  const error = await embedder.embed(['a text']).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'embedder-refused', detail: expect.stringMatching(detail) });
  expect(service.seen).toHaveLength(1);
  for (const key of ['sk-wrong', KEY]) expect(error.message).not.toContain(key);
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

test('the hosts of a closed registry are not asked', async () => {
  const { embedders, embedder } = open('openai');
  onTestFinished(() => embedders.close());
  await embedders.close();
  await expect(embedder.embed(['a text'])).rejects.toMatchObject({ code: 'embedder-unavailable' });
  expect(service.seen).toEqual([]);
});
