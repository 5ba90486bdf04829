import { join } from 'node:path';
import { labelsOf, NO_PLAN, type RawRecord } from '../src/domain/index.ts';
import { commitBatch } from '../src/ingest/commit.ts';
import { type AcceptedTicket, gate } from '../src/ingest/gate.ts';
import { openFileLake } from '../src/ingest/index.ts';
import { startRun } from '../src/ingest/runs.ts';
import { chunksOf } from '../src/knowledge/chunk.ts';
import type { EmbeddedChunk, IndexDocument } from '../src/knowledge/index/search-index.ts';
import { loadStaticEmbedder, openExactIndex, openGenerations } from '../src/knowledge/index.ts';
import { fieldsOf } from '../src/knowledge/tickets.ts';
import { openDatabase } from '../src/platform/database/index.ts';
import { timed } from './measure.ts';

/** Size of groups, as the source hands them over. */
const GROUP = 100;

/** The gate by itself: what passed, and the seconds that it took. */
export async function passGate(
  records: readonly RawRecord[],
): Promise<{ accepted: AcceptedTicket[]; seconds: number }> {
  const accepted: AcceptedTicket[] = [];
  const seconds = await timed(async () => {
    for (const record of records) {
      const verdict = gate(record);
      if ('accepted' in verdict && 'ticket' in verdict.accepted) accepted.push(verdict.accepted);
    }
  });
  return { accepted, seconds };
}

/** Seconds of each later stage by itself, one after the other over all tickets, and how many pieces of text came of it. */
export async function storeAndIndex(folder: string, accepted: readonly AcceptedTicket[]) {
  await using cleanup = new AsyncDisposableStack();
  const database = await openDatabase(join(folder, 'casebook.sqlite'));
  cleanup.defer(() => database.destroy());
  const fileLake = await openFileLake(join(folder, 'lake'), { acknowledged: null });
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
    cut = accepted.map(({ ticket, holders }) => chunksOf({ ticket, ...labelsOf(ticket, holders, NO_PLAN) }));
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
        fields: fieldsOf(ticket),
        chunks,
      });
    }
  });
  const index = await timed(async () => {
    for (const group of grouped(documents, GROUP)) await searchIndex.replace(group);
  });
  return { lake, tickets, chunk, embed, index, chunks: searchIndex.size().chunks };
}

function grouped<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
