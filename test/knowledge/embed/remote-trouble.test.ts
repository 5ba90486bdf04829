import { describe, expect, onTestFinished, test } from 'vitest';
import { KEY } from '../../support/embedding-service.ts';
import { REMOTE, remoteEmbedders } from '../../support/remote-embedders.ts';

const { service, open } = await remoteEmbedders();

describe.each(REMOTE)('%s in trouble', (name) => {
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

test('the hosts of a closed registry are not asked', async () => {
  const { embedders, embedder } = open('openai');
  onTestFinished(() => embedders.close());
  await embedders.close();
  await expect(embedder.embed(['a text'])).rejects.toMatchObject({ code: 'embedder-unavailable' });
  expect(service.seen).toEqual([]);
});
