import { join } from 'node:path';
import { describe, onTestFinished } from 'vitest';
import { startRun } from '../../src/ingest/runs.ts';
import { addGeneration } from '../../src/knowledge/index/generation.ts';
import { openQdrant } from '../../src/knowledge/index/qdrant/engine.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { type SearchIndexHarness, searchIndexContract } from '../contracts/search-index/index.ts';
import { DIMENSIONS } from '../support/index-document.ts';
import { qdrantServer } from '../support/qdrant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { insertTicketRows } from '../support/ticket-rows.ts';

async function harness(location: string): Promise<SearchIndexHarness> {
  const database = await openDatabase(location);
  onTestFinished(() => database.destroy());
  const generation = await addGeneration(database, {
    embedder: 'made up',
    dimensions: DIMENSIONS,
    chunking: 1,
  });
  const run = await startRun(database);
  const reopen = async () => {
    const engine = await openQdrant(database, { url: qdrantServer as string, log: createLog('silent') });
    onTestFinished(() => engine.close());
    const index = await engine.openIndex(database, generation);
    onTestFinished(() => index.close());
    return index;
  };
  const index = await reopen();
  return {
    index,
    async makeTickets(documents) {
      const ids = documents.map(({ ticketId }) => ticketId);
      if (ids.length > 0) await database.deleteFrom('tickets').where('id', 'in', ids).execute();
      await insertTicketRows(database, run, documents);
    },
    reopen,
  };
}

describe.skipIf(!qdrantServer)('an index in Qdrant', () => {
  searchIndexContract(() => harness(join(temporaryFolder(), 'casebook.sqlite')));
});
