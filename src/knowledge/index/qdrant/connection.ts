import { z } from 'zod';
import { CasebookError } from '../../../domain/index.ts';
import { type OutboundAnswer, type OutboundRequest, outboundClient } from '../../../platform/http/index.ts';

/** A Qdrant server, asked over its REST API. */
export interface Qdrant {
  /**
   * What it answers to a request; null where there is no such thing there (404).
   *
   * @throws CasebookError `qdrant-unreachable`, `qdrant-key-refused`, `qdrant-refused`, `qdrant-answer-invalid`.
   */
  ask<T>(request: OutboundRequest, result: z.ZodType<T>): Promise<T | null>;
  /**
   * The version that it says it has.
   *
   * @throws CasebookError, also `qdrant-too-old`.
   */
  version(): Promise<string>;
  close(): Promise<void>;
}

export interface QdrantOptions {
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly retries?: number;
}

/** The first with all that is asked of it: facets came last. */
const LEAST: readonly [number, number] = [1, 12];
/** Somebody waits for what is asked. To take in a batch of points can take longer where it makes room meanwhile. */
const ASKING_MS = 10_000;
const WRITING_MS = 60_000;
/**
 * Every request can be sent twice: points have names of their own, and what is gone is gone. Who waits for an answer hears soon
 * that none comes.
 */
const ASKED_AGAIN = 1;
const WRITTEN_AGAIN = 3;

const greeting = z.object({ title: z.string(), version: z.string() });
const complaint = z.object({ status: z.object({ error: z.string() }) });

export function connectQdrant({ url, apiKey, retries }: QdrantOptions): Qdrant {
  const client = (timeoutMs: number, again: number) =>
    outboundClient({
      baseUrl: url,
      headers: apiKey === undefined ? {} : { 'api-key': apiKey },
      retries: retries ?? again,
      timeoutMs,
    });
  const asking = client(ASKING_MS, ASKED_AGAIN);
  const writing = client(WRITING_MS, WRITTEN_AGAIN);
  const writes = ({ method, path }: OutboundRequest) =>
    method === 'PUT' || method === 'DELETE' || path.endsWith('?wait=true');

  async function send(request: OutboundRequest): Promise<OutboundAnswer> {
    try {
      return await (writes(request) ? writing : asking).json(request);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CasebookError('qdrant-unreachable', `${url}: ${reason}.`, { cause: error });
    }
  }

  function readAs<T>({ status, body }: OutboundAnswer, shape: z.ZodType<T>): T {
    const read = shape.safeParse(body);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const where = issue?.path.length ? `at ${issue.path.join('.')}` : 'as a whole';
    throw new CasebookError(
      'qdrant-answer-invalid',
      `${url} answered ${status}, wrong ${where}: ${issue?.message}.`,
    );
  }

  return {
    async ask(request, result) {
      const answer = await send(request);
      if (answer.status === 404) return null;
      if (answer.status === 200) return readAs(answer, z.object({ result })).result;
      throw new CasebookError(codeOf(answer.status), `${url} answered ${said(answer, apiKey)}.`);
    },
    async version() {
      const answer = await send({ method: 'GET', path: '/' });
      if (answer.status !== 200)
        throw new CasebookError(codeOf(answer.status), `${url} answered ${said(answer, apiKey)}.`);
      const { version } = readAs(answer, greeting);
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]))
        throw new CasebookError('qdrant-too-old', `${url} has ${version}; ${LEAST.join('.')} is the first.`);
      return version;
    },
    async close() {
      await Promise.all([asking.close(), writing.close()]);
    },
  };
}

function codeOf(status: number) {
  if (status === 401 || status === 403) return 'qdrant-key-refused';
  if (status === 429 || status >= 500) return 'qdrant-unreachable';
  return status >= 400 ? 'qdrant-refused' : 'qdrant-answer-invalid';
}

const LONGEST_QUOTE = 300;

function said({ status, body, tries }: OutboundAnswer, secret: string | undefined): string {
  const after = tries > 1 ? ` after ${tries} tries` : '';
  const message = complaint.safeParse(body).data?.status.error ?? '';
  const quote = (secret ? message.replaceAll(secret, '***') : message).slice(0, LONGEST_QUOTE);
  return `${status}${after}${quote && `: ${quote}`}`;
}
