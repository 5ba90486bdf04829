import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { startRun } from '../../src/ingest/runs.ts';
import { addGeneration } from '../../src/knowledge/index/generation.ts';
import type { SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { openExactIndex } from '../../src/knowledge/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { type SearchIndexHarness, searchIndexContract } from '../contracts/search-index/index.ts';
import { DIMENSIONS } from '../support/index-document.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { insertTicketRows } from '../support/ticket-rows.ts';

/** @param snapshots where restarts leave snapshots and open from them; without it, all is made anew each time. */
async function harness(location: string, snapshots?: string): Promise<SearchIndexHarness> {
  const database = await openDatabase(location);
  onTestFinished(() => database.destroy());
  const generation = await addGeneration(database, {
    embedder: 'made up',
    dimensions: DIMENSIONS,
    chunking: 1,
  });
  const run = await startRun(database);
  const options = snapshots && { folder: snapshots, log: createLog('silent'), dueTickets: 1, quietMs: 1e6 };
  let last: SearchIndex | null = null;
  const reopen = async () => {
    if (options) await last?.close();
    const index = await openExactIndex(database, generation, options || undefined);
    onTestFinished(() => index.close());
    last = index;
    return index;
  };
  return {
    index: await reopen(),
    async makeTickets(documents) {
      // Their entries go with them, which are about to be replaced.
      const ids = documents.map(({ ticketId }) => ticketId);
      if (ids.length > 0) await database.deleteFrom('tickets').where('id', 'in', ids).execute();
      await insertTicketRows(database, run, documents);
    },
    reopen,
  };
}

describe('the embedded index on SQLite', () => {
  searchIndexContract(() => harness(join(temporaryFolder(), 'casebook.sqlite')));
});

describe('the embedded index, opened from snapshots', () => {
  searchIndexContract(() => harness(join(temporaryFolder(), 'casebook.sqlite'), temporaryFolder()));
});

describe.skipIf(!postgresServer)('the embedded index on PostgreSQL', () => {
  searchIndexContract(async () => harness(await emptyPostgres()));
});
