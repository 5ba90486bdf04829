import { documentFromText, NO_DETAILS, type Ticket } from '../src/domain/index.ts';
import { centreQuery, type Unrelated } from '../src/knowledge/centring/centring.ts';
import type { FusedHit } from '../src/knowledge/index/fusion.ts';
import type { Chunk, IndexQuery } from '../src/knowledge/index/search-index.ts';
import { wordsQuery } from '../src/knowledge/query/free-text.ts';
import type { Comparing } from '../src/knowledge/similar/compare.ts';
import { type EvaluatedDocument, type EvaluatedQuery, reportedOf } from './collection.ts';
import { indexTickets } from './ticket-index.ts';

/** The least that an embedder must do here. */
export interface TextEmbedder {
  readonly dimensions: number;
  embed(texts: readonly string[], options?: { as: 'query' }): Promise<Float32Array[]>;
}

export interface ProductIndex {
  readonly comparing: Comparing;
  /** How near unrelated documents lie; null where there are too few to say. */
  readonly unrelated: Unrelated | null;
  search(
    query: EvaluatedQuery,
    by: { words: boolean; meaning: boolean; weights?: IndexQuery['weights'] },
    limit: number,
  ): Promise<readonly FusedHit[]>;
}

/**
 * The documents in the product's own engine, cut, embedded and centred as the product does. Summary and description
 * alone are indexed: comments often name the duplicate's key.
 *
 * @param embedChunks vectors for the pieces of a document; by default, each piece's own.
 */
export async function indexOf(
  documents: readonly EvaluatedDocument[],
  embedder: TextEmbedder,
  embedChunks: (chunks: readonly Chunk[], document: EvaluatedDocument) => Promise<Float32Array[]> = (
    chunks,
  ) => embedder.embed(chunks.map(({ text }) => text)),
): Promise<ProductIndex> {
  const byKey = new Map(documents.map((document) => [document.key, document]));
  const { engine, statistics, comparing } = await indexTickets(
    documents.map(asTicket),
    embedder.dimensions,
    (chunks, { key }) => embedChunks(chunks, byKey.get(key) as EvaluatedDocument),
  );
  return {
    comparing,
    unrelated: statistics?.unrelated ?? null,
    async search({ text, summary }, { words, meaning, weights }, limit) {
      const [whole, title] = meaning ? await embedder.embed([text, summary], { as: 'query' }) : [];
      const vectors = whole && title && centreQuery({ whole, summary: title }, statistics);
      const { hits } = await engine.search({
        asker: { kind: 'operator' },
        text: words ? wordsQuery(text) : undefined,
        vectors,
        weights,
        filter: [],
        limit,
      });
      return hits;
    },
  };
}

function asTicket(document: EvaluatedDocument): Ticket {
  const { key, summary, description, created } = document;
  const { project } = reportedOf(document);
  return {
    id: key,
    key,
    project: { key: project, name: project },
    type: 'Bug',
    status: { name: 'Done', category: 'done' },
    priority: null,
    resolution: null,
    summary,
    description: description === '' ? null : documentFromText(description),
    environment: null,
    labels: [],
    components: [],
    reporter: null,
    assignee: null,
    created,
    updated: created,
    resolved: null,
    parentKey: null,
    links: [],
    comments: [],
    details: NO_DETAILS,
  };
}
