import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashingEmbedder } from './hashing-embedder.ts';

/** What goes wrong with one request. */
export type Fault =
  /** Answers with a status, and nothing else of use. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The connection breaks off in the middle of the answer. */
  | 'cut'
  /** Nothing comes. */
  | 'silent'
  /** A login page, with 200. */
  | 'html'
  /** Right vectors with the right indexes, the last one first. */
  | 'reversed'
  | 'same index twice'
  | 'one vector less'
  | 'one dimension less'
  | 'no number';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: {
    readonly model?: string;
    readonly input: readonly string[];
    readonly dimensions?: number;
    readonly encoding_format?: string;
  };
}

export interface EmbeddingService {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** What goes wrong with the next requests, one each. */
  readonly faults: Fault[];
  /** Decides about each request that no fault is planned for. */
  trouble: (request: SeenRequest) => Fault | null;
  /** How many requests were answered at once, at the most. */
  busiest(): number;
  close(): Promise<void>;
}

export const KEY = 'sk-secret-of-the-tests';
export const DEPLOYMENT = 'search-deployment';

/** What its models give where no `dimensions` are asked for. */
const DIMENSIONS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  [DEPLOYMENT]: 1536,
  'nomic-embed-text': 768,
  'house-model': 48,
};
/** More than that of a text, at three bytes each, is refused. */
const MOST_TOKENS = 8192;
const TOKEN_BYTES = 3;

/**
 * A server that embeds as OpenAI, Azure OpenAI, a compatible server and Ollama do, all at one address: with keys, limits,
 * and the messages of the real ones. Its vectors are those of `hashingEmbedder`.
 */
export async function startEmbeddingService(): Promise<EmbeddingService> {
  const seen: SeenRequest[] = [];
  const faults: Fault[] = [];
  let [busy, busiest] = [0, 0];
  const service = { trouble: (_: SeenRequest): Fault | null => null };

  const server = createServer(async (request, response) => {
    busiest = Math.max(busiest, ++busy);
    response.on('close', () => {
      busy -= 1;
    });
    let text = '';
    for await (const piece of request) text += piece;
    const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) } as SeenRequest;
    seen.push(one);
    await answer(one, response, faults.shift() ?? service.trouble(one));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(service, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    faults,
    busiest: () => busiest,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function answer(request: SeenRequest, response: ServerResponse, fault: Fault | null): Promise<void> {
  const send = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (fault === 'silent') return;
  if (fault === 'html') return void response.end('<html><title>Sign in</title></html>');
  if (fault && typeof fault === 'object')
    return void response
      .writeHead(fault.status, fault.headers)
      .end(fault.body === undefined ? '' : JSON.stringify(fault.body));

  const ollama = request.path === '/ollama/api/embed';
  const refuse = (status: number, message: string, code: string | null = null) =>
    send(status, ollama ? { error: message } : { error: { message, type: 'invalid_request_error', code } });
  const refused = refusalOf(request);
  if (refused) return void refuse(refused.status, refused.message);
  const { model = '', input, dimensions: asked, encoding_format: encoding } = request.body;
  const dimensions = asked ?? DIMENSIONS[model.split(':')[0] ?? ''];
  if (!dimensions) return void refuse(404, `The model \`${model}\` does not exist`, 'model_not_found');
  const empty = input.some((text) => text.trim() === '');
  if (empty || input.length === 0) return void refuse(400, "'$.input' is invalid: empty string");
  if (input.some((text) => Buffer.byteLength(text) / TOKEN_BYTES > MOST_TOKENS))
    return void refuse(400, `This model's maximum context length is ${MOST_TOKENS} tokens.`);

  const vectors: (number | null)[][] = (await hashingEmbedder('service', dimensions).embed(input)).map(
    // Services need not give unit vectors.
    (vector) => Array.from(vector, (value) => value * 3),
  );
  if (fault === 'one vector less') vectors.pop();
  if (fault === 'one dimension less') for (const vector of vectors) vector.pop();
  if (fault === 'no number' && vectors[0]) vectors[0][0] = null;
  if (fault === 'cut') {
    response.writeHead(200, { 'content-length': '100000' }).write('{"data":[');
    return void setTimeout(() => response.destroy(), 5);
  }
  if (ollama) return void send(200, { model, embeddings: vectors });
  const data = vectors.map((vector, position) => ({
    object: 'embedding',
    index: fault === 'same index twice' ? 0 : position,
    embedding:
      encoding === 'base64'
        ? Buffer.from(Float32Array.from(vector, (value) => value ?? Number.NaN).buffer).toString('base64')
        : vector,
  }));
  send(200, { object: 'list', data: fault === 'reversed' ? data.reverse() : data, model });
}

/** Who asks at the wrong address or with the wrong key. */
function refusalOf({ path, headers }: SeenRequest): { status: number; message: string } | null {
  const wrongKey = (key: unknown) =>
    key === KEY ? null : { status: 401, message: `Incorrect API key provided: ${key}.` };
  const bearer = headers.authorization?.replace('Bearer ', '');
  const { pathname, searchParams } = new URL(path, 'http://host');
  if (pathname === '/openai/v1/embeddings') return wrongKey(bearer);
  if (pathname === '/house/v1/embeddings') return bearer === undefined ? null : wrongKey(bearer);
  if (pathname === '/ollama/api/embed') return null;
  const [, deployment] = /^\/azure\/openai\/deployments\/([^/]+)\/embeddings$/.exec(pathname) ?? [];
  if (!deployment) return { status: 404, message: 'Resource not found' };
  if (deployment !== DEPLOYMENT)
    return { status: 404, message: 'The API deployment for this resource does not exist.' };
  if (!/^\d{4}-\d{2}-\d{2}/.test(searchParams.get('api-version') ?? ''))
    return { status: 404, message: 'api-version is missing' };
  return wrongKey(headers['api-key']);
}

/** The settings that lead each embedder to the service. */
export function settingsFor(embedder: string, url: string): Record<string, string> {
  const own: Readonly<Record<string, Record<string, string>>> = {
    openai: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${url}/openai/v1` },
    'azure-openai': {
      AZURE_OPENAI_ENDPOINT: `${url}/azure`,
      AZURE_OPENAI_API_KEY: KEY,
      AZURE_OPENAI_DEPLOYMENT: DEPLOYMENT,
      CASEBOOK_EMBEDDING_MODEL: 'text-embedding-3-small',
    },
    'openai-compatible': {
      CASEBOOK_EMBEDDING_BASE_URL: `${url}/house/v1`,
      CASEBOOK_EMBEDDING_MODEL: 'house-model',
      CASEBOOK_EMBEDDING_DIMENSIONS: '48',
    },
    ollama: { OLLAMA_BASE_URL: `${url}/ollama` },
  };
  return { CASEBOOK_EMBEDDER: embedder, ...own[embedder] };
}
