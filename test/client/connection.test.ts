import { unlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createListener, type Server } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { connect } from '../../src/client/index.ts';
import { CasebookError } from '../../src/domain/index.ts';
import { type Config, loadConfig } from '../../src/platform/config/index.ts';
import { openDataFolder } from '../../src/platform/data-folder/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const answered = (body: string) => ({ statusCode: 200, body, stream: () => Readable.from([body]) });

/** A host that opens nothing, and the settings that it was asked to open with. `refusals`: times it says busy first. */
function hostOf({ refusals = 0 } = {}): { host: Host; opened: Config[] } {
  const opened: Config[] = [];
  let refused = 0;
  const host: Host = {
    version: '0.0.0',
    async open(config) {
      if (refused++ < refusals) throw new CasebookError('data-folder-busy', config.CASEBOOK_DATA_DIR);
      opened.push(config);
      return {
        server: { inject: async () => answered('"in process"') },
        secret: 'x',
        listen: async () => '',
        answerMeanwhile: async () => ({ quiet: async () => {} }),
        close: async () => {},
      };
    },
    openJiraBefore: () => {
      throw new Error('not here');
    },
    startDemoJira: () => Promise.reject(new Error('not here')),
  };
  return { host, opened };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An HTTP server that answers everything with this, and the headers that it was sent. */
async function answering(greeting: () => unknown, status = 200) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(greeting()));
  });
  onTestFinished(() => void server.close());
  return { url: await listening(server), seen };
}

const settings = (folder: string) => loadConfig({ CASEBOOK_DATA_DIR: folder });

test('who listens where a dead server did is asked nothing', async () => {
  const folder = temporaryFolder();
  openDataFolder(folder, 'real')[Symbol.dispose]();
  const { url, seen } = await answering(() => ({ status: 'ok', instance: 'i' }));
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ url, secret: 's', instance: 'i', pid: 1 }));
  const api = await connect(hostOf().host, settings(folder));
  expect(await api.get('/api/status')).toBe('in process');
  expect(seen).toEqual([]);
});

test('the server that holds the folder is talked to, with its secret once it said who it is', async () => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  const { url, seen } = await answering(() => ({ status: 'ok', instance: held.instance }));
  held.announceServer(url);
  const api = await connect(hostOf().host, settings(folder));
  expect(await api.get('/api/status')).toEqual({ status: 'ok', instance: held.instance });
  await api.close();
  expect(seen.map(({ authorization }) => authorization)).toEqual([undefined, `Bearer ${held.secret}`]);
});

test.each([
  ['without an instance', 200, () => ({ status: 'ok' })],
  ['with another instance', 200, () => ({ status: 'ok', instance: 'another' })],
  ['with null', 200, () => null],
  ['with an error', 404, () => ({ error: 'not found' })],
])('a listener that answers %s is never sent the secret', async (_what, status, greeting) => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  const { url, seen } = await answering(greeting, status);
  held.announceServer(url);
  const { host, opened } = hostOf();
  await connect(host, settings(folder));
  expect(opened).toHaveLength(1);
  expect(seen.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test('a listener that never answers is given up', async () => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  const silent = createListener(() => {});
  onTestFinished(() => void silent.close());
  held.announceServer(await listening(silent));
  const { host, opened } = hostOf();
  await connect(host, settings(folder));
  expect(opened).toHaveLength(1);
});

test('a folder that another command holds for a moment is waited for', async () => {
  const { host, opened } = hostOf({ refusals: 3 });
  await connect(host, settings(temporaryFolder()));
  expect(opened).toHaveLength(1);
});

test('a command logs nothing beside its messages, unless a level was set', async () => {
  const { host, opened } = hostOf();
  const loaded = settings(temporaryFolder());
  await connect(host, loaded);
  const origins = { ...loaded.origins, CASEBOOK_LOG_LEVEL: 'environment' } as const;
  await connect(host, { config: loaded.config, origins });
  expect(opened.map((config) => config.CASEBOOK_LOG_LEVEL)).toEqual(['silent', 'warn']);
});

const asks = { command: 'casebook search', beginsWork: false, onHeldUp: () => {} };

/** A folder that another command holds, which answers until it ends. */
async function commandThatAnswers() {
  const folder = temporaryFolder();
  const held = openDataFolder(folder, 'real');
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ instance: held.instance }));
  });
  held.announceServer(await listening(server), 'casebook sync');
  let ended = false;
  const end = async () => {
    if (ended) return;
    ended = true;
    held[Symbol.dispose]();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(end);
  return { folder, instance: held.instance, end };
}

test('a command that works on the folder is asked, and once it has ended, the data are opened here', async () => {
  const { folder, instance, end } = await commandThatAnswers();
  const { host, opened } = hostOf();
  const api = await connect(host, settings(folder), asks);
  expect(await api.get('/api/status')).toEqual({ instance });
  expect(opened).toHaveLength(0);
  await end();
  expect(await api.get('/api/status')).toBe('in process');
  expect(await api.post('/api/users', {})).toBe('in process');
  expect(opened).toHaveLength(1);
  await api.close();
});

test.each([
  ['begins long work', { ...asks, beginsWork: true }],
  ['keeps the folder to itself', null],
])('whoever %s asks no command, which ends with its own', async (_what, use) => {
  const { folder } = await commandThatAnswers();
  const { host, opened } = hostOf();
  await connect(host, settings(folder), use);
  expect(opened).toHaveLength(1);
});

test('a change is made by whoever opens the folder once the command is being stopped, or another listens there', async () => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  for (const isStopping of [true, false]) {
    const seen: (string | undefined)[] = [];
    let instance = held.instance;
    const server = createServer(({ method }, response) => {
      seen.push(method);
      response.writeHead(method === 'POST' ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(method === 'POST' ? { code: 'FST_ERR_SERVER' } : { instance }));
    });
    onTestFinished(() => void server.close());
    held.announceServer(await listening(server), 'casebook sync');
    const api = await connect(hostOf().host, settings(folder), asks);
    if (!isStopping) instance = 'another';
    server.once('request', () => unlinkSync(join(folder, 'server.json')));
    expect(await api.post('/api/users', {})).toBe('in process');
    expect(seen.includes('POST')).toBe(isStopping);
    await api.close();
  }
});

test('a change that may have been made is not made again', async () => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  const server = createServer(({ method, socket }, response) => {
    if (method === 'POST') return void socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ instance: held.instance }));
  });
  onTestFinished(() => void server.close());
  held.announceServer(await listening(server), 'casebook sync');
  const { host, opened } = hostOf();
  const api = await connect(host, settings(folder), asks);
  await expect(api.post('/api/users', {})).rejects.toMatchObject({ code: 'request-ended' });
  await api.close();
  expect(opened).toHaveLength(0);
});
