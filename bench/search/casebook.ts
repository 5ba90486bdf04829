import { join } from 'node:path';
import { startRun } from '../../src/ingest/runs.ts';
import { addGeneration } from '../../src/knowledge/index/generation.ts';
import type { IndexDocument, SearchFilter, SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { openExactIndex } from '../../src/knowledge/index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { type Database, insertInGroups, openDatabase } from '../../src/platform/database/index.ts';
import { indexedFields } from '../../test/support/indexed-fields.ts';
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
  let index: SearchIndex | undefined;
  const opened = () => {
    if (!index) throw new Error('The index is not open');
    return index;
  };
  const openGeneration = async () => {
    const { id } = await database.selectFrom('index_generations').select('id').executeTakeFirstOrThrow();
    index = await openExactIndex(database, { id, dimensions });
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
      for await (const { documents } of groupsOf(data, 1000)) await insertTickets(database, run, documents);
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
    close: () => database.destroy(),
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

function indexDocument(document: BenchDocument, vector: Float32Array): IndexDocument {
  const ticketId = String(document.id);
  const project = projectOf(document);
  return {
    ticketId,
    seq: document.id + 1,
    fields: indexedFields({
      key: `${project}-${ticketId}`,
      project,
      projectName: project,
      type: typeOf(document),
      status: 'To Do',
      statusCategory: 'new',
    }),
    chunks: [
      {
        id: `${ticketId}:report`,
        kind: 'report',
        text: document.text,
        access: [[`project:${project}`]],
        vector,
      },
    ],
  };
}

/** The rows that an index entry refers to: what a ticket needs to be one, without its text. */
async function insertTickets(
  database: Database,
  run: number,
  documents: readonly BenchDocument[],
): Promise<void> {
  const lines = documents.map(({ id }) => ({
    seq: id + 1,
    run_id: run,
    source: 'bench',
    external_id: String(id),
    digest: '',
  }));
  const tickets = documents.map((document) => ({
    id: String(document.id),
    key: `${projectOf(document)}-${document.id}`,
    project_key: projectOf(document),
    project_name: projectOf(document),
    type: typeOf(document),
    status: 'Open',
    status_category: 'new' as const,
    priority: null,
    resolution: null,
    summary: '',
    description_json: null,
    environment_json: null,
    labels_json: '[]',
    components_json: '[]',
    reporter_json: null,
    assignee_json: null,
    links_json: '[]',
    parent_key: null,
    created_at: 0,
    updated_at: 0,
    resolved_at: null,
    access_json: JSON.stringify([[`project:${projectOf(document)}`]]),
    lake_seq: document.id + 1,
    digest: '',
    format: 'jira-v3' as const,
  }));
  await database.transaction().execute(async (tx) => {
    await insertInGroups(lines, (rows) => tx.insertInto('lake_records').values(rows).execute());
    await insertInGroups(tickets, (rows) => tx.insertInto('tickets').values(rows).execute());
  });
}
