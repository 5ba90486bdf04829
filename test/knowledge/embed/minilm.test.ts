import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { miniLmEmbedder } from '../../../src/knowledge/embed/minilm/minilm.ts';
import { fetchModel } from '../../../src/knowledge/embed/minilm/model-files.ts';
import { embedderContract } from '../../contracts/embedder.ts';
import { miniLmFolder, miniLmMissing, miniLmReference } from '../../support/minilm.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NOWHERE = 'http://127.0.0.1:1';

const missing = miniLmMissing;
// What a skipped suite holds is called all the same, and there would be nothing to open.
if (missing === null) describe('MiniLM', suite);
else
  test('MiniLM', ({ skip }) => {
    // CI installs the packages: there their absence is a fault. Weights are data, which a machine may not have.
    if (process.env.CI && missing.what === 'packages') throw new Error(missing.why);
    skip(missing.why);
  });

function suite(): void {
  const folder = miniLmFolder();
  afterAll(() => folder.remove());
  const cut: number[] = [];
  const open = () => {
    const embedder = miniLmEmbedder({
      folder: folder.path,
      endpoint: NOWHERE,
      onCut: (texts) => cut.push(texts),
    });
    afterAll(() => embedder.close?.());
    return embedder;
  };

  embedderContract('MiniLM', open);

  describe('against the reference', () => {
    const embedder = open();
    let reference: Awaited<ReturnType<typeof miniLmReference>>;
    beforeAll(async () => {
      reference = await miniLmReference();
    });
    afterAll(() => reference.close());

    const long = 'the connection pool was exhausted again. ';
    const texts = [
      'Cannot sign in after the upgrade',
      'java.io.IOException: broken pipe\n\tat com.acme.Pipe.write(Pipe.java:41)',
      'naïve café 🚀 数据库 Ünïcode',
      'a [SEP] b [CLS] c [MASK] d',
      ...[30, 36, 37, 100, 1000].map((times) => long.repeat(times)),
      `${'x '.repeat(253)}y`,
      `${'x '.repeat(254)}y`,
    ];

    test('every vector is the same within 1e-4, of long texts too, in whatever company', async () => {
      const vectors = await embedder.embed(texts);
      for (const [i, text] of texts.entries()) {
        const expected = await reference.embed(text);
        const furthest = Math.max(...expected.map((value, j) => Math.abs(value - (vectors[i]?.[j] ?? 9))));
        expect(furthest, text.slice(0, 40)).toBeLessThan(1e-4);
      }
    });

    test('texts that lose their end are counted', async () => {
      cut.length = 0;
      await embedder.embed([`${'x '.repeat(253)}y`, `${'x '.repeat(254)}y`, 'short', long.repeat(100)]);
      expect(cut).toEqual([2]);
    });
  });

  test('gives the zero vector to text without a known token', async () => {
    const vectors = await open().embed(['\u200b\u0007', 'ʘʘʘ']);
    for (const vector of vectors) expect(vector).toEqual(new Float32Array(384));
  });

  test('gives up between two batches', async () => {
    const embedder = open();
    const controller = new AbortController();
    const reason = new Error('nobody waits');
    const asked = embedder.embed(
      Array.from({ length: 200 }, (_, i) => `text ${i}`),
      { signal: controller.signal },
    );
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await embedder.embed(['next'])).toHaveLength(1);
  });

  test('a model that is no model is an error with its place, and no crash', async () => {
    const broken = miniLmFolder();
    onTestFinished(() => broken.remove());
    const whole = join(folder.path, 'all-MiniLM-L6-v2');
    const own = join(broken.path, 'all-MiniLM-L6-v2');
    rmSync(own);
    mkdirSync(join(own, 'onnx'), { recursive: true });
    for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      copyFileSync(join(whole, name), join(own, name));
    writeFileSync(join(own, 'onnx/model.onnx'), 'version https://git-lfs.github.com/spec/v1');
    const embedder = miniLmEmbedder({ folder: broken.path, endpoint: NOWHERE, onCut: () => {} });
    onTestFinished(() => embedder.close?.());
    for (const text of ['one', 'two'])
      await expect(embedder.embed([text])).rejects.toMatchObject({
        code: 'model-unreadable',
        detail: expect.stringContaining(own),
      });
  });
}

test('without transformers.js the error says the command', () => {
  const folder = temporaryFolder();
  expect(() => miniLmEmbedder({ folder, endpoint: NOWHERE, onCut: () => {} })).toThrow(
    expect.objectContaining({
      code: 'embedder-not-installed',
      detail: `npm install --ignore-scripts --prefix "${folder}" @huggingface/transformers@4`,
    }),
  );
});

describe('the model is fetched', () => {
  async function host(handle: (path: string, response: ServerResponse, url: string) => void) {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      handle(request.url ?? '', response, url);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url, paths };
  }
  const fetchFrom = (endpoint: string, folder: string) =>
    fetchModel({ folder, endpoint, signal: new AbortController().signal });
  const files = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

  test('once, from where its large files are kept', async () => {
    const { url, paths } = await host((path, response, own) => {
      if (path.endsWith('model.onnx')) response.writeHead(302, { location: `${own}/store?name=onnx` });
      response.end(path.startsWith('/store') ? 'weights' : path);
    });
    const folder = join(temporaryFolder(), 'model');
    await fetchFrom(url, folder);
    expect(readFileSync(join(folder, 'onnx/model.onnx'), 'utf8')).toBe('weights');
    expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe(
      '/Xenova/all-MiniLM-L6-v2/resolve/main/config.json',
    );
    expect(paths).toHaveLength(5);
    await fetchFrom(url, folder);
    expect(paths).toHaveLength(5);
  });

  test.each<[string, (path: string, response: ServerResponse, url: string) => void, RegExp]>([
    ['is not there', (_, response) => response.writeHead(404).end(), /answered 404/],
    [
      'lies with a stranger',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end(),
      /redirects to 127.0.0.1:1, which is not asked/,
    ],
    ['is sent round', (path, response) => response.writeHead(302, { location: path }).end(), /without end/],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('half');
        setTimeout(() => response.destroy(), 20);
      },
      /embedder|terminated|closed|other side/i,
    ],
  ])('and nothing half is left where it %s', async (_, handle, reason) => {
    const { url } = await host(handle);
    const folder = temporaryFolder();
    await expect(fetchFrom(url, folder)).rejects.toMatchObject({
      code: 'embedder-model-missing',
      detail: expect.stringMatching(reason),
    });
    expect(files(folder)).toEqual([]);
  });
});
