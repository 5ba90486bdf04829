import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { startRun } from '../../src/ingest/runs.ts';
import { addGeneration } from '../../src/knowledge/index/generation.ts';
import { knownPrefix } from '../../src/knowledge/index/qdrant/collections.ts';
import { connectQdrant } from '../../src/knowledge/index/qdrant/connection.ts';
import { leaveQdrant, openQdrant } from '../../src/knowledge/index/qdrant/engine.ts';
import type { IndexDocument, SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { createLog, type Logger } from '../../src/platform/telemetry/index.ts';
import { DIMENSIONS } from './index-document.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { insertTicketRows } from './ticket-rows.ts';

/** The Qdrant server that tests may use; null, said aloud, where there is none. */
export const qdrantServer: string | null = process.env.CASEBOOK_TEST_QDRANT_URL || saidMissing();

function saidMissing(): null {
  console.warn(
    'SKIPPING tests on Qdrant: CASEBOOK_TEST_QDRANT_URL is not set; test/servers/qdrant.sh starts a server.',
  );
  return null;
}

interface Options {
  /** Where the server answers, if not at its own address. */
  readonly url?: string;
  readonly dimensions?: number;
  readonly log?: Logger;
}

/** An installation of which one generation is searched in Qdrant. What it has there goes with the test. */
export async function openInQdrant({
  url = qdrantServer as string,
  dimensions = DIMENSIONS,
  log = createLog('silent'),
}: Options = {}) {
  const database = await openDatabase(join(temporaryFolder(), 'casebook.sqlite'));
  onTestFinished(async () => {
    await leaveQdrant(database, { url: qdrantServer as string });
    await database.destroy();
  });
  const generation = await addGeneration(database, { embedder: 'made up', dimensions, chunking: 1 });
  const run = await startRun(database);
  /** As a process does that starts, whatever became of the one before. */
  async function reopen(): Promise<SearchIndex> {
    const engine = await openQdrant(database, { url, log, retries: 0 });
    onTestFinished(() => engine.close());
    const index = await engine.openIndex(database, generation);
    onTestFinished(() => index.close());
    return { ...index };
  }
  return {
    database,
    generation,
    index: await reopen(),
    prefix: (await knownPrefix(database)) as string,
    async makeTickets(documents: readonly IndexDocument[]) {
      // Their entries go with them, which are about to be replaced.
      const ids = documents.map(({ ticketId }) => ticketId);
      if (ids.length > 0) await database.deleteFrom('tickets').where('id', 'in', ids).execute();
      await insertTicketRows(database, run, documents);
    },
    reopen,
  };
}

const listed = z.object({ collections: z.array(z.object({ name: z.string() })) });
const scrolled = z.object({ points: z.array(z.unknown()) });

/** The server, past everything that Casebook does. */
export function onQdrant() {
  const qdrant = connectQdrant({ url: qdrantServer as string });
  onTestFinished(() => qdrant.close());
  const lose = async (name: string): Promise<void> => {
    await qdrant.ask({ method: 'DELETE', path: `/collections/${name}` }, z.unknown());
  };
  return {
    lose,
    async collections(): Promise<string[]> {
      const found = await qdrant.ask({ method: 'GET', path: '/collections' }, listed);
      return (found?.collections ?? []).map(({ name }) => name);
    },
    async create(name: string): Promise<void> {
      const body = { vectors: { meaning: { size: 2, distance: 'Dot' } }, sparse_vectors: {} };
      await qdrant.ask({ method: 'PUT', path: `/collections/${name}`, body }, z.unknown());
      onTestFinished(() => lose(name));
    },
    /** All that lies in the points of a collection, as text. */
    async contents(name: string): Promise<string> {
      const body = { filter: { must: [] }, limit: 10_000, with_payload: true, with_vector: true };
      const path = `/collections/${name}/points/scroll`;
      return JSON.stringify(await qdrant.ask({ method: 'POST', path, body }, scrolled));
    },
  };
}

/** Stands before the server, and fails instead of it where it is told to. */
export async function failingQdrant() {
  const told = { fails: (_request: { readonly method: string; readonly path: string }) => false };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (told.fails({ method: request.method ?? '', path })) {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":{"error":"too busy"}}');
      return;
    }
    const answer = await fetch(`${qdrantServer}${path}`, {
      method: request.method ?? 'GET',
      ...(pieces.length > 0 && { body: Buffer.concat(pieces) }),
    });
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return Object.assign(told, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
