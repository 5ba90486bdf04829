import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startRun } from '../../src/ingest/runs.ts';
import type { ExactIndex } from '../../src/knowledge/index/exact/exact-index.ts';
import { addGeneration, listGenerations } from '../../src/knowledge/index/generation.ts';
import type { IndexDocument, SearchFilter } from '../../src/knowledge/index/search-index.ts';
import { isSnapshotFile, openExactIndex } from '../../src/knowledge/index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { indexedFields } from '../../test/support/indexed-fields.ts';
import { insertTicketRows } from '../../test/support/ticket-rows.ts';
import { type BenchDocument, groupsOf, rowOf } from './data-folder.ts';
import { type Engine, type FilterField, K, type OpenEngine } from './engine.ts';

const asker = { kind: 'operator' } as const;
const GROUP = 100;

/**
 * Our own index through its port, with its database on disk. A document is a ticket with one passage; a hit comes back
 * with the text of its passage, read from the database.
 */
export const openCasebook: OpenEngine = async ({ store, dimensions }) => {
  const database = await openDatabase(join(store, 'casebook.sqlite'));
  let index: ExactIndex | undefined;
  const opened = () => {
    if (!index) throw new Error('The index is not open');
    return index;
  };
  const openGeneration = async () => {
    const [generation] = await listGenerations(database);
    index = await openExactIndex(database, generation!, { folder: store, log: createLog('warn') });
  };
  const found = async (query: { text?: string; vector?: Float32Array; filter?: FilterField | undefined }) => {
    const { text, vector, filter } = query;
    const { hits } = await opened().search({
      asker,
      text: text === undefined ? undefined : wordsQuery(text),
      vectors: vector && { whole: vector, summary: vector },
      filter: filterBy(filter),
      limit: K,
    });
    return hits.map(({ ticketId }) => Number(ticketId));
  };

  const engine: Engine = {
    describe: 'SearchIndex of this checkout, SQLite',
    async prepare(data) {
      await addGeneration(database, { embedder: 'bench', dimensions, chunking: 1 });
      const run = await startRun(database);
      for await (const { documents } of groupsOf(data, 1000))
        await insertTicketRows(database, run, documents.map(ticketOf));

      await openGeneration();
    },
    async build(data) {
      for await (const { documents, vectors } of groupsOf(data, GROUP))
        await opened().replace(
          documents.map((document, position) =>
            indexDocument(document, rowOf(vectors, position, dimensions)),
          ),
        );
    },
    open: openGeneration,
    async close() {
      await index?.close();
      await database.destroy();
    },
    async bytes() {
      const disk = { snapshot: 0, 'database with tickets': 0 };
      for (const name of await readdir(store))
        disk[isSnapshotFile(name) ? 'snapshot' : 'database with tickets'] += (
          await stat(join(store, name))
        ).size;
      return { memory: opened().bytes(), disk };
    },
    vector: (vector, filter) => found({ vector, filter }),
    lexical: (text) => found({ text }),
    hybrid: ({ text, vector }) => found({ text, vector }),
    update: (documents) =>
      opened().replace(
        documents.map(({ vector, ...document }) =>
          indexDocument({ ...document, five: false, rare: false }, vector),
        ),
      ),
  };
  return engine;
};

/** Both filters must be fields of a ticket: the one that lets 5 % through is its project, the other its type. */
const projectOf = ({ five }: Pick<BenchDocument, 'five'>) => (five ? 'FIVE' : 'REST');
const typeOf = ({ rare }: Pick<BenchDocument, 'rare'>) => (rare ? 'Rare' : 'Common');

function filterBy(field: FilterField | undefined): SearchFilter {
  if (field === 'five') return [{ field: 'project', anyOf: ['FIVE'] }];
  return field === 'rare' ? [{ field: 'type', anyOf: ['Rare'] }] : [];
}

function ticketOf(document: BenchDocument) {
  const ticketId = String(document.id);
  const project = projectOf(document);
  const fields = indexedFields({
    key: `${project}-${ticketId}`,
    project,
    projectName: project,
    type: typeOf(document),
    status: 'To Do',
    statusCategory: 'new',
  });
  return { ticketId, seq: document.id + 1, fields };
}

function indexDocument(document: BenchDocument, vector: Float32Array): IndexDocument {
  const ticket = ticketOf(document);
  return {
    ...ticket,
    chunks: [
      {
        id: `${ticket.ticketId}:report`,
        kind: 'report',
        text: document.text,
        access: [[`project:${ticket.fields.project}`]],
        vector,
      },
    ],
  };
}
