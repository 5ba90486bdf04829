import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCredentials, generateCompany, startDemoJira } from '../src/demo/index.ts';
import type { RawRecord } from '../src/domain/index.ts';
import { commitBatch } from '../src/ingest/commit.ts';
import { type Accepted, gate } from '../src/ingest/gate.ts';
import { createIntake, createSync, jiraClient, jiraSource, openFileLake } from '../src/ingest/index.ts';
import { startRun } from '../src/ingest/runs.ts';
import { chunksOf } from '../src/knowledge/chunk.ts';
import type { EmbeddedChunk, IndexDocument } from '../src/knowledge/index/search-index.ts';
import {
  createIndexer,
  indexing,
  loadStaticEmbedder,
  openExactIndex,
  openGenerations,
} from '../src/knowledge/index.ts';
import { openDatabase } from '../src/platform/database/index.ts';
import { createLog } from '../src/platform/telemetry/index.ts';

interface Speed {
  readonly seconds: number;
  readonly tickets_per_s: number;
  /** Megabytes of the issues' JSON. */
  readonly mb_per_s: number;
}

export interface IngestResult {
  readonly tickets: number;
  readonly comments: number;
  readonly chunks: number;
  readonly megabytes: number;
  /** From the first request to the last ticket searchable and on disk, as a sync does it: stages overlap. */
  readonly all: Speed;
  /** Each stage by itself over all tickets, one after the other. */
  readonly stages: Record<'fetch' | 'gate' | 'lake' | 'tickets' | 'chunk' | 'embed' | 'index', Speed>;
}

/** Size of groups, as the source hands them over. */
const GROUP = 100;

/** Measures the way from the demo Jira, on this machine and answering at once, to a search hit. */
export async function benchIngest(count: number): Promise<IngestResult> {
  const jira = await startDemoJira({ company: generateCompany({ tickets: count }) });
  const client = jiraClient({ baseUrl: jira.url, ...demoCredentials });
  const source = jiraSource({ client, baseUrl: jira.url, jql: '', concurrency: 4 });
  try {
    const records: RawRecord[] = [];
    const fetch = await timed(async () => {
      for await (const batch of (await source.changesSince(null)).batches) records.push(...batch.records);
    });
    const { accepted, seconds: gateSeconds } = await passGate(records);
    const megabytes = accepted.reduce((sum, { bodyText }) => sum + Buffer.byteLength(bodyText), 0) / 1e6;
    const speed = (seconds: number): Speed => ({
      seconds,
      tickets_per_s: records.length / seconds,
      mb_per_s: megabytes / seconds,
    });
    const { chunks, ...stages } = await inFolder((folder) => storeAndIndex(folder, accepted));
    const all = await inFolder((folder) => syncWhole(folder, source, records.length));
    return {
      tickets: records.length,
      comments: accepted.reduce((sum, { ticket }) => sum + ticket.comments.length, 0),
      chunks,
      megabytes,
      all: speed(all),
      stages: {
        fetch: speed(fetch),
        gate: speed(gateSeconds),
        lake: speed(stages.lake),
        tickets: speed(stages.tickets),
        chunk: speed(stages.chunk),
        embed: speed(stages.embed),
        index: speed(stages.index),
      },
    };
  } finally {
    await client.close();
    await jira.close();
  }
}

async function passGate(records: readonly RawRecord[]): Promise<{ accepted: Accepted[]; seconds: number }> {
  const accepted: Accepted[] = [];
  const seconds = await timed(async () => {
    for (const record of records) {
      const verdict = gate(record);
      if ('accepted' in verdict) accepted.push(verdict.accepted);
    }
  });
  return { accepted, seconds };
}

async function storeAndIndex(folder: string, accepted: readonly Accepted[]) {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const fileLake = await openFileLake(join(folder, 'lake'));
  cleanup.defer(() => fileLake.close());
  const embedder = loadStaticEmbedder();
  const generations = await openGenerations({ database, embedder, openIndex: openExactIndex });
  const searchIndex = generations.active().index;
  const runId = await startRun(database);
  const groups = grouped(accepted, GROUP);

  const lake = await timed(async () => {
    for (const group of groups) await fileLake.append(group);
  });
  const tickets = await timed(async () => {
    let seq = 0;
    for (const group of groups) {
      const judged = group.map((fresh) => ({ runId, letterId: null, standing: { fresh, seq: ++seq } }));
      await commitBatch(database, judged, seq);
    }
  });
  let cut: ReturnType<typeof chunksOf>[] = [];
  const chunk = await timed(async () => {
    cut = accepted.map(chunksOf);
  });
  const documents: IndexDocument[] = [];
  const embed = await timed(async () => {
    for (const [position, { ticket }] of accepted.entries()) {
      const pieces = cut[position] ?? [];
      const vectors = await embedder.embed(pieces.map(({ text }) => text));
      const chunks = pieces.map(
        (piece, i): EmbeddedChunk => ({ ...piece, vector: vectors[i] as Float32Array }),
      );
      documents.push({
        ticketId: ticket.id,
        seq: position + 1,
        project: ticket.project.key,
        type: ticket.type,
        statusCategory: ticket.status.category,
        chunks,
      });
    }
  });
  const index = await timed(async () => {
    for (const group of grouped(documents, GROUP)) await searchIndex.replace(group);
  });
  return { lake, tickets, chunk, embed, index, chunks: searchIndex.size().chunks };
}

async function syncWhole(
  folder: string,
  source: ReturnType<typeof jiraSource>,
  expected: number,
): Promise<number> {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const lake = await openFileLake(join(folder, 'lake'));
  cleanup.defer(() => lake.close());
  const embedder = loadStaticEmbedder();
  const generations = await openGenerations({ database, embedder, openIndex: openExactIndex });
  const log = createLog('error');
  const indexer = createIndexer({ database, generations, log });
  const sync = createSync({ database, intake: createIntake(database, lake), log, onApplied: indexer.wake });
  const seconds = await timed(async () => {
    await sync.start(source);
    await sync.settled();
    await indexer.settled();
  });
  const { indexed } = await indexing(database);
  if (indexed !== expected) throw new Error(`${indexed} of ${expected} tickets were indexed`);
  return seconds;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function grouped<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

export function printIngest({ tickets, comments, chunks, megabytes, all, stages }: IngestResult): void {
  console.log(
    `${tickets} tickets with ${comments} comments, ${megabytes.toFixed(1)} MB of JSON, ${chunks} pieces of text`,
  );
  const rows = Object.entries({ all, ...stages }).map(([name, { seconds, tickets_per_s, mb_per_s }]) => [
    name,
    {
      seconds: Number(seconds.toFixed(2)),
      'tickets/s': Math.round(tickets_per_s),
      'MB/s': Number(mb_per_s.toFixed(1)),
    },
  ]);
  console.table(Object.fromEntries(rows));
}
